// One node in this process: its ports, its statistics, its steps.
#pragma once

#include <memory>

#include "core/node/lockstep_driver.hpp"
#include "core/node/node_type.hpp"
#include "core/node/params_slot.hpp"
#include "core/node/step_statistics.hpp"

namespace seqboard {

/// What the runner and the test bench have in common. Belongs to one thread.
class NodeSession {
public:
    NodeSession(NodeType type, NodeArgs args, std::shared_ptr<Blackboard> board);

    /// Declares Io, makes the segment, connects the ports, constructs the node. Throws StartError, and whatever the node's
    /// constructor throws. `before_hardware` runs when the segment exists and the node does not yet.
    void start(LockstepDriver* driver = nullptr, const std::function<void()>& before_hardware = nullptr);

    /// One step at this time, its status published after it.
    void step(const Turn& turn);

    /// Acknowledges a turn in which a triggered node had nothing to do.
    void pass(const Turn& turn);

    /// Between steps: connects inputs whose slot has appeared or was replaced, takes parameter requests. At most every
    /// 100 ms of real time unless inputs are missing; `now` is real time.
    void look_after_ports(Time now);

    /// The heartbeat of a node that has nothing to do.
    void publish_status(NodeState state);

    /// Every actuator to its safe output; nothing if the node has none.
    void make_safe() noexcept;

    /// True if the trigger input has news. Always for a periodic node.
    bool has_work();

    void set_realtime(bool granted) { status_.realtime = granted; }
    Setup& setup() noexcept { return setup_; }
    const NodeType& type() const noexcept { return type_; }
    Duration period() const noexcept { return setup_.args().period.value_or(type_.period); }
    NodeInstance& node() noexcept { return *node_; }
    const OwnedSegment& segment() const noexcept { return *segment_; }

private:
    void connect(LockstepDriver* driver);
    void connect_inputs(bool thorough);
    /// Where somebody may ask for another value of a parameter.
    struct Requests {
        InputPort port;
        std::uint32_t taken = 0;
    };
    void take_param_request(Requests& requests);
    void publish_params();

    NodeType type_;
    std::shared_ptr<Blackboard> board_;
    Setup setup_;
    ParamsSlot params_;
    StepContext status_context_;
    OutputPort status_port_;
    OutputPort params_port_;
    Requests persons_;
    Requests supervisor_;
    std::shared_ptr<OwnedSegment> segment_;
    std::unique_ptr<NodeInstance> node_;
    StepStatistics statistics_;
    NodeStatus status_;
    std::uint32_t trigger_seen_ = 0;
    std::uint32_t steps_ = 0;
    Time began_ = monotonic_now();
    Time looked_{};
    Time looked_thoroughly_{};
    bool safe_ = false;
};

}  // namespace seqboard
