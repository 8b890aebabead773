// Changes live parameters of other nodes at exact ticks, as a person does with `seqboard set`.
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <string>

#include "core/blackboard.hpp"
#include "core/messages/operator_request.hpp"
#include "core/port/output_port.hpp"

namespace seqboard::sim {

/// Holds the node `operator` while it exists. One request is on its way at a time, in the order asked: a node looks at the newest only. In
/// lock-step the node whose turn it is answers in its step, so that the same run has the same answers.
class ParamDesk {
public:
    explicit ParamDesk(std::shared_ptr<Blackboard> board);

    /// Nothing happens before the next tick().
    void ask(const std::string& node, const std::string& param, const std::string& value);

    /// What the node's parameter is now, as it is typed. Throws StartError for a node or parameter that is not there.
    std::string value_of(const std::string& node, const std::string& param);

    /// Sends the next request if the last has been answered. A sentence if it was refused or not answered for `patience` ticks.
    std::optional<std::string> tick();

private:
    struct Answer {
        std::uint32_t request = 0;
        ParamResult result = ParamResult::kNone;
    };
    std::optional<Answer> answer_of(std::string_view node);

    static constexpr int kPatience = 500;  ///< ticks

    std::shared_ptr<Blackboard> board_;
    std::shared_ptr<OwnedSegment> segment_;
    StepContext context_;
    OutputPort port_;
    std::deque<ParamRequest> waiting_;
    std::optional<ParamRequest> sent_;
    std::uint32_t next_id_ = 0;
    int waited_ = 0;
};

}  // namespace seqboard::sim
