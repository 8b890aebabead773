// An output of a device model in another process.
#pragma once

#include "drivers/emulated/device_link.hpp"
#include "drivers/pwm/pwm_output.hpp"

namespace seqboard {

/// Outputs are named as the model names them.
class EmulatedPwm final : public PwmOutput {
public:
    /// Throws StartError: kUnavailable if no model listens at `socket`, kConfig if it has no such output.
    EmulatedPwm(const std::string& socket, const PwmRequest& request);
    ~EmulatedPwm() override;

    const char* backend() const noexcept override { return "emulated"; }

private:
    bool apply(Duration high) noexcept override;

    DeviceLink link_;
};

}  // namespace seqboard
