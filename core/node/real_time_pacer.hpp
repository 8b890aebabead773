// Steps on CLOCK_MONOTONIC: at absolute times, or when an input has news.
#pragma once

#include "core/node/pacer.hpp"
#include "core/node/schedule.hpp"
#include "core/port/input_port.hpp"

namespace seqboard {

/// At the times of a Schedule that begins now.
class PeriodicPacer final : public Pacer {
public:
    explicit PeriodicPacer(Duration period) : schedule_{monotonic_now(), period} {}
    std::optional<Turn> wait() override;

private:
    Schedule schedule_;
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
