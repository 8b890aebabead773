// Outputs through /sys/class/pwm (Linux 3.11 and later).
#pragma once

#include "core/file_descriptor.hpp"
#include "drivers/pwm/pwm_output.hpp"

namespace seqboard {

/// A change is one system call. The output stays enabled for a pulse of zero too: what a disabled one drives depends on the chip
/// (Documentation/driver-api/pwm.rst). On the S3C2440 zero is one tick: 0.3 us at 50 Hz, 40 ns at 1 kHz (timers 0 and 1,
/// PCLK 50 MHz).
class SysfsPwm final : public PwmOutput {
public:
    /// Outputs are "pwmchip0/1", or "TOUT1" for the second of the only chip. Throws StartError: kUnavailable where the kernel has no
    /// such chip or somebody holds the output, kConfig for a name or a period that the chip does not know. `root` is /sys but in tests.
    explicit SysfsPwm(const PwmRequest& request, const std::string& root = "/sys");
    ~SysfsPwm() override;

    const char* backend() const noexcept override { return "sysfs"; }

private:
    bool apply(Duration high) noexcept override;
    int configure(const std::string& place) noexcept;

    std::string chip_;    ///< folder of the chip, with a slash
    std::string number_;  ///< of the output on it
    bool exported_ = false;
    FileDescriptor high_;
};

}  // namespace seqboard
