// Why an output was not given, as one sentence.
#pragma once

#include "core/exit_code.hpp"
#include "drivers/pwm/pwm_output.hpp"

namespace seqboard {

/// `error` is errno after the attempt to hold `request.output` at `where`.
StartError pwm_refusal(const std::string& where, const PwmRequest& request, int error);

}  // namespace seqboard
