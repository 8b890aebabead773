// The supervisor's own segment: supervisor.status, supervisor.enable and supervisor.<node>.
#pragma once

#include <deque>
#include <memory>

#include "core/blackboard.hpp"
#include "core/launch/launch_plan.hpp"
#include "core/messages/supervision.hpp"
#include "core/port/output_port.hpp"

namespace seqboard {

/// Having it is being the one supervisor of the board.
class SupervisorSlots {
public:
    /// Throws SegmentError{kOwned} naming the process if the board has a supervisor.
    SupervisorSlots(Blackboard& board, const LaunchPlan& plan);

    /// For other nodes, when the plan changes. What was published is gone: publish all of it again. Throws as the constructor does; then there
    /// are none until another attempt succeeds, and what is published meanwhile is lost.
    void make_anew(Blackboard& board, const LaunchPlan& plan);

    /// In the order of the plan's processes and their nodes.
    void publish(const SupervisorStatus& status, const std::vector<NodeSupervision>& nodes);

    /// At once, before anything else that is said of the same event.
    void publish(const MotorEnable& enable);

    /// To one node; its answer is in its own slot.
    void publish(const ParamRequest& request);

    bool exist() const { return segment_ != nullptr; }

    /// While they exist.
    bool still_owned() const { return segment_->still_owned(); }

private:
    void write(std::size_t port, const void* message, std::size_t bytes);

    StepContext context_;
    std::shared_ptr<OwnedSegment> segment_;
    std::deque<OutputPort> ports_;
};

}  // namespace seqboard
