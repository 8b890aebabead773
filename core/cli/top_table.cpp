#include "core/cli/top_table.hpp"

#include <cstring>

#include "core/cli/short_text.hpp"
#include "core/launch/safety_guard.hpp"

namespace seqboard::cli {

namespace {

Colour colour_of(const NodeView& node) {
    if (node.ready()) return Colour::kGreen;
    if (node.supervision && node.supervision->state == Supervised::kDone) return Colour::kDim;
    if (node.liveness == Liveness::kDead || node.liveness == Liveness::kBroken) return Colour::kRed;
    return Colour::kYellow;
}

/// The runtime's own slots have their place in the upper table.
bool is_runtime_slot(const NodeView& node, const SlotPlace& slot) {
    return slot.name == node.name + ".status" || slot.name == node.name + ".params" || node.name == kSupervisorNode ||
           node.name == kOperatorNode || slot.message == "ClockTurn";
}

std::string or_dash(const std::optional<double>& number, double scale = 1) { return number ? short_number(*number * scale) : "-"; }
std::string or_dash(const std::optional<Duration>& duration) { return duration ? short_duration(*duration) : "-"; }
std::string ns_text(std::uint32_t ns) { return short_duration(Duration{ns}); }

/// Adds what a table shows, as far as there is room; says what is left out.
void append(std::string& text, const Table& table, const Screen& screen, std::size_t& room) {
    const std::vector<std::string> lines = table.lines(screen);
    for (std::size_t i = 0; i < lines.size() && room > 0; ++i, --room) {
        const bool cut = room == 1 && i + 1 < lines.size();
        text += (cut ? "... " + std::to_string(lines.size() - i) + " more" : lines[i]) + "\n";
    }
}

}  // namespace

TopTable::TopTable(std::shared_ptr<Blackboard> board) : survey_{board}, board_name_{board->name()} {}

void TopTable::look() {
    survey_.look();
    nodes_.clear();
    slots_.clear();
    for (const NodeView& node : survey_.nodes()) {
        if (node.name == kOperatorNode) continue;
        if (!is_operator_node(node.name)) nodes_.push_back(measure(node));
        if (!node.segment) continue;
        for (const SlotPlace& slot : node.segment->description().slots)
            if (!is_runtime_slot(node, slot)) slots_.push_back(measure(node, slot));
    }
}

TopTable::NodeRow TopTable::measure(const NodeView& node) {
    NodeRow row{&node, {}, {}, {}};
    if (const SlotPlace* const place = node.segment && node.status ? node.segment->find(node.name + ".status") : nullptr) {
        RateMeter& rate = step_rates_[node.name];
        const auto step_ns = node.in_lockstep() && survey_.clock() ? survey_.clock()->step_ns : 0;
        for (const RawSample& sample : history(*node.segment, *place)) {
            NodeStatus status;
            std::memcpy(&status, sample.bytes.data(), sizeof status);
            const bool first_look = !rate.hz({});
            if (first_look || sample.header.sequence == node.status->header.sequence)
                rate.add(status.steps, time_from_ns(step_ns != 0 ? status.tick_done * step_ns : sample.header.stamp_ns));
        }
        row.hz = rate.hz({});
    }
    if (const auto usage = process_usage(node.pid)) {
        Load& last = loads_[node.name];
        const Time now = monotonic_now();
        const bool known = last.pid == node.pid && now > last.at;
        const Duration cpu = known ? usage->cpu - last.usage.cpu : usage->cpu;
        const Duration span = known ? now - last.at : usage->lived;
        if (span > Duration::zero()) row.cpu_ratio = std::chrono::duration<double>(cpu) / std::chrono::duration<double>(span);
        row.rss_bytes = usage->rss_bytes;
        last = {node.pid, *usage, now};
    }
    return row;
}

TopTable::SlotRow TopTable::measure(const NodeView& node, const SlotPlace& slot) {
    RateMeter& rate = slot_rates_[slot.name];
    SlotRow row{&node, &slot, {}, {}, {}};
    const std::vector<RawSample> samples = history(*node.segment, slot);
    if (samples.empty()) return row;
    if (!rate.hz({})) rate.add(samples.front().header.sequence, time_from_ns(samples.front().header.stamp_ns));
    rate.add(samples.back().header.sequence, time_from_ns(samples.back().header.stamp_ns));
    row.age = survey_.age(node, slot, samples.back().header);
    row.lineage = time_from_ns(samples.back().header.stamp_ns) - time_from_ns(samples.back().header.source_stamp_ns);
    row.hz = rate.hz(row.age);
    return row;
}

std::string TopTable::render(const Screen& screen) {
    look();
    std::size_t room = screen.rows == 0 ? std::string::npos : screen.rows;
    std::string text = headline();
    if (screen.columns != 0) text = text.substr(0, screen.columns);
    text = coloured(text, Colour::kBold, screen) + "\n";
    --room;
    append(text, node_table(), screen, room);
    if (room > 2 && !slots_.empty()) {
        text += "\n";
        --room;
        append(text, slot_table(), screen, room);
    }
    return text;
}

std::string TopTable::headline() const {
    std::size_t nodes = 0;
    std::size_t ready = 0;
    for (const NodeRow& row : nodes_) {
        if (row.node->name == kSupervisorNode || is_operator_node(row.node->name)) continue;  // tools, not the robot
        ++nodes;
        ready += row.node->ready();
    }
    std::string text = "board " + board_name_ + ": " + std::to_string(ready) + " of " + std::to_string(nodes) + " nodes ready";
    if (const auto& supervisor = survey_.supervisor()) text += ", " + std::string{text_of(supervisor->value.mode)};
    if (const auto& enable = survey_.enable(); enable && enable->value.enabled == 0) text += ", motors " + text_of(enable->value);
    if (const auto& clock = survey_.clock())
        text += ", simulated time " + short_duration(Duration{static_cast<std::int64_t>(clock->now_ns)});
    return text;
}

Table TopTable::node_table() const {
    Table table{{"NODE", "STATE", ">PID", ">RATE Hz", ">HEARTBEAT", ">STEP MEAN", ">MAX", ">MISSED", ">CPU %", ">RSS", ">RESTARTS"}};
    for (const NodeRow& row : nodes_) {
        const NodeView& node = *row.node;
        const NodeStatus* const status = node.status ? &node.status->value : nullptr;
        const bool late = status != nullptr && status->missed_deadlines != 0;
        const std::uint32_t starts = node.supervision ? node.supervision->starts : 0;
        table.add({{node.name},
                   {node.state(), colour_of(node)},
                   {node.pid != 0 ? std::to_string(node.pid) : "-"},
                   {or_dash(row.hz)},
                   {or_dash(node.heartbeat_age)},
                   {status ? ns_text(status->step_time_mean_ns) : "-"},
                   {status ? ns_text(status->step_time_max_ns) : "-"},
                   {status ? std::to_string(status->missed_deadlines) : "-", late ? Colour::kYellow : Colour::kNone},
                   {or_dash(row.cpu_ratio, 100)},
                   {row.rss_bytes ? short_bytes(*row.rss_bytes) : "-"},
                   {node.supervision ? std::to_string(starts > 0 ? starts - 1 : 0) : "-"}});
    }
    return table;
}

Table TopTable::slot_table() const {
    Table table{{"SLOT", "MESSAGE", "NODE", ">RATE Hz", ">AGE", ">SINCE SENSOR"}};
    for (const SlotRow& row : slots_)
        table.add({{row.slot->name},
                   {row.slot->message},
                   {row.node->name},
                   {or_dash(row.hz)},
                   {or_dash(row.age), row.age ? Colour::kNone : Colour::kDim},
                   {or_dash(row.lineage)}});
    return table;
}

}  // namespace seqboard::cli
