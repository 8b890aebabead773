// What a person asks of the supervisor, read from the slot operator.launch.
#pragma once

#include <optional>

#include "core/blackboard.hpp"
#include "core/messages/operator_request.hpp"
#include "core/port/input_port.hpp"

namespace seqboard {

class OperatorInbox {
public:
    OperatorInbox();

    /// A request written after the inbox was made and not taken yet.
    std::optional<LaunchRequest> take(Blackboard& board);

private:
    StepContext context_;
    InputPort requests_;
    Time opened_;
    std::uint32_t last_id_ = 0;
};

}  // namespace seqboard
