#include "drivers/pwm/open_pwm.hpp"

#include <charconv>
#include <filesystem>
#include <string_view>

#include "core/exit_code.hpp"
#include "drivers/pwm/emulated_pwm.hpp"
#include "drivers/pwm/pca9685_pwm.hpp"
#include "drivers/pwm/register_pwm.hpp"
#include "drivers/pwm/software_pwm.hpp"
#include "drivers/pwm/sysfs_pwm.hpp"
#include "drivers/s3c2440/is_s3c2440.hpp"

namespace seqboard {

namespace {

constexpr std::string_view kEmulated = "emulated:", kPca9685 = "pca9685:", kSoftware = "software:";

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

/// "/dev/i2c-0" or "/dev/i2c-0:0x41"
std::unique_ptr<PwmOutput> open_pca9685(const std::string& place, const PwmRequest& request) {
    const std::size_t colon = place.rfind(":0x");
    if (colon == place.npos) return std::make_unique<Pca9685Pwm>(place, Pca9685Pwm::kAddress, request);
    unsigned address = 0;
    const char* const end = place.data() + place.size();
    const auto result = std::from_chars(place.data() + colon + 3, end, address, 16);
    if (result.ec != std::errc{} || result.ptr != end || address < 0x40 || address > 0x7f)
        throw StartError{ExitCode::kConfig, "PWM '" + request.output + "': '" + place.substr(colon + 1) +
                                                "' is no address of a PCA9685; expected 0x40 to 0x7f, as its pins A5 to A0 say"};
    return std::make_unique<Pca9685Pwm>(place.substr(0, colon), static_cast<std::uint8_t>(address), request);
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
    if (backend.starts_with(kPca9685)) return open_pca9685(backend.substr(kPca9685.size()), request);
    if (backend.starts_with(kEmulated)) return std::make_unique<EmulatedPwm>(backend.substr(kEmulated.size()), request);
    throw StartError{ExitCode::kConfig,
                     "PWM backend '" + backend +
                         "' is unknown; expected auto, sysfs, registers, software, software:GPIO_BACKEND, pca9685:BUS or emulated:SOCKET"};
}

}  // namespace seqboard
