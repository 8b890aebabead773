#include "core/expression/board_values.hpp"

#include <algorithm>
#include <limits>

#include "core/messages/supervision.hpp"
#include "core/names.hpp"

namespace seqboard {

namespace {

/// The number behind a scalar's bytes. No field is a double: of_field() refuses them.
float number_at(ScalarKind kind, const std::byte* from) noexcept {
    const ScalarValue value = read_scalar(kind, from);
    if (const auto* const number = std::get_if<float>(&value)) return *number;
    if (const auto* const whole = std::get_if<std::int64_t>(&value)) return static_cast<float>(*whole);
    if (const auto* const whole = std::get_if<std::uint64_t>(&value)) return static_cast<float>(*whole);
    if (const auto* const truth = std::get_if<bool>(&value)) return *truth ? 1.0f : 0.0f;
    return 0;
}

std::string supervision_slot(std::string_view node) { return std::string{kSupervisorNode} + "." + std::string{node}; }

}  // namespace

std::vector<BoardSlot> slots_on(Blackboard& board) {
    std::vector<BoardSlot> slots;
    for (const std::string& node : board.nodes())
        if (const auto segment = board.attach_trusted(node); segment != nullptr && !segment->retired())
            for (const SlotPlace& place : segment->description().slots) slots.push_back({place, node});
    return slots;
}

const BoardSlot* BoardValues::slot_named(std::string_view name) const {
    const auto found = std::find_if(slots_.begin(), slots_.end(), [&](const BoardSlot& slot) { return slot.spec.name == name; });
    return found == slots_.end() ? nullptr : &*found;
}

/// Slots and nodes may have dots in their names: the longest that fits.
NamedValue BoardValues::find(std::string_view name) {
    if (slot_named(name) != nullptr) return of_slot(*slot_named(name), "");
    for (std::size_t dot = name.rfind('.'); dot != std::string_view::npos && dot > 0; dot = name.rfind('.', dot - 1)) {
        const std::string_view owner = name.substr(0, dot), word = name.substr(dot + 1);
        const BoardSlot* const slot = slot_named(owner);
        const BoardSlot* const supervision = slot_named(supervision_slot(owner));
        const bool of_the_node = word == "state" || word == "ready" || word == "failed" || word == "starts" || word == "failures" ||
                                 word == "exit_code" || word == "pid";
        const bool is_field = slot != nullptr && watch(*slot).schema.find(word);
        if (supervision != nullptr && !is_field && (slot == nullptr || of_the_node)) return of_node(owner, *supervision, word);
        if (slot != nullptr) return of_slot(*slot, word);
    }
    refuse(name);
}

void BoardValues::refuse(std::string_view name) const {
    std::vector<std::string> names;
    for (const BoardSlot& slot : slots_) {
        names.push_back(slot.spec.name);
        const std::string prefix = supervision_slot("");
        if (slot.spec.name.starts_with(prefix)) names.push_back(slot.spec.name.substr(prefix.size()));
    }
    const std::string_view owner = name.substr(0, name.find('.'));
    const std::string_view near = nearest_name(owner, names);
    throw UnknownName{"no slot or node '" + std::string{owner} + "'" +
                      (near.empty() ? std::string{} : "; did you mean '" + std::string{near} + "'?")};
}

BoardValues::Watched& BoardValues::watch(const BoardSlot& slot) {
    for (Watched& known : watched_)
        if (known.port.slot() == slot.spec.name) return known;
    Watched& fresh = watched_.emplace_back(
        Watched{InputPort{slot.spec.name, slot.spec, kForever, context_}, parse_schema(slot.spec.schema, slot.spec.message_bytes)});
    fresh.port.rename(slot.spec.name, slot.node);
    fresh.bytes.resize(slot.spec.message_bytes);
    return fresh;
}

NamedValue BoardValues::add(const Value& value, ValueKind kind, std::string unit, std::vector<EnumName> values) {
    values_.push_back(value);
    return {static_cast<std::uint32_t>(values_.size() - 1), kind, std::move(unit), std::move(values)};
}

NamedValue BoardValues::of_slot(const BoardSlot& slot, std::string_view field) {
    Watched& watched = watch(slot);
    if (!field.empty() && watched.schema.find(field)) return of_field(slot, watched, field);
    if (field == "age") return add({Kind::kAge, &watched}, ValueKind::kNumber, "s");
    if (field == "missing") return add({Kind::kMissing, &watched}, ValueKind::kTruth);
    if (field == "count") return add({Kind::kCount, &watched}, ValueKind::kNumber);
    std::vector<std::string> names;
    for (const SchemaField& known : watched.schema.fields)
        if (!known.name.starts_with("reserved")) names.push_back(known.name);
    if (field.empty()) {
        std::string list = suggestion("", names);
        throw UnknownName{"'" + slot.spec.name + "' is a slot; name one of its fields" + list};
    }
    for (const char* const word : {"age", "missing", "count"}) names.emplace_back(word);
    throw UnknownName{"slot '" + slot.spec.name + "' (" + slot.spec.message + ") has no field '" + std::string{field} + "'" +
                      suggestion(field, names)};
}

NamedValue BoardValues::of_field(const BoardSlot& slot, Watched& watched, std::string_view path) {
    const SchemaField field = *watched.schema.find(path);
    const std::string name = "'" + slot.spec.name + "." + std::string{path} + "'";
    if (field.is_array && field.scalar == ScalarKind::kChar) throw UnknownName{name + " is a text; only numbers can be compared"};
    if (field.is_array)
        throw UnknownName{name + " has " + std::to_string(field.count) + " elements; write " + slot.spec.name + "." + std::string{path} +
                          "[0]"};
    if (!field.scalar)
        throw UnknownName{name + " is a message; name one of its fields" + suggestion("", [&] {
                              std::vector<std::string> names;
                              for (const SchemaField& inner : field.fields) names.push_back(inner.name);
                              return names;
                          }())};
    if (*field.scalar == ScalarKind::kFloat64) throw UnknownName{name + " is a double; expressions compute with floats"};
    const bool truth = *field.scalar == ScalarKind::kBool;
    return add({Kind::kField, &watched, *field.scalar, field.offset}, truth ? ValueKind::kTruth : ValueKind::kNumber, field.unit,
               field.enum_names);
}

NamedValue BoardValues::of_node(std::string_view node, const BoardSlot& supervision, std::string_view word) {
    Watched& watched = watch(supervision);
    if (word == "ready") return add({Kind::kReady, &watched}, ValueKind::kTruth);
    if (word == "failed") return add({Kind::kFailed, &watched}, ValueKind::kTruth);
    for (const char* const field : {"state", "starts", "failures", "exit_code", "pid"})
        if (word == field) return of_field(supervision, watched, word);
    throw UnknownName{"node '" + std::string{node} + "' has no '" + std::string{word} + "'" +
                      suggestion(word, {"ready", "failed", "state", "starts", "failures", "exit_code", "pid"})};
}

std::vector<std::string> BoardValues::slots_named() const {
    std::vector<std::string> names;
    for (const Watched& watched : watched_) names.push_back(watched.port.slot());
    return names;
}

void BoardValues::look(Time now) {
    now_ = now;
    for (Watched& watched : watched_) {
        if (board_ && watched.port.lost(*board_, false)) watched.port.connect(*board_);
        const Copied copied = watched.port.ring.latest(watched.header, watched.bytes.data(), watched.bytes.size());
        watched.written = copied == Copied::kWhole || (copied == Copied::kOverrun && watched.written);
    }
}

void BoardValues::give(std::string_view slot, const SampleHeader& header, std::span<const std::byte> bytes) {
    for (Watched& watched : watched_) {
        if (watched.port.slot() != slot || watched.bytes.size() != bytes.size()) continue;
        watched.header = header;
        watched.bytes.assign(bytes.begin(), bytes.end());
        watched.written = true;
    }
}

std::optional<float> BoardValues::load(std::uint32_t handle) const noexcept {
    const Value& value = values_[handle];
    const Watched& slot = *value.slot;
    if (value.kind == Kind::kMissing) return slot.written ? 0.0f : 1.0f;
    if (value.kind == Kind::kCount) return slot.written ? static_cast<float>(slot.header.sequence) : 0.0f;
    if (value.kind == Kind::kAge)
        return slot.written ? seconds_of(now_ - time_from_ns(slot.header.stamp_ns)) : std::numeric_limits<float>::infinity();
    if (!slot.written) return std::nullopt;
    if (value.kind == Kind::kField) return number_at(value.scalar, slot.bytes.data() + value.offset);
    NodeSupervision node;
    std::copy_n(slot.bytes.data(), sizeof node, reinterpret_cast<std::byte*>(&node));
    if (value.kind == Kind::kReady) return node.state == Supervised::kReady ? 1.0f : 0.0f;
    const bool failed = node.state == Supervised::kBackoff || node.state == Supervised::kFailed || node.state == Supervised::kHung;
    return failed ? 1.0f : 0.0f;
}

}  // namespace seqboard
