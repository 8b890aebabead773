// What the simulator does in a step.
#include <algorithm>

#include "nodes/sim/sim_node.hpp"

namespace seqboard::sim {

namespace {

constexpr Duration kStep = std::chrono::milliseconds{10};
constexpr float kStep_s = 0.01f;
constexpr float kHalfTrack_m = PlantConfig{}.track_m / 2;

/// What is on the emulated GPIO bus, in the order of its names.
enum GpioLine : std::size_t {
    kSonarTrigger,
    kSonarEcho,
    kGroundFrontLeft,
    kLeftIn1 = kGroundFrontLeft + 4,
    kLeftIn2,
    kRightIn1,
    kRightIn2,
    kMotorEnable,
    kLeftA,
    kLeftB,
    kRightA,
    kRightB
};
std::vector<std::string> gpio_lines() {
    return {"sonar_trigger",     "sonar_echo",     "ground_front_left", "ground_front_right", "ground_rear_left",
            "ground_rear_right", "left_in1",       "left_in2",          "right_in1",          "right_in2",
            "motor_enable",      "left_encoder_a", "left_encoder_b",    "right_encoder_a",    "right_encoder_b"};
}

/// What is on the emulated PWM outputs, in the order of their names.
enum PwmLine : std::size_t { kMotorLeft, kMotorRight, kHeadPan };

std::uint32_t seed_of(const SimNode::Io& io) { return static_cast<std::uint32_t>(io.seed); }

}  // namespace

SimNode::SimNode(Io io)
    : io_{std::move(io)},
      room_{load_room(io_.room)},
      plant_{{}, seed_of(io_), room_.start, room_.start_heading_rad},
      battery_{{}, io_.charge_ratio},
      gyro_{{}, seed_of(io_)},
      sonar_{{.air_celsius = io_.air_celsius}, seed_of(io_)},
      module_{io_.heading_device,
              {.family = io_.heading_module,
               .baud = io_.heading_baud,
               .await_arrival = io_.setup.args().clock.kind == ClockChoice::Kind::kDrive,
               .seed = seed_of(io_)}},
      gpio_{io_.gpio_socket, gpio_lines()},
      pwm_{io_.pwm_socket, {"motor_left", "motor_right", "head_pan", "head_tilt"}},
      bridge_{gpio_, pwm_, {{{kMotorLeft, kLeftIn1, kLeftIn2}, {kMotorRight, kRightIn1, kRightIn2}}}, kMotorEnable},
      encoders_{EncoderModel{gpio_, kLeftA, kLeftB}, EncoderModel{gpio_, kRightA, kRightB}},
      transducer_{gpio_, kSonarTrigger, kSonarEcho},
      ground_{gpio_, kGroundFrontLeft, io_.ground_active_low} {}

void SimNode::step(const Tick& tick) {
    constexpr int kMostSteps = 20;  // a machine that was away for longer is simulated slower, not in one leap
    if (advanced_to_ == Time{}) advanced_to_ = tick.now - kStep;
    // Rounded: a timer's jitter must not turn one step after the other into none and two.
    const auto steps = std::clamp<Duration::rep>((tick.now - advanced_to_ + kStep / 2) / kStep, 0, kMostSteps);
    bridge_.set_fault(kLeft, MotorFault{io_.motor_fault.value()});
    encoders_[kLeft].set_fault(EncoderFault{io_.encoder_fault.value()});
    plant_.disturb({.right_motor_ratio = io_.right_motor_ratio,
                    .right_wheel_ratio = io_.right_wheel_ratio,
                    .left_slip_ratio = io_.left_slip_ratio,
                    .push_rad_s = io_.push_rad_s});
    const MotorDrive drive = bridge_.drive();
    pan_input_.apply(pwm_.pulse(kHeadPan), pan_, ServoFault{io_.servo_fault.value()});
    for (Duration::rep i = 0; i < steps; ++i) advance(drive, advanced_to_ + (i + 1) * kStep);
    advanced_to_ += steps * kStep;
    if (tick.now - advanced_to_ > kMostSteps * kStep) advanced_to_ = tick.now;
    send_heading();
    gpio_.advance(tick.now);
    answer_pings();
    ground_.look(room_, plant_.state().position, plant_.state().heading_rad, GroundFault{io_.ground_fault.value()}, tick.now);
    publish();
}

void SimNode::advance(const MotorDrive& drive, Time to) {
    const Point before = plant_.state().position;
    battery_.step(plant_.state().motor_current_amp, kStep_s);
    plant_.step(drive, battery_.state().voltage_volt, kStep_s);
    const PlantState& body = plant_.state();
    collided_ = room_.clearance_m(body.position) < io_.hull_radius_m;
    over_edge_ = over_edge_ || !room_.has_floor(from_body(body.position, body.heading_rad, {0, kHalfTrack_m})) ||
                 !room_.has_floor(from_body(body.position, body.heading_rad, {0, -kHalfTrack_m}));
    if (collided_ || over_edge_) plant_.block(before);
    for (const Side side : {kLeft, kRight}) encoders_[side].advance(plant_.exact_counts(side), to);
    gyro_.step(body.yaw_rate_rad_s, kStep_s);
    pan_.step(kStep_s);
}

void SimNode::send_heading() {
    module_.send({.acceleration_m_s2 = {0, 0, 9.80665f},
                  .rate_rad_s = {0, 0, gyro_.rate_rad_s()},
                  .angle_rad = {0, 0, gyro_.yaw_rad()},
                  .temperature_celsius = io_.air_celsius},
                 HeadingFault{io_.heading_fault.value()});
}

void SimNode::answer_pings() {
    const auto fault = SonarFault{io_.sonar_fault.value()};
    if (fault != sonar_fault_) transducer_.recover();
    sonar_fault_ = fault;
    for (const EmulatedGpioBank::Change& change : gpio_.take_changes()) {
        if (!transducer_.is_ping(change)) continue;
        const PlantState& body = plant_.state();
        const Point transducer = from_body(body.position, body.heading_rad, {io_.sonar_x_m, 0});
        transducer_.answer(change, sonar_.echo_s(room_, transducer, body.heading_rad + pan_.angle_rad()), fault);
    }
}

void SimNode::publish() {
    io_.battery.write(battery_.state());
    io_.truth.write(truth());
}

Truth SimNode::truth() const {
    const PlantState& body = plant_.state();
    return {.x_m = body.position.x_m,
            .y_m = body.position.y_m,
            .heading_rad = body.heading_rad,
            .speed_m_s = body.speed_m_s,
            .clearance_m = room_.clearance_m(body.position) - io_.hull_radius_m,
            .goal_distance_m = distance_m(body.position, room_.goal),
            .collided = collided_,
            .over_edge = over_edge_};
}

}  // namespace seqboard::sim
