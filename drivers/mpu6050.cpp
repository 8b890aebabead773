#include "drivers/mpu6050.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <utility>

#include "drivers/i2c/open_i2c.hpp"

namespace seqboard {

namespace {

using std::chrono::milliseconds;

constexpr Mpu6050Ranges kRanges{};
constexpr std::uint8_t kFilter44Hz = 3;               // acceleration 44 Hz, 4.9 ms late; rate 42 Hz, 4.8 ms late
constexpr std::uint8_t kDivider500Hz = 1;             // of the 1 kHz that every filter but 0 and 7 gives
constexpr Duration kResetTime = milliseconds{100};    // register map, PWR_MGMT_1: to be waited after a reset
constexpr Duration kSettlingTime = milliseconds{50};  // data sheet 6.1: zero-rate output settles in 30 ms
constexpr unsigned kFailuresUntilSilent = 3;
constexpr unsigned kRepeatsUntilFrozen = 20;
constexpr unsigned kSamplesPerCheck = 50;
constexpr int kCountsPerCelsius = 340;
constexpr int kColdest = -26'020, kHottest = 16'480;  // -40 to 85 degC, where the chip is specified
constexpr int kLargestStep = 2 * kCountsPerCelsius;   // no chip warms by 2 degC between two polls

}  // namespace

Mpu6050::Mpu6050(std::string i2c, std::uint8_t address) : i2c_{std::move(i2c)}, address_{address}, bus_{open_i2c(i2c_)} {
    if (const I2cOutcome outcome = identify(); outcome != I2cOutcome::kDone) throw i2c_refusal("MPU-6050", i2c_, address_, outcome);
    if (identity_ == kMpu6050Identity) return;
    char text[96];
    std::snprintf(text, sizeof text, "MPU-6050 at 0x%02x on ", static_cast<unsigned>(address_));
    std::string sentence = text + i2c_;
    std::snprintf(text, sizeof text, ": WHO_AM_I is 0x%02x; expected 0x68 (0x70 is an MPU-6500, 0x71 an MPU-9250)", identity_);
    throw StartError{ExitCode::kUnavailable, sentence + text};
}

I2cOutcome Mpu6050::read(Mpu6050Register first, std::span<std::uint8_t> bytes) noexcept {
    const auto number = static_cast<std::uint8_t>(first);
    const I2cOutcome outcome = bus_->transfer(address_, {&number, 1}, bytes);
    if (outcome != I2cOutcome::kDone) ++counts_.bus_errors;
    return outcome;
}

I2cOutcome Mpu6050::write(Mpu6050Register to, std::uint8_t byte) noexcept {
    const std::array bytes = {static_cast<std::uint8_t>(to), byte};
    const I2cOutcome outcome = bus_->transfer(address_, bytes, {});
    if (outcome != I2cOutcome::kDone) ++counts_.bus_errors;
    return outcome;
}

I2cOutcome Mpu6050::identify() noexcept { return read(Mpu6050Register::kIdentity, {&identity_, 1}); }

bool Mpu6050::restart(Time now) noexcept {
    state_ = Mpu6050State::kSilent;
    if (!bus_->reopen() || identify() != I2cOutcome::kDone) return false;
    if (identity_ != kMpu6050Identity) state_ = Mpu6050State::kForeign;
    else if (write(Mpu6050Register::kPowerManagement, kMpu6050Reset) == I2cOutcome::kDone) state_ = Mpu6050State::kResetting;
    if (state_ != Mpu6050State::kResetting) return false;
    since_ = now;
    has_last_ = false;
    repeats_ = failures_ = since_check_ = 0;
    bias_.interrupt();
    ++counts_.starts;
    return true;
}

bool Mpu6050::poll(Time now) noexcept {
    switch (state_) {
        case Mpu6050State::kResetting:
            if (now - since_ < kResetTime) return false;
            state_ = configure() ? Mpu6050State::kSettling : Mpu6050State::kSilent;
            since_ = now;
            return false;
        case Mpu6050State::kSettling:
            if (now - since_ < kSettlingTime) return false;
            state_ = Mpu6050State::kRunning;
            return sample();
        case Mpu6050State::kRunning: return sample();
        default: return false;
    }
}

bool Mpu6050::configure() noexcept {
    const std::array<std::pair<Mpu6050Register, std::uint8_t>, 5> settings = {{
        {Mpu6050Register::kPowerManagement, kMpu6050Awake},  // first: asleep it may not take the others
        {Mpu6050Register::kSampleDivider, kDivider500Hz},
        {Mpu6050Register::kFilter, kFilter44Hz},
        {Mpu6050Register::kGyroRange, static_cast<std::uint8_t>(kRanges.gyro << 3)},
        {Mpu6050Register::kAccelRange, static_cast<std::uint8_t>(kRanges.accel << 3)},
    }};
    return std::all_of(settings.begin(), settings.end(),
                       [&](const auto& setting) { return write(setting.first, setting.second) == I2cOutcome::kDone; });
}

bool Mpu6050::sample() noexcept {
    Mpu6050Block block;
    if (read(Mpu6050Register::kData, block) != I2cOutcome::kDone) {
        if (++failures_ == kFailuresUntilSilent) state_ = Mpu6050State::kSilent;
        return false;
    }
    failures_ = 0;
    const bool repeated = has_last_ && block == last_;
    if (repeated) {
        if (++repeats_ == kRepeatsUntilFrozen) state_ = checked(Mpu6050State::kFrozen);
        return false;
    }
    repeats_ = 0;
    const bool plausible = is_plausible(block);
    last_ = block;
    has_last_ = true;
    if (!plausible || ++since_check_ == kSamplesPerCheck) {
        since_check_ = 0;
        state_ = checked(Mpu6050State::kRunning);
    }
    if (!plausible) ++counts_.garbled;
    if (!plausible || state_ != Mpu6050State::kRunning) return false;
    ++counts_.samples;
    motion_ = motion_of(block, kRanges);
    bias_.add(motion_.rate_rad_s, motion_.acceleration_m_s2);
    for (std::size_t axis = 0; axis < 3; ++axis) motion_.rate_rad_s[axis] -= bias_.rad_s()[axis];
    return true;
}

/// The temperature shows whether a block is whole: nothing else in it is known beforehand. All zero is what a reset leaves.
bool Mpu6050::is_plausible(const Mpu6050Block& block) const noexcept {
    if (std::all_of(block.begin(), block.end(), [](std::uint8_t byte) { return byte == 0; })) return false;
    const int temperature = temperature_word(block);
    return temperature >= kColdest && temperature <= kHottest &&
           (!has_last_ || std::abs(temperature - temperature_word(last_)) <= kLargestStep);
}

/// Asks the chip who and how it is; `otherwise` if nothing is wrong with that.
Mpu6050State Mpu6050::checked(Mpu6050State otherwise) noexcept {
    std::uint8_t power = 0;
    if (identify() != I2cOutcome::kDone || read(Mpu6050Register::kPowerManagement, {&power, 1}) != I2cOutcome::kDone)
        return Mpu6050State::kSilent;
    if (identity_ != kMpu6050Identity) return Mpu6050State::kForeign;
    return power == kMpu6050Awake ? otherwise : Mpu6050State::kPowerOn;
}

const char* text_of(Mpu6050State state) noexcept {
    switch (state) {
        case Mpu6050State::kPowerOn: return "has lost its power for a moment";
        case Mpu6050State::kResetting: return "is being reset";
        case Mpu6050State::kSettling: return "settles";
        case Mpu6050State::kRunning: return "is running";
        case Mpu6050State::kSilent: return "does not answer";
        case Mpu6050State::kForeign: return "has another identity: another chip, or noise on the wires";
        case Mpu6050State::kFrozen: return "repeats one sample";
    }
    return "";
}

}  // namespace seqboard
