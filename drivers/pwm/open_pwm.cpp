#include "drivers/pwm/open_pwm.hpp"

#include <filesystem>
#include <string_view>

#include "core/exit_code.hpp"
#include "drivers/pwm/emulated_pwm.hpp"
#include "drivers/pwm/register_pwm.hpp"
#include "drivers/pwm/software_pwm.hpp"
#include "drivers/pwm/sysfs_pwm.hpp"
#include "drivers/s3c2440/is_s3c2440.hpp"

namespace seqboard {

namespace {

constexpr std::string_view kEmulated = "emulated:", kSoftware = "software:";

bool has_chip(const char* folder) {
    std::error_code error;
    const std::filesystem::directory_iterator first{folder, error};
    return !error && first != std::filesystem::directory_iterator{};
}

std::unique_ptr<PwmOutput> open_best(const PwmRequest& request) {
    if (has_chip("/sys/class/pwm")) return std::make_unique<SysfsPwm>(request);
    if (is_s3c2440()) return std::make_unique<RegisterPwm>(request);
    throw StartError{ExitCode::kUnavailable,
                     "PWM '" + request.output +
                         "': this kernel has no chip in /sys/class/pwm; build it with CONFIG_PWM and the chip's driver, or "
                         "use the backend software (with a GPIO line) or emulated:SOCKET"};
}

void check(const PwmRequest& request) {
    if (request.period <= Duration::zero() || request.period > std::chrono::seconds{1})
        throw StartError{ExitCode::kConfig,
                         "PWM '" + request.output + "': a period of " + text_of(request.period) + "; expected more than 0 and at most 1 s"};
    if (request.safe_high < Duration::zero() || request.safe_high > request.period)
        throw StartError{ExitCode::kConfig, "PWM '" + request.output + "': a safe pulse of " + text_of(request.safe_high) +
                                                "; expected 0 to the period of " + text_of(request.period)};
}

}  // namespace

std::unique_ptr<PwmOutput> open_pwm(const std::string& backend, const PwmRequest& request) {
    check(request);
    if (backend == "auto") return open_best(request);
    if (backend == "sysfs") return std::make_unique<SysfsPwm>(request);
    if (backend == "registers") return std::make_unique<RegisterPwm>(request);
    if (backend == "software") return std::make_unique<SoftwarePwm>("auto", request);
    if (backend.starts_with(kSoftware)) return std::make_unique<SoftwarePwm>(backend.substr(kSoftware.size()), request);
    if (backend.starts_with(kEmulated)) return std::make_unique<EmulatedPwm>(backend.substr(kEmulated.size()), request);
    throw StartError{
        ExitCode::kConfig,
        "PWM backend '" + backend + "' is unknown; expected auto, sysfs, registers, software, software:GPIO_BACKEND or emulated:SOCKET"};
}

}  // namespace seqboard
