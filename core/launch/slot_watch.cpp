#include "core/launch/slot_watch.hpp"

#include "core/messages/clock_state.hpp"

namespace seqboard {

SlotWatch::SlotWatch(const SlotSpec& slot, const std::string& writer, const std::string& clock_driver)
    : slot_{"slot", slot, kForever, context_} {
    slot_.rename(slot.name, writer);
    if (clock_driver.empty()) return;
    clock_.emplace("clock", slot_spec<ClockState>("clock"), kForever, context_);
    clock_->rename("clock", clock_driver);
}

void SlotWatch::begin(Blackboard& board) { at_begin_ = newest(board); }

std::optional<Duration> SlotWatch::age(Blackboard& board, Time now) {
    const auto header = newest(board);
    if (!header || slot_.stamp_mask == 0 || (header->flags & kSampleRestored) != 0) return std::nullopt;
    return board_time(board, now) - time_from_ns(header->stamp_ns);
}

std::uint32_t SlotWatch::fresh(Blackboard& board) {
    const auto header = newest(board);
    if (!header) return 0;
    const std::uint32_t before = at_begin_ ? at_begin_->sequence : 0;
    const std::uint32_t fresh = header->sequence - before;
    return fresh > UINT32_MAX / 2 ? header->sequence : fresh;  // the writer has begun anew
}

std::optional<SampleHeader> SlotWatch::newest(Blackboard& board) {
    if (slot_.lost(board, true) && !slot_.connect(board)) return std::nullopt;
    SampleHeader header;
    for (int attempt = 0; attempt < 3; ++attempt) {
        const std::uint32_t head = slot_.ring.head();
        slot_.ring.copy_header(head, header);
        if (slot_.ring.still_there(head)) return is_written(header) ? std::optional{header} : std::nullopt;
    }
    return std::nullopt;
}

Time SlotWatch::board_time(Blackboard& board, Time now) {
    if (!clock_ || (clock_->lost(board, true) && !clock_->connect(board))) return now;
    SampleHeader header;
    ClockState clock;
    return clock_->ring.latest(header, &clock, sizeof clock) == Copied::kWhole ? time_from_ns(clock.now_ns) : now;
}

}  // namespace seqboard
