// Outputs TOUT0 to TOUT3 of the S3C2440 by its registers, for kernels without a PWM driver.
#pragma once

#include "drivers/pwm/pwm_output.hpp"
#include "drivers/pwm/s3c2440_timer.hpp"
#include "drivers/s3c2440/register_page.hpp"

namespace seqboard {

/// Through /dev/mem. A change is one or a few stores, no system call. A pulse of zero makes the pin a GPIO output that is low, for the
/// timer has none; the timer runs on, and after it the first period may show the pulse from before.
/// TCON also starts and stops the kernel's own timers: it is read and written three times while opening, and a kernel that sets its tick
/// in between (one with high-resolution timers, not the vendors' 2.6.32) is undone: its tick may stop. GPB's registers are shared as
/// RegisterGpio says. The prescaler of timers 2 and 3 is the kernel's tick's: it is taken as found, as is that of timers 0 and 1 while
/// the other one runs. Sources: S3C2440A user's manual, chapters 9 and 10; Linux drivers/pwm/pwm-samsung.c.
class RegisterPwm final : public PwmOutput {
public:
    struct Place {
        std::string memory = "/dev/mem";
        std::uint32_t crystal_hz = 12'000'000;
    };

    /// Outputs are "TOUT0" to "TOUT2"; TOUT3's timer counts the kernel's time. Throws StartError: kConfig for another name or a period
    /// that the timer cannot count, kUnavailable and kRefused where memory cannot be mapped. `place` is another in tests only.
    explicit RegisterPwm(const PwmRequest& request, const Place& place);
    explicit RegisterPwm(const PwmRequest& request) : RegisterPwm{request, Place{}} {}
    ~RegisterPwm() override;

    const char* backend() const noexcept override { return "registers"; }

private:
    bool apply(Duration high) noexcept override;
    void start() noexcept;

    S3c2440Timer timer_;
    TimerRate rate_;
    RegisterPage timers_;
    RegisterPage ports_;
};

}  // namespace seqboard
