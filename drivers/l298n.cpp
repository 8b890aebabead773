#include "drivers/l298n.hpp"

#include <cmath>

#include "core/exit_code.hpp"
#include "drivers/gpio/open_gpio.hpp"
#include "drivers/pwm/open_pwm.hpp"

namespace seqboard {

L298n::Motor L298n::open(const Wiring& wiring, const Channel& channel) {
    // The lines first: as long as they are low, EN drives nothing.
    auto direction =
        open_gpio(wiring.gpio_backend, {.lines = {channel.in1, channel.in2}, .output = true, .consumer = "seqboard motor direction"});
    return {.pwm = open_pwm(wiring.pwm_backend, {.output = channel.pwm, .period = wiring.pwm_period, .consumer = "seqboard motor"}),
            .direction = std::move(direction),
            .reversed = channel.reversed,
            .shaper = MotorShaper{wiring.shaping},
            .stall = StallDetector{wiring.stall},
            .demand = {},
            .drive = {}};
}

L298n::L298n(const Wiring& wiring) : motors_{open(wiring, wiring.channels[0]), open(wiring, wiring.channels[1])} {
    if (wiring.shaping.dead_time < wiring.pwm_period)
        throw StartError{ExitCode::kConfig, "L298N: a dead time of " + text_of(wiring.shaping.dead_time) +
                                                " is shorter than a PWM period of " + text_of(wiring.pwm_period) +
                                                ", in which EN may still be high; make it longer"};
    if (!wiring.enable.empty())
        enable_ = open_gpio(wiring.gpio_backend, {.lines = {wiring.enable}, .output = true, .consumer = "seqboard motor enable"});
}

bool L298n::command(const std::array<MotorDemand, 2>& demands, Time valid_until) noexcept {
    commanded_ = true;
    for (std::size_t side = 0; side < motors_.size(); ++side) {
        motors_[side].demand = demands[side];
        commanded_ = commanded_ && std::abs(demands[side].ratio) <= 1;  // false for NaN
    }
    valid_until_ = valid_until;
    return commanded_;
}

bool L298n::step(Time now, const Feedback& feedback) noexcept {
    if (now > valid_until_) commanded_ = false;
    bool took = true;
    for (std::size_t side = 0; side < motors_.size(); ++side) {
        Motor& motor = motors_[side];
        const BridgeDrive drive = commanded_ ? motor.shaper.step(motor.demand, now, feedback.battery_volt) : motor.shaper.release(now);
        const bool turns = drive.state == BridgeState::kForward || drive.state == BridgeState::kReverse;
        const float way = drive.state == BridgeState::kReverse ? -1.0f : 1.0f;
        motor.stalled = motor.stall.step(turns ? drive.duty_ratio : 0.0f, way * feedback.wheel_rad_s[side], now);
        if (commanded_) took = apply(motor, drive) && took;
    }
    if (commanded_ && took && enable(true)) return true;
    const bool released = !commanded_;
    return coast() && released;
}

/// Between two states EN is off: one pulse at most is in the new direction with the old duty, where the timer takes values at its
/// period's end only.
bool L298n::apply(Motor& motor, const BridgeDrive& drive) noexcept {
    if (motor.known && drive == motor.drive) return true;
    bool took = true;
    if (!motor.known || drive.state != motor.drive.state) {
        constexpr std::uint32_t kIn1 = 0b01, kIn2 = 0b10;
        const bool first = (drive.state == BridgeState::kForward) != motor.reversed;
        const bool turns = drive.state == BridgeState::kForward || drive.state == BridgeState::kReverse;
        took = motor.pwm->off() && motor.direction->set(!turns ? 0 : first ? kIn1 : kIn2, kIn1 | kIn2);
    }
    took = took && (drive.duty_ratio == 0 || motor.pwm->set_ratio(drive.duty_ratio));
    motor.drive = drive;
    motor.known = took;
    return took;
}

bool L298n::enable(bool on) noexcept {
    if (on == enabled_) return true;
    const bool took = enable_ == nullptr || enable_->set(on ? 1 : 0, 1);
    if (took) enabled_ = on;
    return took;
}

bool L298n::coast() noexcept {
    bool took = enable(false);
    for (Motor& motor : motors_) took = apply(motor, BridgeDrive{}) && took;
    return took;
}

}  // namespace seqboard
