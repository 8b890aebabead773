// An emulated HC-SR04: pings on one line, echoes on another.
#pragma once

#include <cmath>

#include "drivers/gpio/emulated_gpio_bank.hpp"

namespace seqboard::sim {

/// What can be wrong with it; a parameter of the simulator, so the numbers are an interface.
enum class SonarFault : int { kNone = 0, kUnplugged = 1, kStuckHigh = 2, kCrossTalk = 3 };

/// Times are those of the data sheets: the burst takes 450 us, and without an echo the module gives up after 38 ms.
class HcSr04Model {
public:
    HcSr04Model(EmulatedGpioBank& bank, std::size_t trigger, std::size_t echo) : bank_{bank}, trigger_{trigger}, echo_{echo} {}

    bool is_ping(const EmulatedGpioBank::Change& change) const { return change.line == trigger_ && !change.high; }

    /// `echo_s`: the time of flight that the room gives, +inf for none.
    void answer(const EmulatedGpioBank::Change& ping, float echo_s, SonarFault fault) {
        constexpr Duration kBurst = std::chrono::microseconds{450};
        constexpr Duration kGivesUp = std::chrono::milliseconds{38};
        constexpr Duration kOthersPing = std::chrono::microseconds{60};
        if (fault == SonarFault::kUnplugged) return;
        const Time rise = ping.at + kBurst;
        bank_.drive(echo_, true, rise);
        if (fault == SonarFault::kStuckHigh) return;
        const Duration flight = std::isfinite(echo_s) ? Duration{static_cast<Duration::rep>(echo_s * 1e9f)} : kGivesUp;
        bank_.drive(echo_, false, rise + (fault == SonarFault::kCrossTalk ? kOthersPing : flight));
    }

    /// A line that was stuck comes down when the fault ends.
    void recover() { bank_.drive(echo_, false, Time{}); }

private:
    EmulatedGpioBank& bank_;
    std::size_t trigger_;
    std::size_t echo_;
};

}  // namespace seqboard::sim
