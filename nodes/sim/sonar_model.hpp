// An HC-SR04 class ultrasonic transducer: how long its echo line is high.
#pragma once

#include "nodes/sim/random_stream.hpp"
#include "nodes/sim/room.hpp"

namespace seqboard::sim {

struct SonarConfig {
    float beam_width_rad = 0.26f;  ///< full opening angle
    float min_range_m = 0.02f;
    float max_range_m = 4.0f;
    float specular_rad = 0.61f;   ///< a smooth surface met at a larger angle sends nothing back
    float corner_range_m = 1.2f;  ///< corners scatter a little sound into all directions: heard up to here
    float noise_ratio = 0.005f;   ///< standard deviation over distance
    float noise_m = 0.003f;
    float dropout_ratio = 0.01f;  ///< pings that get no echo for no visible reason
    float air_celsius = 22.0f;
};

/// A fan of rays across the cone; the nearest surface that reflects towards the transducer, or corner, answers.
class SonarModel {
public:
    SonarModel(const SonarConfig& config, std::uint32_t seed) : config_{config}, random_{seed, "sonar"} {}

    /// Seconds; +inf: no echo.
    float echo_s(const Room& room, Point transducer, float direction_rad);

private:
    float nearest_corner_m(const Room& room, Point transducer, float direction_rad) const;

    SonarConfig config_;
    RandomStream random_;
};

}  // namespace seqboard::sim
