// Steps on CLOCK_MONOTONIC: at absolute times, or when an input has news.
#pragma once

#include "core/node/pacer.hpp"
#include "core/port/input_port.hpp"

namespace seqboard {

/// At start + k * period. A step that comes too late is counted and not caught up: the next one is due at the next multiple.
class PeriodicPacer final : public Pacer {
public:
    explicit PeriodicPacer(Duration period) : period_{period}, next_{monotonic_now()} {}
    std::optional<Turn> wait() override;

private:
    Duration period_;
    Time next_;
};

/// When the trigger input holds something new.
class TriggeredPacer final : public Pacer {
public:
    explicit TriggeredPacer(const InputPort& trigger) : trigger_{trigger} {}
    std::optional<Turn> wait() override;

private:
    const InputPort& trigger_;
    std::uint32_t seen_ = 0;
    std::uint32_t connection_ = 0;
};

}  // namespace seqboard
