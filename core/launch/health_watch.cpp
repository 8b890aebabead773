#include "core/launch/health_watch.hpp"

#include <algorithm>

#include "core/port/newest_of_port.hpp"

namespace seqboard {

HealthWatch::HealthWatch(const PlannedProcess& process) {
    for (const PlannedNode& node : process.nodes) {
        NodeWatch& watch = nodes_.emplace_back(
            NodeWatch{&node, InputPort{"status", slot_spec<NodeStatus>(node.name + ".status"), kForever, context_}, {}});
        watch.status.rename(watch.status.slot(), node.name);
        if (!node.health.enabled) continue;
        for (const HealthRule::Slot& slot : node.health.slots) watch.slots.emplace_back(node.name, slot.name.value);
        silence_limit_ = std::min(silence_limit_, node.silence_limit);
    }
}

void HealthWatch::begin(Time started, Time board_now) {
    began_on_board_ = board_now;
    for (NodeWatch& node : nodes_) {
        node.began = node.beat = started;
        node.beats = false;
        node.missed_since = Time{};
    }
}

void HealthWatch::look(NodeWatch& node, Blackboard& board) const {
    const auto news = newest<NodeStatus>(node.status, board);
    if (!news || time_from_ns(news->header.stamp_ns) < node.began) return;
    node.beat = time_from_ns(news->header.stamp_ns);
    node.news = news->value;
    node.beats = true;
}

Time HealthWatch::silent_since(Blackboard& board, Time now, Time awake) {
    Time since = now;
    for (NodeWatch& node : nodes_) {
        look(node, board);
        if (node.beats) since = std::min(since, std::max(node.beat, awake));
    }
    return since;
}

std::string HealthWatch::fault(Blackboard& board, Time now, Time board_now, Time awake) {
    for (NodeWatch& node : nodes_) {
        if (!node.plan->health.enabled) continue;
        look(node, board);
        if (const std::string fault = fault_of(node, board, now, board_now, awake); !fault.empty())
            return nodes_.size() == 1 ? fault : node.plan->name + " " + fault;
    }
    return "";
}

std::string HealthWatch::fault_of(NodeWatch& node, Blackboard& board, Time now, Time board_now, Time awake) const {
    const HealthRule& rule = node.plan->health;
    if (!node.beats) return "";
    if (now - std::max(node.beat, awake) > node.plan->silence_limit)
        return "has not shown for " + text_of(node.plan->silence_limit) + " that it lives";
    if (rule.max_step && Duration{node.news.step_time_max_ns} > *rule.max_step)
        return "made a step of " + text_of(Duration{node.news.step_time_max_ns}) + ", which may take " + text_of(*rule.max_step);
    if (rule.deadline_misses) {
        if (node.missed_since == Time{} || now - node.missed_since > rule.deadline_misses->window) {
            node.missed_since = now;
            node.missed = node.news.missed_deadlines;
        }
        const std::uint32_t missed = node.news.missed_deadlines - node.missed;
        if (missed > rule.deadline_misses->max)
            return "missed " + std::to_string(missed) + " deadlines within " + text_of(rule.deadline_misses->window) + ", of which " +
                   std::to_string(rule.deadline_misses->max) + " may be missed";
    }
    return slot_fault(node, board, board_now);
}

std::string HealthWatch::slot_fault(NodeWatch& node, Blackboard& board, Time board_now) const {
    for (std::size_t i = 0; i < node.slots.size(); ++i) {
        const Duration max_age = node.plan->health.slots[i].max_age;
        const Time written = std::max(node.slots[i].look(board).value_or(began_on_board_), began_on_board_);
        if (board_now - written > max_age) return "has not written '" + node.slots[i].slot() + "' for " + text_of(max_age);
    }
    return "";
}

}  // namespace seqboard
