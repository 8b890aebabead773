// How well a link in real time keeps up: how late its answers are, how unevenly they come.
#pragma once

#include <array>
#include <optional>
#include <string>

#include "core/time.hpp"

namespace seqboard::link {

/// What a run in real time may cost before it says nothing about the robot.
struct LinkBudget {
    float loss_ratio = 0.02f;                         ///< of the frames, in either direction
    Duration jitter = std::chrono::milliseconds{30};  ///< 99 of 100 answers come within this of their time
};

class LinkQuality {
public:
    explicit LinkQuality(Duration step) : step_{step} {}

    /// An answer to the sensors of `ticks` steps ago.
    void note_answer(std::uint32_t ticks, Time now) noexcept;
    void note_round_trip(Duration turn) noexcept;

    std::uint32_t answers() const noexcept { return answers_; }
    Duration mean_age() const noexcept { return answers_ == 0 ? Duration{} : step_ * ages_ticks_ / answers_; }
    Duration most_age() const noexcept { return step_ * most_age_ticks_; }

    /// The distance between two answers differs from a step by no more than this, in 99 of 100 cases; to the millisecond, at most 256.
    Duration jitter() const noexcept;

    /// Of the line alone, there and back; nothing before the first TIMESYNC.
    std::optional<Duration> round_trip() const noexcept { return round_trip_; }

    /// In a sentence, what was beyond the budget; empty if nothing was, or if there is too little to judge by.
    std::string fault(const LinkBudget& budget, float loss_ratio) const;

private:
    Duration step_;
    std::uint32_t answers_ = 0;
    std::int64_t ages_ticks_ = 0;
    std::uint32_t most_age_ticks_ = 0;
    std::optional<Time> answered_;
    std::array<std::uint32_t, 256> uneven_ms_{};
    std::optional<Duration> round_trip_;
};

}  // namespace seqboard::link
