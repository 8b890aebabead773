// A node that only exists as slots on a board: for tools that look at boards.
#pragma once

#include "core/blackboard.hpp"
#include "core/messages/node_status.hpp"
#include "core/messages/range.hpp"
#include "core/port/output_port.hpp"

namespace seqboard::testing {

/// Owns a node's name with the slots NODE.status and `slot` (a Range).
class FakeNode {
public:
    FakeNode(Blackboard& board, const std::string& name, const std::string& slot)
        : status_{"status", slot_spec<NodeStatus>(name + ".status"), context_}, range_{"range", slot_spec<Range>(slot), context_} {
        segment_ = board.create(name, {status_.spec, range_.spec});
        status_.bind(segment_->writer(0), segment_->epoch());
        range_.bind(segment_->writer(1), segment_->epoch());
    }

    /// As of a minute from now: it lives, however long a slow machine takes until somebody looks.
    void live(const NodeStatus& status) { publish(status, monotonic_now() + std::chrono::minutes{1}); }

    void publish(const NodeStatus& status, Time at) {
        context_.begin(at);
        status_.write(&status, sizeof status);
    }
    void publish(const Range& range, Time at) {
        context_.begin(at);
        range_.write(&range, sizeof range);
    }

private:
    StepContext context_;
    OutputPort status_;
    OutputPort range_;
    std::shared_ptr<OwnedSegment> segment_;
};

}  // namespace seqboard::testing
