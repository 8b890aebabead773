#include "drivers/gpio/open_gpio.hpp"

#include <unistd.h>

#include <string_view>

#include "core/exit_code.hpp"
#include "drivers/gpio/cdev_gpio.hpp"
#include "drivers/gpio/cdev_v1_gpio.hpp"
#include "drivers/gpio/emulated_gpio.hpp"
#include "drivers/gpio/register_gpio.hpp"
#include "drivers/gpio/sysfs_gpio.hpp"
#include "drivers/s3c2440/is_s3c2440.hpp"

namespace seqboard {

namespace {

constexpr std::string_view kEmulated = "emulated:";

std::unique_ptr<GpioLines> open_best(const GpioRequest& request) {
    if (::access("/dev/gpiochip0", F_OK) == 0) {
        const GpioChip chip = GpioChip::find(request);
        if (chip.has_second_version()) return std::make_unique<CdevGpio>(chip, request);
        return std::make_unique<CdevV1Gpio>(chip, request);
    }
    if (::access("/sys/class/gpio/export", F_OK) == 0) return std::make_unique<SysfsGpio>(request);
    if (is_s3c2440()) return std::make_unique<RegisterGpio>(request);
    throw StartError{ExitCode::kUnavailable, "GPIO '" + request.lines.front() +
                                                 "': this kernel has neither /dev/gpiochip0 nor /sys/class/gpio; "
                                                 "build it with CONFIG_GPIO_CDEV, or use the backend emulated:SOCKET"};
}

}  // namespace

std::unique_ptr<GpioLines> open_gpio(const std::string& backend, const GpioRequest& request) {
    if (request.lines.empty() || request.lines.size() > 32)
        throw StartError{ExitCode::kConfig, "GPIO: " + std::to_string(request.lines.size()) + " lines in one request; expected 1 to 32"};
    if (backend == "auto") return open_best(request);
    if (backend == "cdev") return std::make_unique<CdevGpio>(GpioChip::find(request), request);
    if (backend == "cdev_v1") return std::make_unique<CdevV1Gpio>(GpioChip::find(request), request);
    if (backend == "sysfs") return std::make_unique<SysfsGpio>(request);
    if (backend == "registers") return std::make_unique<RegisterGpio>(request);
    if (backend.starts_with(kEmulated)) return std::make_unique<EmulatedGpio>(backend.substr(kEmulated.size()), request);
    throw StartError{ExitCode::kConfig,
                     "GPIO backend '" + backend + "' is unknown; expected auto, cdev, cdev_v1, sysfs, registers or emulated:SOCKET"};
}

}  // namespace seqboard
