// The robot's body: two motors, wheels on two sides, a nylon caster behind. Pure; stepped with a fixed time step.
#pragma once

#include <array>
#include <cstdint>

#include "core/messages/wheels.hpp"
#include "nodes/planar.hpp"
#include "nodes/sim/random_stream.hpp"

namespace seqboard::sim {

/// Left and right.
enum Side : std::size_t { kLeft = 0, kRight = 1 };

struct PlantConfig {
    float wheel_radius_m = 0.033f;
    float track_m = 0.16f;
    float scrub_ratio = 1.0f;          ///< four wheels that do not steer turn as two would that are so many times farther apart
    int counts_per_turn = 780;         ///< of a wheel, all four edges counted
    float bridge_drop_volt = 1.8f;     ///< L298N: two saturated bipolar transistors
    float dead_band_volt = 0.5f;       ///< at the motor, before it overcomes friction
    float speed_per_volt_m_s = 0.13f;  ///< at the wheel's rim, no load
    float motor_time_constant_s = 0.08f;
    float coast_time_constant_s = 0.35f;  ///< with the bridge disabled
    float brake_time_constant_s = 0.03f;  ///< with the motor shorted
    float motor_resistance_ohm = 4.0f;
    float caster_drag_rad_s = 0.03f;  ///< yaw disturbance at full speed while the caster swings round
    float slip_ratio = 0.01f;         ///< spread of what the wheels lose on the floor
};

/// What turns the body away from where its wheels were told to go; may change while it drives. The right wheel's radius, a slip and a push
/// are nothing that an encoder sees.
struct PlantDisturbance {
    float right_motor_ratio = 1;  ///< the right motor's speed per volt, by the left one's
    float right_wheel_ratio = 1;  ///< the right wheel's radius, by the left one's
    float left_slip_ratio = 0;    ///< what the left wheel loses on the floor, beyond what every wheel loses
    float push_rad_s = 0;         ///< something pushes the body's side: it turns, left positive, while its wheels slide
};

/// Position is the middle of the axle, in the room's frame; x forward, left positive.
struct PlantState {
    Point position;
    float heading_rad = 0;
    std::array<float, 2> wheel_speed_m_s{};  ///< at the rim
    float speed_m_s = 0;                     ///< over ground
    float yaw_rate_rad_s = 0;
    std::array<double, 2> wheel_travel_m{};  ///< double: counts must not be lost in a long run
    float caster_rad = 0;                    ///< direction the caster trails in, relative to the body
    float motor_current_amp = 0;             ///< both together
};

/// First-order motors behind an L298N, wheels that slip a little, a caster that pushes the tail while it turns round.
class Plant {
public:
    Plant(const PlantConfig& config, std::uint32_t seed, Point start, float heading_rad);

    void disturb(const PlantDisturbance& disturbance) noexcept { disturbance_ = disturbance; }

    void step(const MotorDrive& drive, float battery_volt, float dt_s);

    /// The wheels keep turning and the body stays: it stands against a wall.
    void block(Point position) {
        state_.position = position;
        state_.speed_m_s = 0;
    }

    const PlantState& state() const noexcept { return state_; }
    EncoderCounts counts() const noexcept;

    /// Of one wheel, with the part of a count that it has turned since the last one.
    double exact_counts(Side side) const noexcept;

private:
    void turn_wheel(Side side, float duty_ratio, const MotorDrive& drive, float battery_volt, float dt_s);
    float caster_yaw_rad_s(float speed_m_s, float yaw_rate_rad_s, float dt_s);

    PlantConfig config_;
    PlantDisturbance disturbance_;
    RandomStream slip_;
    PlantState state_;
};

}  // namespace seqboard::sim
