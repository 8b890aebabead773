// The edges of one pulse after the other on a line. Pure but for the line: sleeping is the caller's.
#pragma once

#include <algorithm>

#include "drivers/gpio/gpio_lines.hpp"

namespace seqboard {

class PulseTrain {
public:
    PulseTrain(GpioLines& line, Duration period, Time begin) : line_{line}, period_{period}, next_{begin} {}

    /// One period with a pulse of `high`. `sleep_until(Time)` returns the time at which it woke. False if the line did not take a level.
    template <class SleepUntil>
    bool cycle(Duration high, SleepUntil sleep_until) {
        const Time woke = sleep_until(next_);
        late(woke, next_);
        // A thread that was away goes on from now: pulses in a row without a pause would be one long pulse.
        const Time begin = woke - next_ > period_ ? woke : next_;
        next_ = begin + period_;
        bool took = true;
        if (high > Duration::zero()) took = set(true);
        if (high < period_) {
            if (high > Duration::zero()) late(sleep_until(begin + high), begin + high);
            took = set(false) && took;
        }
        return took;
    }

    Duration worst_lateness() const noexcept { return worst_; }

private:
    bool set(bool high) noexcept {
        if (known_ && high == high_) return true;
        known_ = line_.set(high ? 1 : 0, 1);
        high_ = high;
        return known_;
    }
    void late(Time woke, Time due) noexcept { worst_ = std::max(worst_, woke - due); }

    GpioLines& line_;
    Duration period_;
    Time next_;
    Duration worst_{};
    bool high_ = false;
    bool known_ = false;
};

}  // namespace seqboard
