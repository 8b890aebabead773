#include "drivers/gpio/gpio_refusal.hpp"

#include <errno.h>

#include <cstring>

namespace seqboard {

StartError gpio_refusal(const std::string& where, const GpioRequest& request, int error) {
    std::string lines;
    for (const std::string& line : request.lines) lines += (lines.empty() ? "'" : ", '") + line + "'";
    const std::string begin = "GPIO " + lines + " on " + where + ": ";
    if (error == EBUSY)
        return {ExitCode::kUnavailable,
                begin + "another program or kernel driver holds a line; gpioinfo or /sys/kernel/debug/gpio says who"};
    if (error == ENXIO && request.edges)
        return {ExitCode::kConfig, begin + "the line cannot interrupt, so it cannot report edges; on the S3C2440 use banks F and G"};
    if (error == EPERM || error == EACCES)
        return {ExitCode::kRefused, begin + "this user may not; add it to the device's group (gpio), or run as root"};
    return {error == EINVAL ? ExitCode::kConfig : ExitCode::kUnavailable, begin +
                                                                              (request.output  ? "cannot be an output"
                                                                               : request.edges ? "cannot be an input with edges"
                                                                                               : "cannot be an input") +
                                                                              " (" + std::strerror(error) + ")"};
}

}  // namespace seqboard
