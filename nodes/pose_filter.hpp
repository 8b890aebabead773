// Where the robot is: an extended Kalman filter over wheels, gyro and heading module.
#pragma once

#include <Eigen/Core>

#include "nodes/planar.hpp"

namespace seqboard {

struct PoseFilterConfig {
    float travel_noise_ratio = 0.03f;     ///< standard deviation of a wheel's travel over its length
    float gyro_noise_rad_s = 0.02f;       ///< of a yaw rate over one step
    float bias_walk_rad_s = 0.0005f;      ///< standard deviation of the gyro bias after one second
    float wheel_yaw_noise_rad_s = 0.10f;  ///< of the yaw rate the wheels show: slip, caster
    float heading_noise_rad = 0.05f;      ///< of the module's yaw: it drifts slowly, so trust it little at each step
    float gate_sigma_ratio = 4.0f;        ///< an innovation beyond this many standard deviations is refused
};

enum class YawSource { kGyro, kWheels };

/// State: x, y, heading in the world, and the gyro's bias. Float, fixed size, no allocation.
/// Thrun, Burgard, Fox, "Probabilistic Robotics", chapter 3.3.
class PoseFilter {
public:
    PoseFilter(const PoseFilterConfig& config, Point start, float heading_rad);

    /// The body moved `travel_m` along its heading in dt_s and turned at yaw_rate_rad_s, of the gyro with its bias taken off or of the
    /// wheels.
    void predict(float travel_m, float yaw_rate_rad_s, float dt_s, YawSource source) noexcept;

    /// The wheels' yaw rate against the gyro's: shows the bias. False if it was refused.
    bool correct_bias(float gyro_rad_s, float wheels_rad_s) noexcept;

    /// An absolute heading in the world frame. False if it was refused.
    bool correct_heading(float heading_rad) noexcept;

    /// Nothing is known of the heading any more: the next one is taken as it is.
    void lose_heading() noexcept;

    Point position() const noexcept { return {state_[kX], state_[kY]}; }
    float heading_rad() const noexcept { return state_[kHeading]; }
    float bias_rad_s() const noexcept { return state_[kBias]; }
    float position_sigma_m() const noexcept;  ///< of the worse axis
    float heading_sigma_rad() const noexcept;

private:
    enum Index : Eigen::Index { kX, kY, kHeading, kBias };
    using Vector = Eigen::Matrix<float, 4, 1>;
    using Matrix = Eigen::Matrix<float, 4, 4>;

    float wheel_noise_rad_s(float wheels_rad_s) const noexcept;
    bool correct(Index observed, float innovation, float noise) noexcept;

    PoseFilterConfig config_;
    Vector state_;
    Matrix covariance_ = Matrix::Zero();
};

}  // namespace seqboard
