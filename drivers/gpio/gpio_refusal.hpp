// Why the kernel did not give lines, as one sentence.
#pragma once

#include "core/exit_code.hpp"
#include "drivers/gpio/gpio_lines.hpp"

namespace seqboard {

/// `error` is errno after the request for `request.lines` at `where`.
StartError gpio_refusal(const std::string& where, const GpioRequest& request, int error);

}  // namespace seqboard
