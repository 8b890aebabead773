// A supervisor that only exists as slots on a board, and as a thread that answers: for tools that ask it.
#pragma once

#include <functional>
#include <thread>

#include "core/blackboard.hpp"
#include "core/launch/operator_inbox.hpp"
#include "core/messages/supervision.hpp"
#include "core/port/output_port.hpp"
#include "tests/scratch/eventually.hpp"

namespace seqboard::testing {

/// Supervises one node, `sonar`. What is changed in its three messages is said with say().
class FakeSupervisor {
public:
    explicit FakeSupervisor(Blackboard& board)
        : status_port_{"status", slot_spec<SupervisorStatus>(std::string{kSupervisorStatusSlot}), context_},
          enable_port_{"enable", slot_spec<MotorEnable>(std::string{kMotorEnableSlot}), context_},
          sonar_port_{"sonar", slot_spec<NodeSupervision>("supervisor.sonar"), context_},
          segment_{board.create(kSupervisorNode, {status_port_.spec, enable_port_.spec, sonar_port_.spec})} {
        status_port_.bind(segment_->writer(0), segment_->epoch());
        enable_port_.bind(segment_->writer(1), segment_->epoch());
        sonar_port_.bind(segment_->writer(2), segment_->epoch());
        put_text(status.node_set, "/opt/robot.yaml");
        put_text(sonar.type, "range_node");
    }

    void say() {
        context_.begin(monotonic_now());
        status_port_.write(&status, sizeof status);
        enable_port_.write(&enable, sizeof enable);
        sonar_port_.write(&sonar, sizeof sonar);
    }

    SupervisorStatus status{.pid = 7, .nodes = 1, .mode = SystemMode::kNormal};
    MotorEnable enable{.reason = EnableReason::kGranted, .enabled = 1};
    NodeSupervision sonar{.pid = 4711, .starts = 1, .state = Supervised::kReady};

private:
    StepContext context_;
    OutputPort status_port_;
    OutputPort enable_port_;
    OutputPort sonar_port_;
    std::shared_ptr<OwnedSegment> segment_;
};

/// Takes one request of a person, in a thread: what `carry_out` changes is said with the answer. Has to end before what it works on.
class OneAnswer {
public:
    OneAnswer(Blackboard& board, FakeSupervisor& supervisor, std::function<void(const LaunchRequest&)> carry_out)
        : thread_{[&board, &supervisor, carry_out = std::move(carry_out), inbox = std::make_shared<OperatorInbox>()] {
              eventually([&] {
                  const auto request = inbox->take(board);
                  if (!request) return false;
                  carry_out(*request);
                  supervisor.status.request_done = request->id;
                  supervisor.say();
                  return true;
              });
          }} {}

private:
    std::jthread thread_;
};

}  // namespace seqboard::testing
