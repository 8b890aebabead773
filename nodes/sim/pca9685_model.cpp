#include "nodes/sim/pca9685_model.hpp"

#include <algorithm>

namespace seqboard::sim {

namespace {

constexpr unsigned kOutputs = 16;
constexpr unsigned kFirst = static_cast<unsigned>(Pca9685Register::kOutput0), kEnd = kFirst + 4 * kOutputs;
constexpr unsigned kAllFirst = 0xfa, kAllEnd = 0xfe;
constexpr std::uint8_t kLeastPrescale = 3;

}  // namespace

void Pca9685Model::power_on() {
    registers_.fill(0);
    at(Pca9685Register::kMode1) = kPca9685PowerOnMode1;
    at(Pca9685Register::kMode2) = kPca9685TotemPole;
    at(Pca9685Register::kPrescale) = kPca9685PowerOnPrescale;
    for (unsigned output = 0; output < kOutputs; ++output)
        std::copy(kPca9685Off.begin(), kPca9685Off.end(), &registers_[pca9685_output_register(output)]);
}

void Pca9685Model::set_fault(PwmChipFault fault) {
    const std::lock_guard lock{mutex_};
    if (fault == fault_) return;
    if (fault_ == PwmChipFault::kUnplugged || fault == PwmChipFault::kBrownOut) power_on();
    fault_ = fault;
}

EmulatedPwmBank::Pulse Pca9685Model::pulse(unsigned output) const {
    const std::lock_guard lock{mutex_};
    const Pca9685Rate rate{at(Pca9685Register::kPrescale)};
    const std::uint8_t* const bytes = &registers_[pca9685_output_register(output)];
    const bool stands = fault_ == PwmChipFault::kUnplugged || (at(Pca9685Register::kMode1) & (kPca9685Sleep | kPca9685Restart)) != 0;
    if (stands || (bytes[3] & kPca9685Always) != 0) return {rate.period(), Duration::zero()};
    if ((bytes[1] & kPca9685Always) != 0) return {rate.period(), rate.period()};
    const unsigned on = bytes[0] | (bytes[1] & 0xfu) << 8, off = bytes[2] | (bytes[3] & 0xfu) << 8;
    return {rate.period(), rate.count() * ((off - on) % Pca9685Rate::kCounts)};
}

I2cOutcome Pca9685Model::transfer(std::span<const std::uint8_t> written, std::span<std::uint8_t> read) {
    const std::lock_guard lock{mutex_};
    if (fault_ == PwmChipFault::kUnplugged) return I2cOutcome::kNoAnswer;
    if (!written.empty()) pointer_ = written[0];
    for (std::size_t i = 1; i < written.size(); ++i, go_on()) write(written[i]);
    for (std::uint8_t& byte : read) {
        byte = pointer_ >= kAllFirst && pointer_ < kAllEnd ? std::uint8_t{0} : registers_[pointer_];
        go_on();
    }
    return I2cOutcome::kDone;
}

void Pca9685Model::go_on() {
    if ((at(Pca9685Register::kMode1) & kPca9685AutoIncrement) != 0) pointer_ = pointer_ + 1u == kEnd ? 0 : (pointer_ + 1) & 0xff;
}

void Pca9685Model::write(std::uint8_t byte) {
    const bool is_all = pointer_ >= kAllFirst && pointer_ < kAllEnd;
    const bool is_output = pointer_ >= kFirst && pointer_ < kEnd;
    if (is_all)
        for (unsigned output = 0; output < kOutputs; ++output) registers_[pca9685_output_register(output) + pointer_ - kAllFirst] = byte;
    if (is_output) registers_[pointer_] = byte;
    if (is_all || is_output) {
        if (!is_asleep()) at(Pca9685Register::kMode1) &= static_cast<std::uint8_t>(~kPca9685Restart);
    } else if (pointer_ == static_cast<unsigned>(Pca9685Register::kMode1)) {
        write_mode1(byte);
    } else if (pointer_ != static_cast<unsigned>(Pca9685Register::kPrescale)) {
        registers_[pointer_] = byte;
    } else if (is_asleep()) {
        registers_[pointer_] = std::max(byte, kLeastPrescale);
    }
}

/// RESTART is set by falling asleep while an output runs and cleared by writing one, awake.
void Pca9685Model::write_mode1(std::uint8_t byte) {
    const std::uint8_t before = at(Pca9685Register::kMode1);
    bool restart = (before & kPca9685Restart) != 0;
    if ((byte & kPca9685Sleep) != 0) restart = restart || (!is_asleep() && any_on());
    else if ((byte & kPca9685Restart) != 0 && !is_asleep()) restart = false;
    at(Pca9685Register::kMode1) = static_cast<std::uint8_t>((byte & ~kPca9685Restart) | (restart ? kPca9685Restart : 0));
}

bool Pca9685Model::any_on() const {
    for (unsigned output = 0; output < kOutputs; ++output)
        if ((registers_[pca9685_output_register(output) + 3u] & kPca9685Always) == 0) return true;
    return false;
}

}  // namespace seqboard::sim
