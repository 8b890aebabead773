#include "core/launch/param_overlay.hpp"

#include <algorithm>
#include <cstring>

#include "core/schema/sample_text.hpp"
#include "core/schema/schema.hpp"

namespace seqboard {

namespace {

constexpr Duration kPatience = std::chrono::seconds{1};

/// What a node says of its parameters.
struct ParamsNews {
    std::uint32_t request = 0;
    ParamResult result = ParamResult::kNone;
    Schema schema;
    std::vector<std::byte> bytes;
};

std::optional<ParamsNews> params_of(Blackboard& board, const std::string& node) {
    const auto segment = board.attach_trusted(node);
    const SlotPlace* const place = segment ? segment->find(node + ".params") : nullptr;
    ParamsNews news;
    SampleHeader header;
    if (place == nullptr) return std::nullopt;
    news.bytes.resize(place->message_bytes);
    if (segment->reader(*place).latest(header, news.bytes.data(), news.bytes.size()) != Copied::kWhole) return std::nullopt;
    std::memcpy(&news.request, news.bytes.data(), sizeof news.request);
    std::memcpy(&news.result, news.bytes.data() + sizeof news.request, sizeof news.result);
    news.schema = parse_schema(place->schema, place->message_bytes);
    return news;
}

/// As a request would say it.
std::string value_of(const ParamsNews& news, const std::string& param) {
    const auto field = news.schema.find(param);
    return field ? field_text(*field, news.bytes) : "";
}

const SupervisedProcess* process_of(const ProcessList& processes, const std::string& node) {
    for (const SupervisedProcess& process : processes)
        for (const PlannedNode& known : process.plan().nodes)
            if (known.name == node) return &process;
    return nullptr;
}

}  // namespace

ParamOverlay::ParamOverlay(const std::vector<ModeRule>& rules, SupervisorSlots& slots, const LaunchObserver& observer)
    : slots_{&slots}, observer_{&observer}, next_id_{static_cast<std::uint32_t>(ns_of(monotonic_now()) >> 10U) | 1U} {
    for (std::size_t i = 0; i < rules.size(); ++i)
        for (const ModeRule::Setting& setting : rules[i].settings)
            entries_.push_back({.rule = i, .node = setting.node(), .param = setting.param(), .value = setting.value.value});
}

void ParamOverlay::look(std::optional<std::size_t> in_force, const ProcessList& processes, Blackboard& board, Time now) {
    if (request_) finish(board, now);
    // Puts back first: two modes may set the same parameter.
    for (const bool applies : {false, true}) {
        for (std::size_t i = 0; i < entries_.size() && !request_; ++i) {
            Entry& entry = entries_[i];
            const bool wanted = in_force == entry.rule;
            const SupervisedProcess* const process = process_of(processes, entry.node);
            if (process == nullptr || process->state() != Supervised::kReady) continue;
            const bool has_it = entry.applied_to == process->starts();
            if (!wanted && !has_it) entry.applied_to = 0;
            if (wanted == applies && wanted != has_it) begin(entry, i, applies, process->starts(), board, now);
        }
        if (request_) return;
    }
}

bool ParamOverlay::begin(Entry& entry, std::size_t index, bool applies, std::uint32_t start, Blackboard& board, Time now) {
    if (applies) {
        const auto news = params_of(board, entry.node);
        if (!news) return false;
        entry.before = value_of(*news, entry.param);
    }
    ParamRequest request{.id = next_id_++};
    put_text(request.node, entry.node);
    put_text(request.param, entry.param);
    put_text(request.value, applies ? entry.value : entry.before);
    slots_->publish(request);
    request_ = Request{index, applies, request.id, start, now};
    return true;
}

void ParamOverlay::finish(Blackboard& board, Time now) {
    Entry& entry = entries_[request_->entry];
    const auto news = params_of(board, entry.node);
    const bool answered = news && news->request == request_->id;
    if (!answered && now - request_->made < kPatience) return;
    const Request request = *std::exchange(request_, std::nullopt);
    slots_->publish(ParamRequest{});  // a node that starts later must not find it
    if (!answered) return;            // it is asked again, if that still makes sense
    entry.applied_to = request.applies ? request.start : 0;
    if (news->result != ParamResult::kApplied) return tell(entry, " was refused");
    tell(entry, " = " + value_of(*news, entry.param));
}

void ParamOverlay::tell(const Entry& entry, const std::string& what) const {
    observer_->on_event({LaunchEvent::Kind::kMode, entry.node, entry.param + what});
}

}  // namespace seqboard
