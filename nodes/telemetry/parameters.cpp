#include "nodes/telemetry/parameters.hpp"

#include <cstring>
#include <utility>

#include "core/launch/operator_slots.hpp"
#include "core/schema/element_text.hpp"
#include "core/schema/sample_json.hpp"
#include "core/segment/segment_error.hpp"

namespace seqboard::telemetry {

namespace {

constexpr std::string_view kEnding = ".params";
constexpr std::size_t kMostWaiting = 32;
constexpr Duration kPatience = std::chrono::seconds{2};      ///< a node looks at its requests every 100 ms
constexpr Duration kPause = std::chrono::milliseconds{100};  ///< between looks whether the desk is free
constexpr int kTries = 20;
constexpr std::size_t kAnswerFields = 3;  ///< request, result, reserved: before the parameters

bool is_of_parameters(const Channel& channel) { return channel.place.name.ends_with(kEnding); }

std::optional<std::vector<std::byte>> newest_bytes(const Channel& channel) {
    SampleHeader header;
    std::vector<std::byte> bytes(channel.place.message_bytes);
    if (channel.reader().latest(header, bytes.data(), bytes.size()) != Copied::kWhole) return std::nullopt;
    return bytes;
}

/// Differs from the ids of desks before, whatever became of them.
std::uint32_t fresh_id() {
    const auto us = std::chrono::duration_cast<std::chrono::microseconds>(monotonic_now().time_since_epoch()).count();
    return static_cast<std::uint32_t>(us) | 1U;
}

const char* refusal_of(ParamResult result) {
    switch (result) {
        case ParamResult::kApplied: return "";
        case ParamResult::kNotLive: return "it cannot change while the node runs";
        case ParamResult::kBadValue: return "the node does not understand the value";
        case ParamResult::kOutOfRange: return "the value is out of range";
        default: return "the node has no such parameter";
    }
}

}  // namespace

/// The node `operator`, held while one request is answered.
struct Parameters::Desk {
    explicit Desk(Blackboard& board) : segment{board.create(kOperatorNode, operator_slots())} {
        port.bind(segment->writer(0), segment->epoch());
    }
    void publish(const ParamRequest& request) {
        context.begin(monotonic_now());  // the runtime compares it with its own start
        port.write(&request, sizeof request);
    }

    std::shared_ptr<OwnedSegment> segment;
    StepContext context;
    OutputPort port{"param", operator_slots()[0], context};
    ParamRequest message;
};

std::vector<ParameterValue> Parameters::values_of(std::uint32_t id) const {
    const Channel* const channel = channels_.find(id);
    const auto bytes = channel != nullptr && is_of_parameters(*channel) ? newest_bytes(*channel) : std::nullopt;
    if (!bytes) return {};
    const Schema schema = parse_schema(channel->place.schema, channel->place.message_bytes);
    const std::string node = channel->place.name.substr(0, channel->place.name.size() - kEnding.size());
    std::vector<ParameterValue> values;
    for (std::size_t i = kAnswerFields; i < schema.fields.size(); ++i) {
        const SchemaField& field = schema.fields[i];
        std::string json = field_json(field, *bytes);
        if (field.note.starts_with("bool")) json = json == "\"true\"" ? "true" : "false";
        const bool is_real = field.scalar == ScalarKind::kFloat32;
        values.push_back({.name = node + "." + field.name, .json = std::move(json), .is_real = is_real});
    }
    return values;
}

std::vector<ParameterValue> Parameters::all() const {
    std::vector<ParameterValue> all;
    for (const auto& [id, channel] : channels_.all())
        for (ParameterValue& value : values_of(id)) all.push_back(std::move(value));
    return all;
}

std::vector<std::uint32_t> Parameters::changed() {
    std::vector<std::uint32_t> changed;
    for (const auto& [id, channel] : channels_.all()) {
        if (!is_of_parameters(channel)) continue;
        const auto now = std::pair{channel.generation, channel.reader().head()};
        if (std::exchange(seen_[id], now) != now) changed.push_back(id);
    }
    return changed;
}

/// Node and parameter may both hold dots: the longest node that fits.
const Channel* Parameters::find_node(const std::string& name, std::string& param) const {
    const Channel* node = nullptr;
    std::size_t longest = 0;
    for (const auto& [id, channel] : channels_.all()) {
        if (!is_of_parameters(channel) || channel.node.size() < longest || !name.starts_with(channel.node + ".")) continue;
        node = &channel;
        longest = channel.node.size();
    }
    if (node != nullptr) param = name.substr(longest + 1);
    return node;
}

bool Parameters::set(const std::string& name, const std::string& value, const Asker& asker) {
    if (waiting_.size() >= kMostWaiting) return false;
    Request request{.message = {}, .name = name, .asker = asker};
    std::string param = name;
    std::string text = value;
    if (const Channel* const channel = find_node(name, param); channel != nullptr) {
        put_text(request.message.node, channel->node);
        const auto field = parse_schema(channel->place.schema, channel->place.message_bytes).find(param);
        if (field && field->note.starts_with("duration") && text.find_last_not_of("0123456789.-e") == std::string::npos) text += "s";
    }
    put_text(request.message.param, param);
    put_text(request.message.value, text);
    waiting_.push_back(std::move(request));
    return true;
}

std::optional<Parameters::Answer> Parameters::step(Time now) {
    if (!desk_) {
        if (waiting_.empty()) return std::nullopt;
        if (const std::string refusal = begin(now); !refusal.empty()) return give_up(refusal);
        return std::nullopt;
    }
    const auto result = result_of(desk_->message);
    if (!result && now - asked_ < kPatience) return std::nullopt;
    desk_->publish({});  // who starts later shall not find an old one
    desk_.reset();
    return give_up(result ? refusal_of(*result) : "the node does not answer");
}

/// The request in front is over, for this reason or none.
Parameters::Answer Parameters::give_up(std::string refusal) {
    Answer answer{.asker = waiting_.front().asker, .name = waiting_.front().name, .refusal = std::move(refusal)};
    waiting_.pop_front();
    return answer;
}

/// Empty, or why it cannot.
std::string Parameters::begin(Time now) {
    if (text_in(waiting_.front().message.node).empty()) return "no node has such a parameter";
    if (now - tried_ < kPause) return "";
    tried_ = now;
    try {
        desk_ = std::make_shared<Desk>(*board_);
    } catch (const SegmentError&) {
        if (++tries_ < kTries) return "";
        tries_ = 0;
        return "somebody else is setting parameters";
    }
    tries_ = 0;
    asked_ = now;
    desk_->message = waiting_.front().message;
    desk_->message.id = fresh_id();
    desk_->publish(desk_->message);
    return "";
}

/// The node's answer, the first field of its parameters; nothing if it has not seen this request.
std::optional<ParamResult> Parameters::result_of(const ParamRequest& request) const {
    for (const auto& [id, channel] : channels_.all()) {
        if (!is_of_parameters(channel) || channel.node != text_in(request.node)) continue;
        const auto bytes = newest_bytes(channel);
        if (!bytes || bytes->size() < sizeof(std::uint32_t) + 1) return std::nullopt;
        std::uint32_t answered = 0;
        std::memcpy(&answered, bytes->data(), sizeof answered);
        if (answered == request.id) return static_cast<ParamResult>(std::to_integer<std::uint8_t>((*bytes)[sizeof answered]));
    }
    return std::nullopt;
}

}  // namespace seqboard::telemetry
