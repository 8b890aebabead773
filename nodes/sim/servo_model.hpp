// A hobby servo: runs to its command at constant speed, in 20 ms frames.
#pragma once

#include <algorithm>
#include <cmath>

namespace seqboard::sim {

class ServoModel {
public:
    explicit ServoModel(float speed_rad_s = 8.7f, float limit_rad = 1.57f) : speed_rad_s_{speed_rad_s}, limit_rad_{limit_rad} {}

    /// A command that is no number leaves the servo where it was told to be.
    void command(float angle_rad) {
        if (std::isfinite(angle_rad)) command_rad_ = std::clamp(angle_rad, -limit_rad_, limit_rad_);
    }
    void step(float dt_s) {
        const float most_rad = speed_rad_s_ * dt_s;
        angle_rad_ += std::clamp(command_rad_ - angle_rad_, -most_rad, most_rad);
    }
    float angle_rad() const noexcept { return angle_rad_; }

private:
    float speed_rad_s_;
    float limit_rad_;
    float command_rad_ = 0;
    float angle_rad_ = 0;
};

}  // namespace seqboard::sim
