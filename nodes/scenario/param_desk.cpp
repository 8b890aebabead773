#include "nodes/scenario/param_desk.hpp"

#include <cstring>

#include "core/exit_code.hpp"
#include "core/launch/operator_slots.hpp"
#include "core/schema/element_text.hpp"
#include "core/schema/sample_text.hpp"

namespace seqboard::sim {

namespace {

const char* refusal(ParamResult result) {
    switch (result) {
        case ParamResult::kUnknown: return "the node has no such parameter";
        case ParamResult::kNotLive: return "it cannot change while the node runs";
        case ParamResult::kBadValue: return "the node does not understand the value";
        case ParamResult::kOutOfRange: return "the value is out of range";
        default: return "refused";
    }
}

}  // namespace

ParamDesk::ParamDesk(std::shared_ptr<Blackboard> board)
    : board_{std::move(board)},
      segment_{board_->create(kOperatorNode, operator_slots())},
      port_{"param", operator_slots()[0], context_},
      next_id_{
          static_cast<std::uint32_t>(std::chrono::duration_cast<std::chrono::microseconds>(monotonic_now().time_since_epoch()).count()) |
          1u} {
    port_.bind(segment_->writer(0), segment_->epoch());
}

void ParamDesk::ask(const std::string& node, const std::string& param, const std::string& value) {
    ParamRequest& request = waiting_.emplace_back();
    put_text(request.node, node);
    put_text(request.param, param);
    put_text(request.value, value);
}

std::optional<std::string> ParamDesk::tick() {
    if (sent_) {
        const std::string what =
            std::string{text_in(sent_->node)} + "." + std::string{text_in(sent_->param)} + " = " + std::string{text_in(sent_->value)};
        const auto answer = answer_of(text_in(sent_->node));
        if (!answer || answer->request != sent_->id)
            return ++waited_ > kPatience ? std::optional{what + ": the node does not answer"} : std::nullopt;
        sent_.reset();
        if (answer->result != ParamResult::kApplied) return what + ": " + refusal(answer->result);
    }
    if (waiting_.empty()) return std::nullopt;
    sent_ = waiting_.front();
    waiting_.pop_front();
    waited_ = 0;
    sent_->id = next_id_++;
    context_.begin(monotonic_now());
    port_.write(&*sent_, sizeof *sent_);
    return std::nullopt;
}

std::optional<ParamDesk::Answer> ParamDesk::answer_of(std::string_view node) {
    const auto segment = board_->attach_trusted(node);
    const SlotPlace* const place = segment ? segment->find(std::string{node} + ".params") : nullptr;
    if (place == nullptr || place->message_bytes < 8) return std::nullopt;
    SampleHeader header;
    std::vector<std::byte> bytes(place->message_bytes);
    if (segment->reader(*place).latest(header, bytes.data(), bytes.size()) != Copied::kWhole) return std::nullopt;
    Answer answer;
    std::memcpy(&answer.request, bytes.data(), sizeof answer.request);
    std::memcpy(&answer.result, bytes.data() + sizeof answer.request, sizeof answer.result);
    return answer;
}

std::string ParamDesk::value_of(const std::string& node, const std::string& param) {
    const auto segment = board_->attach_trusted(node);
    const SlotPlace* const place = segment ? segment->find(node + ".params") : nullptr;
    if (place == nullptr) throw StartError{ExitCode::kNoInput, "no node '" + node + "' on the board"};
    SampleHeader header;
    std::vector<std::byte> bytes(place->message_bytes);
    const auto field = parse_schema(place->schema, place->message_bytes).find(param);
    if (!field || segment->reader(*place).latest(header, bytes.data(), bytes.size()) != Copied::kWhole)
        throw StartError{ExitCode::kNoInput, "node '" + node + "' has no parameter '" + param + "'"};
    if (field->is_array) return characters(*field, bytes);
    const ScalarValue value = element(*field, bytes, 0);
    if (const auto name = enum_name(*field, value); !name.empty()) return std::string{name};
    if (const auto* const number = std::get_if<float>(&value)) return shortest(*number) + (field->note.starts_with("duration") ? "s" : "");
    return std::to_string(std::get<std::int64_t>(value));
}

}  // namespace seqboard::sim
