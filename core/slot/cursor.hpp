// Takes every sample of a slot in order, and looks back in time.
#pragma once

#include <cstdint>

#include "core/slot/ring.hpp"

namespace seqboard {

/// A reader's place in the stream of one slot. It starts at the oldest sample still in the ring.
class Cursor {
public:
    /// Copies the next sample, or says kNeverWritten when there is nothing new. Samples that the writer overwrote before
    /// they were taken are counted in missed().
    Copied take(const RingReader& ring, SampleHeader& header, void* message, std::size_t bytes) noexcept {
        const std::uint32_t tries = kReadTries + ring.depth();  // up to N - 1 cells from before the first publish
        for (std::uint32_t attempt = 0; attempt < tries; ++attempt) {
            const std::uint32_t head = ring.head();
            if (!started_) start(ring, head);
            if (head == next_ - 1) return Copied::kNeverWritten;
            skip_what_is_lost(ring, head);
            if (!ring.copy(next_, header, message, bytes)) continue;
            ++next_;
            if (is_written(header)) return Copied::kWhole;
        }
        return Copied::kOverrun;
    }

    /// Whether take() would find something: one load.
    bool has_news(const RingReader& ring) const noexcept { return !started_ || ring.head() != next_ - 1; }

    std::uint64_t missed() const noexcept { return missed_; }

    /// Begins again, in another ring; missed() goes on.
    void restart() noexcept { started_ = false; }

private:
    void start(const RingReader& ring, std::uint32_t head) noexcept {
        next_ = head - (ring.depth() - 1);
        started_ = true;
    }

    void skip_what_is_lost(const RingReader& ring, std::uint32_t head) noexcept {
        const std::uint32_t behind = head - next_;
        if (behind < ring.depth()) return;
        const std::uint32_t lost = behind - (ring.depth() - 1);
        missed_ += lost;
        next_ += lost;
    }

    std::uint32_t next_ = 0;
    bool started_ = false;
    std::uint64_t missed_ = 0;
};

/// Copies the newest sample that was written at or before `time`: kTooOld when that one has left the ring.
inline Copied copy_as_of(const RingReader& ring, Time time, SampleHeader& header, void* message, std::size_t bytes) noexcept {
    for (int attempt = 0; attempt < kReadTries; ++attempt) {
        const std::uint32_t head = ring.head();
        for (std::uint32_t back = 0; back < ring.depth(); ++back) {
            ring.copy_header(head - back, header);
            if (!ring.still_there(head - back)) break;
            if (!is_written(header)) return back == 0 ? Copied::kNeverWritten : Copied::kTooOld;
            if (time_from_ns(header.stamp_ns) > time) {
                if (back + 1 == ring.depth()) return Copied::kTooOld;
                continue;
            }
            if (ring.copy(head - back, header, message, bytes)) return Copied::kWhole;
            break;
        }
    }
    return Copied::kOverrun;
}

}  // namespace seqboard
