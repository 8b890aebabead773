// Speed from counts and the times of their edges. Pure.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "core/time.hpp"

namespace seqboard {

/// The M/T method: the counts of a window, over the time from the last edge before it to the last edge in it. At high speed that is
/// counting, at low speed the period between two edges, and neither's error. Without an edge the wheel is at most as fast as one that
/// would have its next edge now. Source: T. Ohmae et al., "A Microprocessor-Controlled High-Accuracy Wide-Range Speed Regulator
/// for Motor Drives", IEEE Transactions on Industrial Electronics IE-29 (1982).
class EncoderSpeed {
public:
    static constexpr Duration kStandsAfter = std::chrono::milliseconds{250};  ///< without an edge

    /// A count of one up or down, and its edge's time.
    void count(int step, Time at) noexcept {
        counts_ += step;
        last_edge_ = at;
        if (!moving_) window_begin_ = at, counts_ = 0, moving_ = true;  // from rest: no time before it
    }

    /// Ends a window: the counts per second until `now`, on the edges' clock. Once a step.
    float update(Time now) noexcept {
        if (last_edge_ > window_begin_) {
            counts_s_ = static_cast<float>(counts_) / seconds_of(last_edge_ - window_begin_);
            window_begin_ = last_edge_;
            counts_ = 0;
        } else if (!moving_ || now - last_edge_ > kStandsAfter) {
            counts_s_ = 0;
            moving_ = false;
        } else if (now > last_edge_) {
            counts_s_ = std::copysign(std::min(std::abs(counts_s_), 1 / seconds_of(now - last_edge_)), counts_s_);
        }
        return counts_s_;
    }

    float counts_s() const noexcept { return counts_s_; }

    /// Of the last count; zero before the first.
    Time last_edge() const noexcept { return last_edge_; }

private:
    std::int32_t counts_ = 0;
    Time window_begin_{};
    Time last_edge_{};
    float counts_s_ = 0;
    bool moving_ = false;
};

}  // namespace seqboard
