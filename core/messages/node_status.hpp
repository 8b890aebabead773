// What every node says about itself, in the slot <node>.status.
#pragma once

#include "core/message.hpp"

namespace seqboard {

enum class NodeState : std::uint8_t {
    kStarting,  ///< its segment exists, its hardware is being opened
    kReady,     ///< it steps
    kStopping,  ///< told to stop; outputs are at their safe values
};

enum class ClockMode : std::uint8_t {
    kReal,      ///< stamps are CLOCK_MONOTONIC
    kLockstep,  ///< stamps are simulated; a coordinator releases every step
};

/// Published after every step, and at least every 100 ms while a triggered node waits: its sample's age is the heartbeat.
struct NodeStatus {
    std::uint32_t pid = 0;
    std::uint32_t steps = 0;
    std::uint32_t missed_deadlines = 0;  ///< periods that passed without a step; never caught up in a burst
    std::uint32_t tick_done = 0;         ///< the last lock-step tick this node has finished
    std::uint32_t period_us = 0;         ///< zero: triggered
    std::uint32_t step_time_last_ns = 0;
    std::uint32_t step_time_min_ns = 0;
    std::uint32_t step_time_mean_ns = 0;
    std::uint32_t step_time_max_ns = 0;
    std::uint32_t lateness_max_ns = 0;  ///< of a step's start behind its time
    std::uint32_t read_overruns = 0;    ///< reads that the writer overtook at every try
    std::uint16_t inputs = 0;
    std::uint16_t inputs_missing = 0;  ///< not connected to a slot
    NodeState state = NodeState::kStarting;
    ClockMode clock = ClockMode::kReal;
    bool realtime = false;  ///< SCHED_FIFO and locked memory were granted
    std::uint8_t reserved = 0;
};
SEQBOARD_MESSAGE(NodeStatus, pid, steps, missed_deadlines, tick_done, period_us, step_time_last_ns, step_time_min_ns, step_time_mean_ns,
                 step_time_max_ns, lateness_max_ns, read_overruns, inputs, inputs_missing, state, clock, realtime, reserved);

}  // namespace seqboard
