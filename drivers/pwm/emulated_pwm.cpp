#include "drivers/pwm/emulated_pwm.hpp"

#include "core/exit_code.hpp"
#include "drivers/pwm/pwm_exchange.hpp"

namespace seqboard {

EmulatedPwm::EmulatedPwm(const std::string& socket, const PwmRequest& request) : PwmOutput{request}, link_{socket} {
    const PwmQuestion open{.verb = PwmVerb::kOpen,
                           .period_ns = static_cast<std::uint32_t>(period().count()),
                           .high_ns = static_cast<std::uint32_t>(safe_high().count())};
    const std::string question = std::string{reinterpret_cast<const char*>(&open), sizeof open} + request.output;
    PwmAnswer answer;
    if (question.size() > DeviceLink::kMaxPacket ||
        link_.exchange(std::as_bytes(std::span{question}), std::as_writable_bytes(std::span{&answer, 1})) != sizeof answer)
        throw StartError{ExitCode::kUnavailable, "emulated PWM '" + socket + "': the model does not answer"};
    if (answer.granted == 0)
        throw StartError{ExitCode::kConfig, "emulated PWM '" + socket + "': the model has no output '" + request.output + "'"};
}

EmulatedPwm::~EmulatedPwm() { apply(safe_high()); }

bool EmulatedPwm::apply(Duration high) noexcept {
    const PwmQuestion set{.verb = PwmVerb::kSet, .high_ns = static_cast<std::uint32_t>(high.count())};
    PwmAnswer answer;
    return link_.exchange(std::as_bytes(std::span{&set, 1}), std::as_writable_bytes(std::span{&answer, 1})) == sizeof answer &&
           answer.granted != 0;
}

}  // namespace seqboard
