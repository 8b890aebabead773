// The MPU-6050 in the heading module: a rate with bias and noise, and a yaw integrated from it.
#pragma once

#include "nodes/planar.hpp"
#include "nodes/sim/random_stream.hpp"

namespace seqboard::sim {

struct GyroConfig {
    float bias_sigma_rad_s = 0.004f;  ///< spread of the bias from one power-up to the next
    float bias_walk_rad_s = 0.0002f;  ///< standard deviation of its walk over one second
    float noise_rad_s = 0.003f;       ///< of one sample
    float calibrated_ratio = 0.9f;    ///< share of the bias that the module removes before it integrates
};

class GyroModel {
public:
    GyroModel(const GyroConfig& config, std::uint32_t seed) : config_{config}, random_{seed, "gyro"} {
        bias_rad_s_ = config_.bias_sigma_rad_s * random_.normal();
    }

    void step(float true_yaw_rate_rad_s, float dt_s) {
        bias_rad_s_ += config_.bias_walk_rad_s * std::sqrt(dt_s) * random_.normal();
        rate_rad_s_ = true_yaw_rate_rad_s + bias_rad_s_ + config_.noise_rad_s * random_.normal();
        yaw_rad_ = wrapped_rad(yaw_rad_ + (rate_rad_s_ - config_.calibrated_ratio * bias_rad_s_) * dt_s);
    }

    float rate_rad_s() const noexcept { return rate_rad_s_; }
    float yaw_rad() const noexcept { return yaw_rad_; }  ///< zero when the run began; drifts
    float bias_rad_s() const noexcept { return bias_rad_s_; }

private:
    GyroConfig config_;
    RandomStream random_;
    float bias_rad_s_ = 0;
    float rate_rad_s_ = 0;
    float yaw_rad_ = 0;
};

}  // namespace seqboard::sim
