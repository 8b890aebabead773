// Asks something of a running board: live parameters of nodes, starts and stops of the supervisor.
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "core/blackboard.hpp"
#include "core/messages/operator_request.hpp"
#include "core/port/output_port.hpp"

namespace seqboard::cli {

/// The node `operator`, held while the desk exists: one person or script asks at a time. Requests are cleared when the desk
/// is left, so that a node that starts later does not find an old one.
class OperatorDesk {
public:
    /// Waits up to a second while another command holds the desk; throws SegmentError{kOwned} then.
    explicit OperatorDesk(std::shared_ptr<Blackboard> board);
    OperatorDesk(const OperatorDesk&) = delete;
    OperatorDesk& operator=(const OperatorDesk&) = delete;
    ~OperatorDesk();

    /// Publishes the request (its id is filled in) and waits for the node's answer in <node>.params. Nothing if it does not
    /// answer in time.
    std::optional<ParamResult> ask(ParamRequest request, Duration timeout);

    /// As above; true when the supervisor has carried it out (supervisor.status.request_done) or has ended.
    bool ask(LaunchRequest request, Duration timeout);

    /// As above; true when `taken(id)` is.
    bool ask(RecordRequest request, Duration timeout, const std::function<bool(std::uint32_t)>& taken);

private:
    template <class Request>
    void publish(OutputPort& port, const Request& request);
    template <class Answered>
    bool await(Duration timeout, const Answered& answered);

    std::shared_ptr<Blackboard> board_;
    std::shared_ptr<OwnedSegment> segment_;
    StepContext context_;
    OutputPort params_;
    OutputPort launches_;
    OutputPort records_;
    std::uint32_t next_id_ = 0;
};

}  // namespace seqboard::cli
