#include "core/cli/board_survey.hpp"

#include <algorithm>

#include "core/segment/segment_error.hpp"

namespace seqboard::cli {

std::string NodeView::state() const {
    const bool alive = liveness == Liveness::kLive || liveness == Liveness::kStale;
    if (supervision && !alive) return text_of(supervision->state);
    if (liveness != Liveness::kLive || !status) return text_of(liveness);
    return text_of(status->value.state);
}

bool NodeView::ready() const {
    if (liveness == Liveness::kLive) return !status || status->value.state == NodeState::kReady;
    const bool is_foreign = supervision && text_in(supervision->type).find('/') != std::string_view::npos;  // a path, and it has no segment
    return is_foreign && supervision->state == Supervised::kReady;
}

void BoardSurvey::look() {
    now_ = monotonic_now();
    const std::vector<std::string> names = board_->nodes();
    std::erase_if(segments_, [&](const auto& known) { return !std::binary_search(names.begin(), names.end(), known.first); });
    nodes_.clear();
    supervisor_.reset();
    clock_.reset();
    for (const std::string& name : names) nodes_.push_back(view(name));
    for (const NodeView& node : nodes_) {
        if (!node.segment) continue;
        const auto clock = newest<ClockState>(*node.segment, "clock");
        if (clock && node.in_lockstep() && (!clock_ || node.liveness == Liveness::kLive)) clock_ = clock->value;
    }
    add_supervision();
}

NodeView BoardSurvey::view(const std::string& name) {
    NodeView node{.name = name};
    std::shared_ptr<AttachedSegment>& segment = segments_[name];
    try {
        segment = board_->attach(name);
    } catch (const SegmentError& error) {
        segment = nullptr;
        node.liveness = Liveness::kBroken;
        node.fault = error.what();
        return node;
    }
    if (!segment) return node;
    node.segment = segment;
    const std::optional<Owner> owner = board_->backend().owner(name);
    node.status = newest<NodeStatus>(*segment, name + ".status");
    node.pid = owner && owner->pid != 0 ? static_cast<std::uint32_t>(owner->pid) : owner && node.status ? node.status->value.pid : 0;
    if (node.status && !segment->from_earlier_boot())
        node.heartbeat_age = std::max(Duration::zero(), now_ - time_from_ns(node.status->header.stamp_ns));
    node.liveness = !owner ? Liveness::kDead : node.heartbeat_age > kHeartbeatLimit ? Liveness::kStale : Liveness::kLive;
    return node;
}

void BoardSurvey::add_supervision() {
    const NodeView* const found = find(kSupervisorNode);
    const auto segment = found != nullptr && found->liveness == Liveness::kLive ? found->segment : nullptr;
    if (!segment) return;  // what a dead supervisor said of others is no news
    supervisor_ = newest<SupervisorStatus>(*segment, kSupervisorStatusSlot);
    enable_ = newest<MotorEnable>(*segment, kMotorEnableSlot);
    for (const SlotPlace& slot : segment->description().slots) {
        const auto sample = newest<NodeSupervision>(*segment, slot.name);
        if (!sample) continue;
        const std::string name = slot.name.substr(kSupervisorNode.size() + 1);
        const auto place =
            std::lower_bound(nodes_.begin(), nodes_.end(), name, [](const NodeView& node, const std::string& n) { return node.name < n; });
        const auto node = place != nodes_.end() && place->name == name ? place : nodes_.insert(place, NodeView{.name = name});
        node->supervision = sample->value;
        if (node->pid == 0) node->pid = sample->value.pid;
    }
}

const NodeView* BoardSurvey::find(std::string_view name) const {
    const auto found = std::find_if(nodes_.begin(), nodes_.end(), [&](const NodeView& node) { return node.name == name; });
    return found == nodes_.end() ? nullptr : &*found;
}

const NodeView* BoardSurvey::writer_of(std::string_view slot) const {
    const NodeView* writer = nullptr;
    for (const NodeView& node : nodes_)
        if (node.segment && node.segment->find(slot) != nullptr && (writer == nullptr || writer->liveness == Liveness::kDead))
            writer = &node;
    return writer;
}

std::vector<std::string> BoardSurvey::slot_names() const {
    std::vector<std::string> names;
    for (const NodeView& node : nodes_)
        if (node.segment)
            for (const SlotPlace& slot : node.segment->description().slots) names.push_back(slot.name);
    return names;
}

bool BoardSurvey::is_stamped_in_real_time(const NodeView& node, std::string_view slot) {
    if (is_operator_node(node.name)) return node.name == kOperatorNode;
    return !node.in_lockstep() || slot == node.name + ".status" || slot == node.name + ".params";
}

std::optional<Duration> BoardSurvey::age(const NodeView& node, const SlotPlace& slot, const SampleHeader& header) const {
    if (!node.segment || node.segment->from_earlier_boot()) return std::nullopt;
    Time now = now_;
    if (!is_stamped_in_real_time(node, slot.name) && (clock_ || node.in_lockstep())) {
        if (!clock_) return std::nullopt;
        now = time_from_ns(clock_->now_ns);
    }
    return std::max(Duration::zero(), now - time_from_ns(header.stamp_ns));
}

const char* text_of(Liveness liveness) {
    switch (liveness) {
        case Liveness::kLive: return "LIVE";
        case Liveness::kStale: return "STALE";
        case Liveness::kDead: return "DEAD";
        case Liveness::kAbsent: return "ABSENT";
        case Liveness::kBroken: return "BROKEN";
    }
    return "?";
}

const char* text_of(NodeState state) {
    switch (state) {
        case NodeState::kStarting: return "STARTING";
        case NodeState::kReady: return "READY";
        case NodeState::kStopping: return "STOPPING";
    }
    return "?";
}

const char* text_of(Supervised state) {
    switch (state) {
        case Supervised::kDown: return "DOWN";
        case Supervised::kWaiting: return "WAITING";
        case Supervised::kStarting: return "STARTING";
        case Supervised::kReady: return "READY";
        case Supervised::kStopping: return "STOPPING";
        case Supervised::kBackoff: return "BACKOFF";
        case Supervised::kFailed: return "FAILED";
        case Supervised::kDone: return "DONE";
        case Supervised::kHung: return "HUNG";
    }
    return "?";
}

const char* text_of(SystemMode mode) {
    switch (mode) {
        case SystemMode::kBoot: return "BOOT";
        case SystemMode::kNormal: return "NORMAL";
        case SystemMode::kDegraded: return "DEGRADED";
        case SystemMode::kSafeStop: return "SAFE_STOP";
        case SystemMode::kShutdown: return "SHUTDOWN";
    }
    return "?";
}

}  // namespace seqboard::cli
