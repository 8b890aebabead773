// How a body is turned, from its rates and the direction of gravity.
#pragma once

#include <array>

namespace seqboard {

/// Complementary filter: roll and pitch are integrated from the rates and drawn slowly towards what gravity says; yaw is integrated
/// alone and drifts. Angles are z-y-x Euler angles of the body's frame (x forward, y left, z up), right-handed: roll to the right,
/// nose down and left turn are positive. Pitch stays below 80 degrees.
/// Sources: Euler rates, Diebel, "Representing Attitude", 2006, section 5; tilt from gravity, Pedley, NXP AN3461; the filter, Mahony
/// et al., IEEE TAC 53(5), 2008, section I, in its scalar form.
/// Cost of a step: four sines, two arcus tangents, two roots.
class AttitudeFilter {
public:
    using Axes = std::array<float, 3>;

    /// Gravity corrects roll and pitch with this time constant: short follows accelerations, long the gyros' drift.
    explicit AttitudeFilter(float time_constant_s) : time_constant_s_{time_constant_s} {}

    /// A sample, and the time since the one before. The first one only sets roll and pitch.
    void step(const Axes& rate_rad_s, const Axes& acceleration_m_s2, float dt_s) noexcept;

    /// Samples were missed: roll and pitch begin anew with the next one; what was turned meanwhile is missing in the yaw.
    void interrupt() noexcept { running_ = false; }

    float roll_rad() const noexcept { return roll_rad_; }
    float pitch_rad() const noexcept { return pitch_rad_; }
    float yaw_rad() const noexcept { return yaw_rad_; }  ///< since the first sample, within -pi..pi

private:
    void integrate(const Axes& rate_rad_s, float dt_s) noexcept;
    void correct(const Axes& acceleration_m_s2, float ratio) noexcept;

    float time_constant_s_;
    bool running_ = false;
    Axes last_rate_rad_s_{};
    float roll_rad_ = 0, pitch_rad_ = 0, yaw_rad_ = 0;
};

}  // namespace seqboard
