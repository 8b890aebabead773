#include "drivers/pwm/pwm_refusal.hpp"

#include <errno.h>

#include <cstring>

namespace seqboard {

StartError pwm_refusal(const std::string& where, const PwmRequest& request, int error) {
    const std::string begin = "PWM '" + request.output + "' at " + where + ": ";
    if (error == EBUSY)
        return {ExitCode::kUnavailable,
                begin + "another program or kernel driver (backlight, buzzer) holds it; /sys/kernel/debug/pwm says who"};
    if (error == EPERM || error == EACCES)
        return {ExitCode::kRefused, begin + "this user may not; add it to the device's group, or run as root"};
    if (error == EINVAL || error == ERANGE)
        return {ExitCode::kConfig, begin + "refuses a period of " + text_of(request.period) + " with a pulse of " +
                                       text_of(request.safe_high) + "; expected a period that its counter can hold"};
    return {ExitCode::kUnavailable, begin + std::strerror(error)};
}

}  // namespace seqboard
