#include "core/link/contract.hpp"

#include <algorithm>

#include "core/exit_code.hpp"
#include "core/link/byte_reader.hpp"
#include "core/link/frame.hpp"
#include "core/link/sample_frames.hpp"
#include "core/schema/fixed_text.hpp"

namespace seqboard::link {

namespace {

struct Direction {
    const char* plant_says;  ///< the parameter on the plant's side
    const char* board_says;
    std::vector<Field> Contract::*fields;
};
constexpr Direction kDirections[] = {
    {"sends", "receives", &Contract::sensors}, {"receives", "sends", &Contract::actuators}, {"mirrors", "mirrors", &Contract::mirrors}};

void put_fields(const std::vector<Field>& fields, ByteWriter& writer) {
    writer.put(static_cast<std::uint8_t>(fields.size()));
    for (const Field& field : fields) {
        writer.put_text(field.name);
        writer.put_text(field.message);
        writer.put(field.fingerprint);
        writer.put(field.bytes);
    }
}

std::vector<Field> take_fields(ByteReader& reader) {
    std::vector<Field> fields;
    for (unsigned left = reader.take<std::uint8_t>(); left > 0 && reader.whole(); --left) {
        Field& field = fields.emplace_back();
        field.name = reader.take_text();
        field.message = reader.take_text();
        field.fingerprint = reader.take<std::uint64_t>();
        field.bytes = reader.take<std::uint32_t>();
    }
    return fields;
}

std::string names_of(const std::vector<Field>& fields) {
    std::string names;
    for (const Field& field : fields) names += (names.empty() ? "" : " ") + field.name;
    return names.empty() ? "nothing" : "'" + names + "'";
}

std::string mode_name(LinkMode mode) { return mode == LinkMode::kLockstep ? "lock-step" : "real time"; }

std::string field_difference(const Direction& direction, const std::vector<Field>& plant, const std::vector<Field>& board) {
    const auto same_name = [](const Field& a, const Field& b) { return a.name == b.name; };
    if (!std::equal(plant.begin(), plant.end(), board.begin(), board.end(), same_name))
        return "the plant's link " + std::string{direction.plant_says} + " " + names_of(plant) + ", the board's " + direction.board_says +
               " " + names_of(board) + "; give both the same slots in the same order";
    for (std::size_t i = 0; i < plant.size(); ++i) {
        if (plant[i].fingerprint == board[i].fingerprint && plant[i].bytes == board[i].bytes) continue;
        if (plant[i].message != board[i].message)
            return "slot '" + plant[i].name + "' carries " + plant[i].message + " at the plant and " + board[i].message +
                   " on the board; link slots of one message";
        return "slot '" + plant[i].name + "' has two layouts of " + plant[i].message +
               ", one at the plant and one on the board; build both from the same messages";
    }
    return "";
}

}  // namespace

std::uint64_t layout_hash(const Contract& contract) {
    std::uint64_t hash = fnv1a("");
    for (const Direction& direction : kDirections)
        for (const Field& field : contract.*direction.fields)
            hash = fnv1a(field.name + "\n" + std::to_string(field.fingerprint) + "\n" + direction.plant_says, hash);
    return hash;
}

void put_contract(const Contract& contract, ByteWriter& writer) {
    writer.put(layout_hash(contract));
    writer.put(static_cast<std::uint64_t>(contract.step.count()));
    writer.put(static_cast<std::uint8_t>(contract.mode));
    for (const Direction& direction : kDirections) put_fields(contract.*direction.fields, writer);
}

std::optional<Contract> take_contract(std::span<const std::uint8_t> payload) {
    ByteReader reader{payload};
    const auto hash = reader.take<std::uint64_t>();
    Contract contract;
    contract.step = Duration{static_cast<std::int64_t>(reader.take<std::uint64_t>() & INT64_MAX)};
    const auto mode = reader.take<std::uint8_t>();
    contract.mode = static_cast<LinkMode>(mode);
    for (const Direction& direction : kDirections) contract.*direction.fields = take_fields(reader);
    if (!reader.at_end() || mode > 1 || layout_hash(contract) != hash) return std::nullopt;
    return contract;
}

std::string difference(const Contract& plant, const Contract& board) {
    if (plant.mode != board.mode)
        return "the plant runs in " + mode_name(plant.mode) + ", the board in " + mode_name(board.mode) +
               "; start both node sets with the same clock mode";
    if (plant.step != board.step)
        return "the plant's step is " + text_of(plant.step) + ", the board's " + text_of(board.step) +
               "; give both node sets the same clock step";
    for (const Direction& direction : kDirections)
        if (std::string found = field_difference(direction, plant.*direction.fields, board.*direction.fields); !found.empty()) return found;
    return "";
}

void require_carriable(const Contract& contract) {
    for (const Direction& direction : kDirections) {
        const std::vector<Field>& fields = contract.*direction.fields;
        if (fields.size() > kMaxFields)
            throw StartError{ExitCode::kConfig, std::string{direction.plant_says} + ": " + std::to_string(fields.size()) +
                                                    " slots; a link carries at most " + std::to_string(kMaxFields)};
        for (const Field& field : fields)
            if (field.bytes > kMaxSampleBytes)
                throw StartError{ExitCode::kConfig, "slot '" + field.name + "' has " + std::to_string(field.bytes) +
                                                        " bytes; a link carries at most " + std::to_string(kMaxSampleBytes) +
                                                        ", leave it out"};
    }
}

}  // namespace seqboard::link
