// A line that is high for a part of every period: a motor bridge's enable, a servo's signal.
#pragma once

#include <string>

#include "core/time.hpp"

namespace seqboard {

struct PwmRequest {
    std::string
        output;         ///< "TOUT1" (S3C2440), "pwmchip0/1", "0" (PCA9685), an emulated output's name; a GPIO line for the software backend
    Duration period{};  ///< fixed as long as it is held; more than zero, at most a second; the nearest that the device can make
    Duration safe_high{};  ///< the pulse from the first moment on, and again when it is given back; 0 to `period`
    std::string consumer = "seqboard";
};

/// A held output. Facts that bite on an S3C2440 (user's manual, chapter 10; Linux drivers/pwm/pwm-samsung.c):
/// - Of its four outputs TOUT0 to TOUT3 three are usable: Linux keeps timer 3 for its clock, and timer 4, which has no pin, for its tick.
/// - There is no duty of 0 %: the shortest pulse is one tick, with sysfs also for a pulse of zero. A motor needs direction lines or an
///   enable line to stand still. The `registers` backend makes the pin a low GPIO output instead: zero is zero there.
/// - The hardware goes on when its program is killed; only a program that ends in order drives the safe output.
/// One thread at a time. No call allocates or throws; none waits but for the wires of an I2C bus.
class PwmOutput {
public:
    PwmOutput(const PwmOutput&) = delete;
    PwmOutput& operator=(const PwmOutput&) = delete;

    /// Drives the safe output.
    virtual ~PwmOutput() = default;

    /// From the next period on high for that long, 0 to period(). False, and nothing changes, for a pulse outside of that; false too if
    /// the output is gone.
    bool set_pulse(Duration high) noexcept { return high >= Duration::zero() && high <= period_ && apply(high); }

    /// The same as a part of the period, 0 to 1. False for what is outside of that or no number.
    bool set_ratio(float high_ratio) noexcept {
        if (!(high_ratio >= 0 && high_ratio <= 1)) return false;
        return set_pulse(high_ratio == 1 ? period_ : whole_ns(high_ratio * period_ns_));
    }

    /// A pulse of zero; what that is depends on the backend, see above.
    bool off() noexcept { return set_pulse(Duration::zero()); }

    Duration period() const noexcept { return period_; }

    /// "sysfs", "registers", "software", "pca9685" or "emulated"
    virtual const char* backend() const noexcept = 0;

protected:
    explicit PwmOutput(const PwmRequest& request)
        : period_{request.period}, safe_high_{request.safe_high}, period_ns_{static_cast<float>(request.period.count())} {}

    Duration safe_high() const noexcept { return safe_high_; }

private:
    /// `high` is 0 to period(). Every backend's constructor and destructor apply the safe pulse.
    virtual bool apply(Duration high) noexcept = 0;

    Duration period_;
    Duration safe_high_;
    float period_ns_;
};

}  // namespace seqboard
