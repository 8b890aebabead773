#include "nodes/sim/l298n_model.hpp"

namespace seqboard::sim {

MotorDrive L298nModel::drive() const {
    const Motor left = motor(0), right = motor(1);
    return {.left_duty_ratio = left.duty_ratio,
            .right_duty_ratio = right.duty_ratio,
            .enable = !enable_ || lines_.is_high(*enable_),
            .brake = left.shorted || right.shorted};
}

L298nModel::Motor L298nModel::motor(std::size_t side) const {
    const Channel& channel = channels_[side];
    const MotorFault fault = faults_[side];
    if (fault == MotorFault::kDead || fault == MotorFault::kDisconnected) return {};
    const float on_ratio = outputs_.pulse(channel.pwm).ratio();
    const bool in1 = lines_.is_high(channel.in1) && fault != MotorFault::kShortedLine, in2 = lines_.is_high(channel.in2);
    if (in1 == in2) return {.duty_ratio = 0, .shorted = on_ratio > 0};
    return {.duty_ratio = in1 != (fault == MotorFault::kReversed) ? on_ratio : -on_ratio, .shorted = false};
}

}  // namespace seqboard::sim
