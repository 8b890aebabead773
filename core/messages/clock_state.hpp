// The board's clock when a coordinator drives it.
#pragma once

#include "core/message.hpp"
#include "core/messages/node_status.hpp"

namespace seqboard {

enum class ClockRun : std::uint8_t { kWaiting, kRunning, kStopped };

/// In the slot `clock`: where the board's time stands. Absent on a board that runs on CLOCK_MONOTONIC.
struct ClockState {
    std::uint64_t now_ns = 0;
    std::uint64_t step_ns = 0;
    std::uint32_t tick = 0;
    ClockMode mode = ClockMode::kLockstep;
    ClockRun run = ClockRun::kWaiting;
    std::uint16_t participants = 0;
};
SEQBOARD_MESSAGE(ClockState, now_ns, step_ns, tick, mode, run, participants);

/// In the slot `clock.<node>`: the permission to step once, at this time. The node answers with tick_done in its status.
struct ClockTurn {
    std::uint64_t now_ns = 0;
    std::uint32_t tick = 0;
    std::uint32_t epoch = 0;  ///< the incarnation of the node that may take it, modulo 65536
};
SEQBOARD_MESSAGE(ClockTurn, now_ns, tick, epoch);

/// The epoch of a turn that nobody takes: the node has died, and its supervisor may start it again now.
inline constexpr std::uint32_t kRecallEpoch = 0xffff'ffff;

}  // namespace seqboard
