// How far and how fast two wheels roll, from their encoders' counts.
#pragma once

#include <array>
#include <cstdint>
#include <numbers>

#include "core/input.hpp"
#include "core/messages/wheels.hpp"

namespace seqboard {

/// Counts wrap and start anew with their writer; neither is travel.
class WheelOdometer {
public:
    WheelOdometer(float wheel_radius_m, int counts_per_turn)
        : metres_per_count_{2 * std::numbers::pi_v<float> * wheel_radius_m / static_cast<float>(counts_per_turn)} {}

    struct Motion {
        float left_m = 0;
        float right_m = 0;
        float elapsed_s = 0;  ///< zero: nothing new, or the first counts of a writer
    };

    /// What happened since the last call.
    Motion update(const Reading<EncoderCounts>& counts) {
        const bool first = !known_ || counts.epoch() != epoch_;
        Motion motion;
        if (!first && counts.stamp() > stamp_)
            motion = {.left_m = travel_m(last_.left, counts->left),
                      .right_m = travel_m(last_.right, counts->right),
                      .elapsed_s = seconds_of(counts.stamp() - stamp_)};
        known_ = true;
        epoch_ = counts.epoch();
        last_ = *counts;
        stamp_ = counts.stamp();
        return motion;
    }

private:
    float travel_m(std::int32_t before, std::int32_t now) const {
        const auto steps = static_cast<std::int32_t>(static_cast<std::uint32_t>(now) - static_cast<std::uint32_t>(before));
        return static_cast<float>(steps) * metres_per_count_;
    }

    float metres_per_count_;
    EncoderCounts last_;
    Time stamp_{};
    std::uint32_t epoch_ = 0;
    bool known_ = false;
};

}  // namespace seqboard
