// When the steps of a periodic node are due; no clock of its own.
#pragma once

#include <algorithm>

#include "core/node/pacer.hpp"

namespace seqboard {

/// At first + k * period. A step that comes too late is counted and not caught up: the next one is due at the next multiple.
class Schedule {
public:
    Schedule(Time first, Duration period) : next_{first}, period_{period} {}

    Time next() const noexcept { return next_; }
    Duration period() const noexcept { return period_; }

    /// The step that begins now, at next() or later.
    Turn begin(Time now) noexcept {
        const Duration late = std::max(now - next_, Duration::zero());
        const auto missed = static_cast<std::uint32_t>(std::min<std::int64_t>(late / period_, UINT32_MAX));
        next_ += period_ * (late / period_ + 1);
        return Turn{.now = now, .late = late, .missed = missed};
    }

private:
    Time next_;
    Duration period_;
};

}  // namespace seqboard
