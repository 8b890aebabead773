// What the simulator does in a step.
#include <algorithm>

#include "nodes/sim/sim_node.hpp"

namespace seqboard::sim {

namespace {

std::vector<std::string> gpio_lines() {
    return {"sonar_trigger",  "sonar_echo",      "ground_front_left", "ground_front_right", "ground_rear_left", "ground_rear_right",
            "left_in1",       "left_in2",        "right_in1",         "right_in2",          "motor_enable",     "left_encoder_a",
            "left_encoder_b", "right_encoder_a", "right_encoder_b",   "voice_reset",        "voice_interrupt"};
}

}  // namespace

SimNode::SimNode(Io io)
    : io_{std::move(io)},
      world_{load_room(io_.room),
             {.seed = static_cast<std::uint32_t>(io_.seed),
              .body = io_.body.plant(),
              .hull_radius_m = io_.hull_radius_m,
              .charge_ratio = io_.charge_ratio,
              .air_celsius = io_.air_celsius}},
      gpio_{io_.gpio_socket, gpio_lines()},
      pwm_{io_.pwm_socket, {"motor_left", "motor_right", "head_pan", "head_tilt"}} {
    add_devices();
}

void SimNode::add_devices() {
    const WorldConfig& world = world_.config();
    const bool lockstep = io_.setup.args().clock.kind == ClockChoice::Kind::kDrive;
    devices_.push_back(std::make_unique<Disturbance>(io_.disturbance));
    // Before those whose outputs are behind it.
    if (!io_.pwm_chips.i2c_socket.empty()) devices_.push_back(std::make_unique<PwmChipDevice>(io_.pwm_chips, pwm_));
    devices_.push_back(std::make_unique<MotorDevice>(io_.motors, gpio_, pwm_));
    devices_.push_back(std::make_unique<EncoderDevice>(io_.encoders, gpio_));
    devices_.push_back(std::make_unique<HeadDevice>(io_.head, pwm_));
    devices_.push_back(std::make_unique<SonarDevice>(io_.sonar, world, gpio_));
    devices_.push_back(std::make_unique<GroundDevice>(io_.ground, gpio_));
    if (!io_.heading.device.empty()) devices_.push_back(std::make_unique<HeadingDevice>(io_.heading, world, lockstep));
    if (!io_.battery.adc_socket.empty()) devices_.push_back(std::make_unique<BatteryDevice>(io_.battery, world));
    if (!io_.imu.i2c_socket.empty()) devices_.push_back(std::make_unique<ImuDevice>(io_.imu, world));
    if (!io_.voice.spi_socket.empty()) devices_.push_back(std::make_unique<VoiceDevice>(io_.voice, gpio_, world.seed));
    if (!io_.pad.socket.empty()) devices_.push_back(std::make_unique<PadDevice>(io_.pad));
}

void SimNode::step(const Tick& tick) {
    if (!began_) began_ = true, advanced_to_ = tick.now - World::kStep;
    for (const auto& device : devices_) device->move(world_);
    io_.setup.begin_lineage();
    advance_to(tick.now);
    gpio_.advance(tick.now);
    for (const EmulatedGpioBank::Change& change : gpio_.take_changes())
        for (const auto& device : devices_) device->hear(world_, change);
    for (const auto& device : devices_) device->tell(world_, tick.now);
    io_.battery_truth.write(world_.battery());
    io_.truth.write(world_.truth());
}

void SimNode::advance_to(Time now) {
    constexpr int kMostSteps = 20;  // a machine that was away for longer is simulated slower, not in one leap
    // Rounded: a timer's jitter must not turn one step after the other into none and two.
    const auto steps = std::clamp<Duration::rep>((now - advanced_to_ + World::kStep / 2) / World::kStep, 0, kMostSteps);
    for (Duration::rep i = 0; i < steps; ++i) {
        advanced_to_ += World::kStep;
        world_.step();
        for (const auto& device : devices_) device->feel(world_, advanced_to_);
    }
    if (now - advanced_to_ > kMostSteps * World::kStep) advanced_to_ = now;
}

}  // namespace seqboard::sim
