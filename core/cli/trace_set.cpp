#include "core/cli/trace_set.hpp"

#include <algorithm>

#include "core/exit_code.hpp"
#include "core/names.hpp"

namespace seqboard::cli {

TraceSet::TraceSet(const std::vector<std::string>& slots, const std::vector<std::string>& fields, const std::string& where) {
    for (const std::string& text : fields) {
        const auto target = find_target(slots, text);
        if (!target)
            throw StartError{ExitCode::kNoInput, "no slot '" + text + "' " + where + suggestion(text.substr(0, text.find('.')), slots)};
        traces_.emplace_back(*target);
    }
}

std::vector<std::string> TraceSet::slots() const {
    std::vector<std::string> slots;
    for (const FieldTrace& trace : traces_)
        if (std::find(slots.begin(), slots.end(), trace.target().slot) == slots.end()) slots.push_back(trace.target().slot);
    return slots;
}

void TraceSet::use(const SlotSpec& slot) {
    for (FieldTrace& trace : traces_)
        if (trace.target().slot == slot.name) trace.use(slot);
}

void TraceSet::add(const std::string& slot, const SampleHeader& header, std::span<const std::byte> bytes) {
    for (FieldTrace& trace : traces_)
        if (trace.target().slot == slot) trace.add(header, bytes);
}

SlotStreams::Taker TraceSet::taker() {
    return {.use = [this](const SlotSpec& slot) { use(slot); },
            .add = [this](const std::string& slot, const RawSample& sample) { add(slot, sample.header, sample.bytes); }};
}

void TraceSet::forget_before(Time time) {
    for (FieldTrace& trace : traces_) trace.forget_before(time);
}

}  // namespace seqboard::cli
