// Turns the robot on the spot without end, as a person with a stick would.
#pragma once

#include "core/messages/wheels.hpp"
#include "core/node.hpp"

namespace seqboard::testing {

/// Shows a zero now and then: an arbiter takes nobody at his word who never does.
class SpinNode {
public:
    static constexpr auto kPeriod = std::chrono::milliseconds{20};
    struct Io {
        Setup& setup;
        Output<DriveCommand> command = setup.command_output<DriveCommand>("manual_command", {});
    };
    explicit SpinNode(Io io) : io_{std::move(io)} {}

    void step(const Tick& tick) {
        const auto in_cycle = tick.now.time_since_epoch() % std::chrono::seconds{2};
        io_.command.write({.yaw_rate_rad_s = in_cycle < std::chrono::milliseconds{60} ? 0.0f : 1.5f});
    }

private:
    Io io_;
};

}  // namespace seqboard::testing
