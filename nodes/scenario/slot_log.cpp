#include "nodes/scenario/slot_log.hpp"

#include <cerrno>
#include <cinttypes>
#include <cstring>
#include <filesystem>

#include "core/exit_code.hpp"
#include "core/schema/element_text.hpp"
#include "core/schema/schema_text.hpp"

namespace seqboard::sim {

namespace {

constexpr std::uint32_t kMostElements = 16;

std::string scalar_text(const ScalarValue& value) {
    if (const auto* const number = std::get_if<float>(&value)) return shortest(*number);
    if (const auto* const number = std::get_if<double>(&value)) return shortest(*number);
    if (const auto* const whole = std::get_if<std::int64_t>(&value)) return std::to_string(*whole);
    if (const auto* const whole = std::get_if<std::uint64_t>(&value)) return std::to_string(*whole);
    if (const auto* const truth = std::get_if<bool>(&value)) return *truth ? "1" : "0";
    return std::to_string(static_cast<int>(std::get<char>(value)));
}

}  // namespace

SlotLog::SlotLog(const BoardPlace& place, std::string folder) : board_{Blackboard::open(place)}, folder_{std::move(folder)} {
    std::error_code failed;
    std::filesystem::create_directories(folder_, failed);
    if (failed) throw StartError{ExitCode::kNoSpace, "slot log '" + folder_ + "' cannot be made: " + failed.message()};
}

void SlotLog::add_columns(const std::vector<SchemaField>& fields, const std::string& prefix, std::vector<Column>& columns) {
    for (const SchemaField& field : fields) {
        if (field.name.starts_with("reserved")) continue;
        const bool long_one = field.count > kMostElements || (field.is_array && field.scalar == ScalarKind::kChar);
        if (long_one) {
            columns.push_back({prefix + field.name + "#", field, true});
            continue;
        }
        for (std::uint32_t k = 0; k < field.count; ++k) {
            const SchemaField one = field.shifted(k * field.element_bytes);
            const std::string name = prefix + field.name + (field.is_array ? "[" + std::to_string(k) + "]" : "");
            if (field.scalar) columns.push_back({name, one});
            else add_columns(one.fields, name + ".", columns);
        }
    }
}

void SlotLog::open_files() {
    for (SampleStream& slot : SampleStream::of_board(*board_)) {
        const SlotPlace& place = slot.slot();
        std::vector<Column> columns;
        add_columns(parse_schema(place.schema, place.message_bytes).fields, "", columns);
        const std::string path = folder_ + "/" + place.name + ".csv";
        std::unique_ptr<std::FILE, Close> file{std::fopen(path.c_str(), "we")};
        if (!file) throw StartError{ExitCode::kNoSpace, "slot log '" + path + "' cannot be written: " + std::strerror(errno)};
        std::fputs("stamp_ns,sequence", file.get());
        for (const Column& column : columns) std::fprintf(file.get(), ",%s", column.name.c_str());
        std::fputc('\n', file.get());
        streams_.push_back({std::move(slot), std::move(columns), std::move(file)});
    }
}

void SlotLog::write_row(const Stream& stream, const SampleHeader& header, const std::vector<std::byte>& payload) {
    std::string row = std::to_string(header.stamp_ns) + "," + std::to_string(header.sequence);
    for (const Column& column : stream.columns) {
        row += ',';
        const std::byte* const at = payload.data() + column.field.offset;
        if (column.hashed) {
            char text[24];
            const std::size_t bytes = std::size_t{column.field.count} * column.field.element_bytes;
            std::snprintf(text, sizeof text, "%016" PRIx64, fnv1a({reinterpret_cast<const char*>(at), bytes}));
            row += text;
        } else {
            row += scalar_text(read_scalar(*column.field.scalar, at));
        }
    }
    row += '\n';
    std::fwrite(row.data(), 1, row.size(), stream.file.get());
}

void SlotLog::take(Time end) {
    if (streams_.empty()) open_files();
    for (Stream& stream : streams_)
        stream.taken.take(end,
                          [&](const SampleHeader& header, const std::vector<std::byte>& payload) { write_row(stream, header, payload); });
}

}  // namespace seqboard::sim
