#include "nodes/link/link_ports.hpp"

#include <algorithm>

#include "core/names.hpp"
#include "nodes/link/known_messages.hpp"

namespace seqboard::link {

namespace {

struct NamedSlot {
    std::string name;
    SlotSpec known;  ///< empty: the node set tells
};

/// "range pose:Pose" taken apart.
std::vector<NamedSlot> slots_in(const std::string& text) {
    std::vector<NamedSlot> slots;
    for (std::size_t begin = text.find_first_not_of(' '); begin != std::string::npos;) {
        const std::size_t end = std::min(text.find(' ', begin), text.size());
        const std::string word = text.substr(begin, end - begin);
        const std::size_t colon = std::min(word.find(':'), word.size());
        NamedSlot& slot = slots.emplace_back(NamedSlot{word.substr(0, colon), {}});
        if (!is_valid_name(slot.name)) throw StartError{ExitCode::kConfig, "'" + text + "': '" + slot.name + "' is no name of a slot"};
        if (colon < word.size()) slot.known = known_message(word.substr(colon + 1));
        begin = text.find_first_not_of(' ', end);
    }
    return slots;
}

Field field_of(const std::string& name, const SlotSpec& spec) { return {name, spec.message, spec.fingerprint, spec.message_bytes}; }

std::uint32_t age_us(Time now, std::uint64_t stamp_ns) noexcept {
    const Duration age = now - time_from_ns(stamp_ns);  // the supervisor's are in real time always
    return static_cast<std::uint32_t>(std::clamp<std::int64_t>(age / std::chrono::microseconds{1}, 0, UINT32_MAX));
}

}  // namespace

OutgoingSlots::OutgoingSlots(Setup& setup, const std::string& slots) {
    for (const NamedSlot& slot : slots_in(slots)) slots_.push_back({&setup.any_input(slot.name, slot.known)});
}

std::vector<Field> OutgoingSlots::fields() const {
    std::vector<Field> fields;
    for (const Slot& slot : slots_) fields.push_back(field_of(slot.port->port(), slot.port->expected()));
    return fields;
}

void OutgoingSlots::collect(Time now, SampleTable& table) {
    table.forget();
    for (std::size_t i = 0; i < slots_.size(); ++i) {
        Slot& slot = slots_[i];
        LinkSample& sample = table.samples()[i];
        const std::uint32_t head = slot.port->ring.head();
        if (slot.connection == slot.port->connection && slot.head == head) continue;
        SampleHeader header;
        if (slot.port->ring.latest(header, sample.bytes.data(), sample.bytes.size()) != Copied::kWhole) continue;
        slot.connection = slot.port->connection;
        slot.head = header.sequence;
        sample.age_us = age_us(now, header.stamp_ns);
        sample.source_age_us = age_us(now, header.source_stamp_ns);
        sample.fresh = true;
    }
}

void OutgoingSlots::begin_anew() noexcept {
    for (Slot& slot : slots_) slot.connection = 0;
}

IncomingSlots::IncomingSlots(Setup& setup, const std::string& slots) : context_{&setup.context()} {
    for (const NamedSlot& slot : slots_in(slots)) slots_.push_back(&setup.any_output(slot.name, slot.known));
}

std::vector<Field> IncomingSlots::fields() const {
    std::vector<Field> fields;
    for (const OutputPort* slot : slots_) fields.push_back(field_of(slot->port(), slot->spec));
    return fields;
}

void IncomingSlots::publish(Time now, const SampleTable& table) {
    const StepContext before = *context_;
    for (std::size_t i = 0; i < slots_.size(); ++i) {
        const LinkSample& sample = table.samples()[i];
        if (!sample.fresh) continue;
        context_->now = now - std::chrono::microseconds{sample.age_us};
        context_->oldest_source_ns = ns_of(now - std::chrono::microseconds{sample.source_age_us});
        slots_[i]->write(sample.bytes.data(), sample.bytes.size());
    }
    *context_ = before;
}

}  // namespace seqboard::link
