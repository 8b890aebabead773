// Every sample of every chosen slot of a board, in the order of each slot, across restarts of their writers.
#pragma once

#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "core/blackboard.hpp"
#include "core/record/slot_patterns.hpp"
#include "core/slot/cursor.hpp"

namespace seqboard::record {

/// One slot. Belongs to SlotTaps.
class SlotTap {
public:
    SlotTap(std::string node, std::shared_ptr<AttachedSegment> segment, const SlotPlace& place);

    /// Whether take() would give one.
    bool has_news() const noexcept { return cursor_.has_news(ring_); }

    /// Copies the next sample, place().message_bytes of it.
    Copied take(SampleHeader& header, std::byte* to) noexcept { return cursor_.take(ring_, header, to, place_.message_bytes); }

    /// Copies the newest sample, if it is not one that take() has yet to give, nor one that another segment has replaced.
    bool newest(SampleHeader& header, std::byte* to) const noexcept;

    const SlotPlace& place() const noexcept { return place_; }
    const std::string& node() const noexcept { return node_; }
    const AttachedSegment& segment() const noexcept { return *segment_; }

    /// Samples that were overwritten before they were taken.
    std::uint64_t missed() const noexcept { return cursor_.missed(); }

    const bool simulated;       ///< see core/simulated_slot.hpp
    std::uint16_t channel = 0;  ///< of the recording; 0: not defined yet
    std::uint32_t epoch = 0;    ///< the writer's, when the channel was defined
    std::uint32_t chunk = 0;    ///< that a flight recorder has put the last sample into

private:
    std::string node_;
    std::shared_ptr<AttachedSegment> segment_;
    SlotPlace place_;
    RingReader ring_;
    Cursor cursor_;
};

class SlotTaps {
public:
    SlotTaps(std::shared_ptr<Blackboard> board, SlotPatterns patterns) : board_{std::move(board)}, patterns_{std::move(patterns)} {}

    /// Finds slots that are new, and where those of replaced segments are now; what was not taken from an old one yet still can be.
    /// Costs some system calls per node.
    void look();

    std::deque<SlotTap>& taps() noexcept { return taps_; }  ///< elements never move
    std::size_t count() const noexcept { return taps_.size(); }
    std::size_t largest_bytes() const noexcept { return largest_bytes_; }
    std::uint64_t missed() const noexcept;

private:
    bool is_tapped(const std::string& slot, const AttachedSegment& segment) const;

    std::shared_ptr<Blackboard> board_;
    SlotPatterns patterns_;
    std::deque<SlotTap> taps_;
    std::size_t largest_bytes_ = 0;
};

}  // namespace seqboard::record
