// A supervisor on a board that is the test itself, or a child of the test: it says of a release whatever the test wants.
#pragma once

#include <algorithm>

#include "core/blackboard.hpp"
#include "core/messages/supervision.hpp"
#include "core/port/output_port.hpp"

namespace seqboard::testing {

/// Owns the names of the supervisor's slots as long as it lives. Nobody may stop() its board: that kills the owner, which is the test.
class PlayedSupervisor {
public:
    PlayedSupervisor(const BoardPlace& place, const std::string& node_set, const std::vector<std::string>& nodes = {})
        : board_{Blackboard::open(place)} {
        const auto spec = [](const std::string& slot, const auto& message) { return slot_spec<std::decay_t<decltype(message)>>(slot); };
        std::vector<SlotSpec> specs = {spec(std::string{kSupervisorStatusSlot}, SupervisorStatus{})};
        for (const std::string& node : nodes) specs.push_back(spec(std::string{kSupervisorNode} + "." + node, NodeSupervision{}));
        for (const SlotSpec& one : specs) ports_.push_back(std::make_unique<OutputPort>("out", one, context_));
        segment_ = board_->create(kSupervisorNode, specs);
        for (unsigned i = 0; i < ports_.size(); ++i) ports_[i]->bind(segment_->writer(i), segment_->epoch());
        std::copy_n(node_set.c_str(), std::min(node_set.size(), status.node_set.size() - 1), status.node_set.begin());
    }

    /// With this age.
    void say(Duration age = {}) {
        context_.begin(monotonic_now() - age);
        ports_[0]->write(&status, sizeof status);
    }

    /// Of the node that was named as number `index`.
    void say_of_node(unsigned index, const NodeSupervision& supervision) {
        context_.begin(monotonic_now());
        ports_[1 + index]->write(&supervision, sizeof supervision);
    }

    SupervisorStatus status{.pid = 1, .nodes = 2, .ready = 2, .mode = SystemMode::kNormal};

private:
    std::shared_ptr<Blackboard> board_;
    StepContext context_;
    std::vector<std::unique_ptr<OutputPort>> ports_;
    std::shared_ptr<OwnedSegment> segment_;
};

}  // namespace seqboard::testing
