#include "drivers/pwm/register_pwm.hpp"

#include <errno.h>

#include "drivers/gpio/s3c2440_pin.hpp"
#include "drivers/pwm/pwm_refusal.hpp"
#include "drivers/s3c2440/peripheral_clock.hpp"

namespace seqboard {

namespace {

constexpr unsigned kGpbControl = 0x10, kGpbData = 0x14;
constexpr std::uint32_t kPinOutput = 1, kPinTimer = 2;

RegisterPage map(const PwmRequest& request, const std::string& memory, std::uint32_t address) {
    RegisterPage page = RegisterPage::map(memory, address);
    if (!page) throw pwm_refusal(memory, request, errno);
    return page;
}

S3c2440Timer timer_of(const PwmRequest& request) {
    const std::string& name = request.output;
    if (name == "TOUT3")
        throw StartError{ExitCode::kConfig, "PWM 'TOUT3': Linux counts its time with this timer; expected TOUT0, TOUT1 or TOUT2"};
    if (name.size() != 5 || !name.starts_with("TOUT") || name[4] < '0' || name[4] > '2')
        throw StartError{ExitCode::kConfig, "PWM: registers know no output '" + name + "'; expected TOUT0, TOUT1 or TOUT2"};
    return {static_cast<unsigned>(name[4] - '0')};
}

}  // namespace

RegisterPwm::RegisterPwm(const PwmRequest& request, const Place& place)
    : PwmOutput{request},
      timer_{timer_of(request)},
      timers_{map(request, place.memory, S3c2440Timer::kBase)},
      ports_{map(request, place.memory, S3c2440Pin::kPortsBase)} {
    const RegisterPage clocks = map(request, place.memory, S3c2440Clocks::kBase);
    const S3c2440Clocks clock{clocks.at(S3c2440Clocks::kMpllcon), clocks.at(S3c2440Clocks::kClkdivn), clocks.at(S3c2440Clocks::kCamdivn)};
    const std::uint32_t sibling_start = S3c2440Timer::kStart << S3c2440Timer{timer_.sibling()}.control_shift();
    const bool shared = timer_.number >= 2 || (timers_.at(S3c2440Timer::kTcon) & sibling_start) != 0;
    const unsigned prescaler = (timers_.at(S3c2440Timer::kTcfg0) >> timer_.prescaler_shift()) & 0xffu;
    const auto rate = TimerRate::of(clock.peripheral_hz(place.crystal_hz), request.period, prescaler, shared);
    if (!rate)
        throw StartError{ExitCode::kConfig,
                         "PWM '" + request.output + "': its timer cannot count a period of " + text_of(request.period) +
                             (shared ? " with the prescaler of " + std::to_string(prescaler + 1) +
                                           ", which another timer uses too; give both outputs of a pair like periods, or use another pair"
                                     : "")};
    rate_ = *rate;
    start();
}

/// As Linux does: stopped, the buffers filled, loaded by hand once, started. The pin is low until then.
void RegisterPwm::start() noexcept {
    apply(Duration::zero());
    const unsigned shift = timer_.control_shift();
    timers_.replace(S3c2440Timer::kTcfg0, 0xffu << timer_.prescaler_shift(), rate_.prescaler << timer_.prescaler_shift());
    timers_.replace(S3c2440Timer::kTcfg1, 0xfu << timer_.divider_shift(), rate_.divider << timer_.divider_shift());
    timers_.replace(S3c2440Timer::kTcon, 0xfu << shift, (S3c2440Timer::kInvert | S3c2440Timer::kAutoReload) << shift);
    timers_.at(timer_.count_buffer()) = rate_.ticks - 1;
    timers_.at(timer_.compare_buffer()) = rate_.compare_value(safe_high());
    timers_.replace(S3c2440Timer::kTcon, S3c2440Timer::kManualUpdate << shift, S3c2440Timer::kManualUpdate << shift);
    timers_.replace(S3c2440Timer::kTcon, S3c2440Timer::kManualUpdate << shift | S3c2440Timer::kStart << shift,
                    S3c2440Timer::kStart << shift);
    apply(safe_high());
}

RegisterPwm::~RegisterPwm() { apply(safe_high()); }

bool RegisterPwm::apply(Duration high) noexcept {
    const unsigned pin = timer_.number;
    const std::uint32_t function = 3u << 2 * pin;
    if (high == Duration::zero()) {
        ports_.replace(kGpbData, 1u << pin, 0);
        ports_.replace(kGpbControl, function, kPinOutput << 2 * pin);
        timers_.at(timer_.compare_buffer()) = rate_.compare_value(high);
    } else {
        timers_.at(timer_.compare_buffer()) = rate_.compare_value(high);
        ports_.replace(kGpbControl, function, kPinTimer << 2 * pin);
    }
    return true;
}

}  // namespace seqboard
