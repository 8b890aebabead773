#include "core/cli/operator_desk.hpp"

#include <time.h>
#include <unistd.h>

#include <cstring>

#include "core/cli/slot_sample.hpp"
#include "core/launch/operator_slots.hpp"
#include "core/messages/supervision.hpp"
#include "core/segment/segment_error.hpp"

namespace seqboard::cli {

namespace {

constexpr Duration kPatience = std::chrono::seconds{1};
constexpr Duration kPause = std::chrono::milliseconds{1};

void pause() {
    const timespec pause{0, kPause.count()};
    ::nanosleep(&pause, nullptr);
}

std::shared_ptr<OwnedSegment> hold(Blackboard& board) {
    const Time limit = monotonic_now() + kPatience;
    while (true) {
        try {
            return board.create(kOperatorNode, operator_slots());
        } catch (const SegmentError& error) {
            if (error.fault() != SegmentFault::kOwned || monotonic_now() > limit) throw;
        }
        pause();
    }
}

/// Differs from the ids of other desks before this one, whatever became of their segment.
std::uint32_t first_id() {
    const auto us = std::chrono::duration_cast<std::chrono::microseconds>(monotonic_now().time_since_epoch()).count();
    return static_cast<std::uint32_t>(us) | 1U;
}

/// The first field of <node>.params, whose other fields differ from node to node.
struct ParamAnswer {
    std::uint32_t request = 0;
    ParamResult result = ParamResult::kNone;
};

std::optional<ParamAnswer> answer_of(Blackboard& board, std::string_view node) {
    const auto segment = board.attach_trusted(node);
    const SlotPlace* const place = segment ? segment->find(std::string{node} + ".params") : nullptr;
    if (place == nullptr || place->message_bytes < 8) return std::nullopt;
    SampleHeader header;
    std::vector<std::byte> bytes(place->message_bytes);
    if (segment->reader(*place).latest(header, bytes.data(), bytes.size()) != Copied::kWhole) return std::nullopt;
    ParamAnswer answer;
    std::memcpy(&answer.request, bytes.data(), sizeof answer.request);
    std::memcpy(&answer.result, bytes.data() + sizeof answer.request, sizeof answer.result);
    return answer;
}

}  // namespace

OperatorDesk::OperatorDesk(std::shared_ptr<Blackboard> board)
    : board_{std::move(board)},
      params_{"param", operator_slots()[0], context_},
      launches_{"launch", operator_slots()[1], context_},
      records_{"record", operator_slots()[2], context_},
      next_id_{first_id()} {
    segment_ = hold(*board_);
    params_.bind(segment_->writer(0), segment_->epoch());
    launches_.bind(segment_->writer(1), segment_->epoch());
    records_.bind(segment_->writer(2), segment_->epoch());
}

OperatorDesk::~OperatorDesk() {
    publish(params_, ParamRequest{});
    publish(launches_, LaunchRequest{});
    publish(records_, RecordRequest{});
}

std::optional<ParamResult> OperatorDesk::ask(ParamRequest request, Duration timeout) {
    request.id = next_id_++;
    publish(params_, request);
    std::optional<ParamResult> result;
    await(timeout, [&] {
        const auto answer = answer_of(*board_, text_in(request.node));
        if (answer && answer->request == request.id) result = answer->result;
        return result.has_value();
    });
    return result;
}

bool OperatorDesk::ask(LaunchRequest request, Duration timeout) {
    request.id = next_id_++;
    publish(launches_, request);
    return await(timeout, [&] {
        const auto segment = board_->attach_trusted(kSupervisorNode);
        const auto status = segment ? newest<SupervisorStatus>(*segment, kSupervisorStatusSlot) : std::nullopt;
        return (status && status->value.request_done == request.id) || !board_->backend().owner(kSupervisorNode);
    });
}

bool OperatorDesk::ask(RecordRequest request, Duration timeout, const std::function<bool(std::uint32_t)>& taken) {
    request.id = next_id_++;
    publish(records_, request);
    return await(timeout, [&] { return taken(request.id); });
}

template <class Request>
void OperatorDesk::publish(OutputPort& port, const Request& request) {
    context_.begin(monotonic_now());
    port.write(&request, sizeof request);
}

template <class Answered>
bool OperatorDesk::await(Duration timeout, const Answered& answered) {
    const Time limit = monotonic_now() + timeout;
    while (!answered()) {
        if (monotonic_now() > limit) return false;
        pause();
    }
    return true;
}

}  // namespace seqboard::cli
