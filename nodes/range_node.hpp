// Distance from the time of flight of an ultrasonic ping.
#pragma once

#include <cmath>
#include <limits>

#include "core/messages/range.hpp"
#include "core/node.hpp"

namespace seqboard {

/// Publishes one Range per ping: metres along the beam, bearing from the robot's x axis, left positive. Sound travels at
/// 331.5 + 0.6 T m/s (T in degrees Celsius). No echo is +inf, a stuck line or an echo shorter than the transducer's dead
/// zone is NaN (REP 117).
class RangeNode {
public:
    static constexpr auto kPeriod = std::chrono::milliseconds{20};

    struct Io {
        Setup& setup;
        Live<float> air_celsius = setup.live_param("air_celsius", 20.0f, {-40.0f, 85.0f});
        float min_range_m = setup.param("min_range_m", 0.02f, {0.0f, 1.0f});
        float max_range_m = setup.param("max_range_m", 4.0f, {0.1f, 10.0f});
        float beam_width_rad = setup.param("beam_width_rad", 0.26f, {0.01f, 1.6f});
        Input<SonarEcho> echo = setup.input<SonarEcho>("sonar_echo", std::chrono::milliseconds{200});
        Output<Range> range = setup.output<Range>("range");
    };

    explicit RangeNode(Io io) : io_{std::move(io)} {}

    void step(const Tick&) {
        while (const auto echo = io_.echo.take())
            io_.range.write({.range_m = range_m(echo->echo_s),
                             .max_range_m = io_.max_range_m,
                             .beam_width_rad = io_.beam_width_rad,
                             .bearing_rad = echo->bearing_rad});
    }

private:
    float range_m(float echo_s) const {
        const float range_m = (331.5f + 0.6f * io_.air_celsius) * echo_s / 2;
        // The margin keeps an echo at the dead zone's end from failing by rounding.
        if (std::isnan(range_m) || range_m < 0.9f * io_.min_range_m) return std::numeric_limits<float>::quiet_NaN();
        return range_m <= io_.max_range_m ? range_m : std::numeric_limits<float>::infinity();
    }

    Io io_;
};

}  // namespace seqboard
