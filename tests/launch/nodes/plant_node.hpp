// A node that drives the clock of a lock-step run and ends it after some ticks.
#pragma once

#include "core/messages/range.hpp"
#include "core/node.hpp"

class PlantNode {
public:
    static constexpr auto kPeriod = std::chrono::milliseconds{10};
    static constexpr bool kDrivesClock = true;
    struct Io {
        seqboard::Setup& setup;
        int last_tick = setup.param("last_tick", 0);
        int exit_code = setup.param("exit_code", 0);
        seqboard::Output<seqboard::Range> range = setup.output<seqboard::Range>("range");
    };

    explicit PlantNode(Io io) : io_{std::move(io)} {}
    void step(const seqboard::Tick& tick) {
        io_.range.write({.range_m = 1.0f, .max_range_m = 10.0f});
        if (io_.last_tick == 0 || tick.count + 1 < static_cast<std::uint64_t>(io_.last_tick)) return;
        throw seqboard::StartError{static_cast<seqboard::ExitCode>(io_.exit_code), "the run is over"};
    }

private:
    Io io_;
};
