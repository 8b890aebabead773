// What the robot says about the road, and when.
#pragma once

#include <cmath>
#include <cstdint>
#include <optional>
#include <utility>

#include "core/time.hpp"

namespace seqboard {

/// What is known of the road now.
struct Road {
    std::optional<float> ahead_m;  ///< to the next obstacle, +inf for none; nothing: not known
    std::optional<bool> cliff;     ///< nothing: not known
};

/// Says the most important news that there is: an edge of the floor, which may interrupt the others; an obstacle within a metre, in
/// steps of ten centimetres, when the step is another; that the road is clear again. One announcement per `gap` at most, an edge
/// excepted; an edge that stays is repeated every `repeat`. Pure; no clock.
class Announcer {
public:
    static constexpr unsigned kSteps = 10;      ///< of a tenth of a metre
    static constexpr unsigned kCliff = kSteps;  ///< clips 0 to 9: an obstacle within 0.1 m to 1 m
    static constexpr unsigned kClear = kCliff + 1;
    static constexpr unsigned kClips = kClear + 1;

    Announcer(Duration gap, Duration repeat) : gap_{gap}, repeat_{repeat} {}

    /// The clip to play now. `speaking`: one is being played.
    std::optional<unsigned> news(const Road& road, bool speaking, Time now) noexcept {
        const auto wanted = wanted_clip(road);
        if (!wanted) return std::nullopt;
        const Duration silent = said_at_ ? now - *said_at_ : kForever;
        if (*wanted == kCliff ? said_ == kCliff && (speaking || silent < repeat_) : speaking || *wanted == said_ || silent < gap_)
            return std::nullopt;
        said_ = *wanted;
        said_at_ = now;
        return wanted;
    }

private:
    std::optional<unsigned> wanted_clip(const Road& road) const noexcept {
        if (road.cliff.value_or(false)) return kCliff;
        if (!road.ahead_m || std::isnan(*road.ahead_m)) return std::nullopt;
        const float steps = std::ceil(*road.ahead_m * kSteps);
        if (steps <= kSteps) return static_cast<unsigned>(std::fmax(steps, 1.0f)) - 1;
        return kClear;
    }

    Duration gap_, repeat_;
    unsigned said_ = kClear;  ///< nothing in the way is no news at first
    std::optional<Time> said_at_;
};

}  // namespace seqboard
