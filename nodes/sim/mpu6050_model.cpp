#include "nodes/sim/mpu6050_model.hpp"

#include <algorithm>

namespace seqboard::sim {

Mpu6050Model::Mpu6050Model(const Mpu6050ModelConfig& config, std::uint32_t seed)
    : config_{config}, noise_{seed, "mpu6050"}, garbage_{seed, "mpu6050 garbage"} {
    for (float& axis : bias_) axis = config_.bias_sigma_rad_s * noise_.normal();
    power_on();
}

void Mpu6050Model::power_on() {
    registers_.fill(0);
    at(Mpu6050Register::kPowerManagement) = kMpu6050Asleep;
    at(Mpu6050Register::kIdentity) = kMpu6050Identity;
    since_sample_ = Duration{};
    frozen_ = false;
}

void Mpu6050Model::set_fault(ImuFault fault) {
    const std::lock_guard lock{mutex_};
    if (fault == fault_) return;
    if (fault_ == ImuFault::kUnplugged || fault == ImuFault::kBrownOut) power_on();
    if (fault == ImuFault::kFrozen) frozen_ = true;
    fault_ = fault;
}

void Mpu6050Model::step(const Mpu6050Motion& motion, Duration time) {
    const std::lock_guard lock{mutex_};
    if ((at(Mpu6050Register::kPowerManagement) & kMpu6050Asleep) != 0 || frozen_) return;
    since_sample_ += time;
    if (since_sample_ < sample_period()) return;
    since_sample_ %= sample_period();
    take_sample(motion);
}

Duration Mpu6050Model::sample_period() const {
    const auto filter = at(Mpu6050Register::kFilter) & 7u;
    const Duration base = std::chrono::microseconds{filter == 0 || filter == 7 ? 125 : 1000};
    return base * (1 + at(Mpu6050Register::kSampleDivider));
}

void Mpu6050Model::take_sample(const Mpu6050Motion& motion) {
    Mpu6050Motion measured = motion;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        measured.acceleration_m_s2[axis] += config_.noise_m_s2 * noise_.normal();
        measured.rate_rad_s[axis] += bias_[axis] + config_.noise_rad_s * noise_.normal();
    }
    measured.temperature_celsius += config_.noise_celsius * noise_.normal();
    const auto range_of = [&](Mpu6050Register which) { return static_cast<std::uint8_t>(at(which) >> 3 & 3u); };
    const Mpu6050Block block =
        block_of(measured, {.gyro = range_of(Mpu6050Register::kGyroRange), .accel = range_of(Mpu6050Register::kAccelRange)});
    std::copy(block.begin(), block.end(), &at(Mpu6050Register::kData));
}

I2cOutcome Mpu6050Model::transfer(std::span<const std::uint8_t> written, std::span<std::uint8_t> read) {
    const std::lock_guard lock{mutex_};
    if (fault_ == ImuFault::kUnplugged) return I2cOutcome::kNoAnswer;
    if (!written.empty()) pointer_ = written[0] & 0x7f;
    for (std::size_t i = 1; i < written.size(); ++i) write(written[i]);
    for (std::uint8_t& byte : read) {
        byte = registers_[pointer_];
        if (fault_ == ImuFault::kForeign && pointer_ == static_cast<std::uint8_t>(Mpu6050Register::kIdentity)) byte = 0x70;
        if (fault_ == ImuFault::kGarbage) byte = static_cast<std::uint8_t>(garbage_.uniform() * 256);
        pointer_ = (pointer_ + 1) & 0x7f;
    }
    return I2cOutcome::kDone;
}

void Mpu6050Model::write(std::uint8_t byte) {
    const auto which = static_cast<Mpu6050Register>(pointer_);
    const bool is_read_only = which == Mpu6050Register::kIdentity || (pointer_ >= 0x3a && pointer_ <= 0x60);
    if (which == Mpu6050Register::kPowerManagement && (byte & kMpu6050Reset) != 0) power_on();
    else if (!is_read_only) registers_[pointer_] = byte;
    pointer_ = (pointer_ + 1) & 0x7f;
}

}  // namespace seqboard::sim
