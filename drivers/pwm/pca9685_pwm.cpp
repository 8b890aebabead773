#include "drivers/pwm/pca9685_pwm.hpp"

#include <algorithm>
#include <charconv>
#include <cstdio>

#include "core/exit_code.hpp"
#include "core/log.hpp"
#include "drivers/i2c/open_i2c.hpp"

namespace seqboard {

namespace {

constexpr std::uint8_t kAwake = kPca9685AutoIncrement;

Pca9685Rate rate_of(const PwmRequest& request) {
    if (const auto rate = Pca9685Rate::of(request.period)) return *rate;
    throw StartError{ExitCode::kConfig, "PWM '" + request.output + "': a PCA9685 cannot make a period of " + text_of(request.period) +
                                            "; expected 0.66 ms to 41.9 ms (1526 to 24 Hz)"};
}

/// With the period that the chip can make.
PwmRequest as_made(PwmRequest request) {
    const Duration period = rate_of(request).period();
    request.safe_high = request.safe_high == request.period ? period : std::min(request.safe_high, period);
    request.period = period;
    return request;
}

unsigned number_of(const PwmRequest& request) {
    unsigned number = Pca9685Pwm::kOutputs;
    const char* const end = request.output.data() + request.output.size();
    const auto result = std::from_chars(request.output.data(), end, number);
    if (result.ec == std::errc{} && result.ptr == end && number < Pca9685Pwm::kOutputs) return number;
    throw StartError{ExitCode::kConfig, "PWM: a PCA9685 has no output '" + request.output + "'; expected 0 to 15"};
}

}  // namespace

Pca9685Pwm::Pca9685Pwm(const std::string& i2c, std::uint8_t address, const PwmRequest& request)
    : PwmOutput{as_made(request)},
      i2c_{i2c},
      address_{address},
      first_register_{pca9685_output_register(number_of(request))},
      rate_{rate_of(request)},
      bus_{open_i2c(i2c)} {
    begin();
    if (!apply(safe_high())) throw i2c_refusal("PCA9685", i2c_, address_, I2cOutcome::kNoAnswer);
}

void Pca9685Pwm::begin() {
    std::uint8_t mode = 0, prescale = 0;
    I2cOutcome outcome = read(Pca9685Register::kMode1, mode);
    if (outcome == I2cOutcome::kDone && mode != kAwake) outcome = set_up(mode);
    if (outcome == I2cOutcome::kDone) outcome = read(Pca9685Register::kMode1, mode);
    if (outcome == I2cOutcome::kDone) outcome = read(Pca9685Register::kPrescale, prescale);
    if (outcome != I2cOutcome::kDone) throw i2c_refusal("PCA9685", i2c_, address_, outcome);
    char text[224];
    std::snprintf(text, sizeof text, "PCA9685 at 0x%02x on ", static_cast<unsigned>(address_));
    const std::string begin = text + i2c_;
    if (mode != kAwake) {
        std::snprintf(text, sizeof text, ": MODE1 is 0x%02x and stays so; expected 0x%02x: is it another chip, or on an external clock?",
                      static_cast<unsigned>(mode), static_cast<unsigned>(kAwake));
        throw StartError{ExitCode::kUnavailable, begin + text};
    }
    if (prescale != rate_.prescale)
        throw StartError{ExitCode::kConfig,
                         begin + ": it runs at a period of " + text_of(Pca9685Rate{prescale}.period()) + ", not " + text_of(period()) +
                             "; expected one period for all of its outputs. If nobody holds one, switch its power off once"};
}

Pca9685Pwm::~Pca9685Pwm() {
    write(rate_.pulse(safe_high()));
    if (all_off()) write(Pca9685Register::kMode1, kAwake | kPca9685Sleep);
}

bool Pca9685Pwm::apply(Duration high) noexcept { return is_awake() && write(rate_.pulse(high)) == I2cOutcome::kDone; }

bool Pca9685Pwm::is_awake() noexcept {
    std::uint8_t mode = 0;
    I2cOutcome outcome = read(Pca9685Register::kMode1, mode);
    if (outcome == I2cOutcome::kGone && bus_->reopen()) outcome = read(Pca9685Register::kMode1, mode);
    if (outcome != I2cOutcome::kDone) return false;
    if ((mode & kPca9685Sleep) == 0) return true;
    log_line(LogLevel::kWarning, "the PCA9685 at 0x%02x on %s was asleep, as when its power has failed for a moment; set up again",
             static_cast<unsigned>(address_), i2c_.c_str());
    return set_up(mode) == I2cOutcome::kDone;
}

/// A write to an output that is awake clears RESTART; until then all of them stand.
I2cOutcome Pca9685Pwm::set_up(std::uint8_t mode) noexcept {
    I2cOutcome outcome = write(Pca9685Register::kPrescale, rate_.prescale);
    if (outcome == I2cOutcome::kDone) outcome = write(Pca9685Register::kMode2, kPca9685TotemPole);
    if (outcome == I2cOutcome::kDone) outcome = write(Pca9685Register::kMode1, kAwake);
    if (outcome == I2cOutcome::kDone && (mode & kPca9685Restart) != 0) outcome = write(Pca9685Register::kAllOffH, kPca9685Always);
    return outcome;
}

bool Pca9685Pwm::all_off() noexcept {
    for (unsigned output = 0; output < kOutputs; ++output) {
        std::uint8_t off = 0;
        const auto which = static_cast<Pca9685Register>(pca9685_output_register(output) + 3);
        if (read(which, off) != I2cOutcome::kDone || (off & kPca9685Always) == 0) return false;
    }
    return true;
}

I2cOutcome Pca9685Pwm::read(Pca9685Register which, std::uint8_t& byte) noexcept {
    const auto number = static_cast<std::uint8_t>(which);
    return bus_->transfer(address_, {&number, 1}, {&byte, 1});
}

I2cOutcome Pca9685Pwm::write(Pca9685Register which, std::uint8_t byte) noexcept {
    const std::array bytes = {static_cast<std::uint8_t>(which), byte};
    return bus_->transfer(address_, bytes, {});
}

I2cOutcome Pca9685Pwm::write(const Pca9685Pulse& pulse) noexcept {
    const std::array bytes = {first_register_, pulse[0], pulse[1], pulse[2], pulse[3]};
    return bus_->transfer(address_, bytes, {});
}

}  // namespace seqboard
