// A node on a board in simulated time that only exists as slots: with the clock, if it drives it.
#pragma once

#include "core/blackboard.hpp"
#include "core/messages/clock_state.hpp"
#include "core/messages/node_status.hpp"
#include "core/messages/range.hpp"
#include "core/port/output_port.hpp"

namespace seqboard::testing {

/// Owns a node's name with the slots NODE.status, `slot` (a Range) and `clock`.
class FakeSimulator {
public:
    FakeSimulator(Blackboard& board, const std::string& name, const std::string& slot, ClockMode mode = ClockMode::kLockstep)
        : status_{"status", slot_spec<NodeStatus>(name + ".status"), context_},
          range_{"range", slot_spec<Range>(slot), context_},
          clock_{"clock", slot_spec<ClockState>("clock"), context_},
          segment_{board.create(name, {status_.spec, range_.spec, clock_.spec})} {
        status_.bind(segment_->writer(0), segment_->epoch());
        range_.bind(segment_->writer(1), segment_->epoch());
        clock_.bind(segment_->writer(2), segment_->epoch());
        context_.begin(monotonic_now());
        const NodeStatus status{.state = NodeState::kReady, .clock = mode};
        status_.write(&status, sizeof status);
    }

    void tell_clock(Time now) {
        context_.begin(now);
        const ClockState state{.now_ns = ns_of(now), .step_ns = 10'000'000, .run = ClockRun::kRunning};
        clock_.write(&state, sizeof state);
    }
    void publish(const Range& range, Time at) {
        context_.begin(at);
        range_.write(&range, sizeof range);
    }

private:
    StepContext context_;
    OutputPort status_;
    OutputPort range_;
    OutputPort clock_;
    std::shared_ptr<OwnedSegment> segment_;
};

}  // namespace seqboard::testing
