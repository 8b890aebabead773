#include "core/cli/top_table.hpp"

#include <algorithm>
#include <cstring>
#include <iterator>

#include "core/cli/short_text.hpp"
#include "core/cli/top_columns.hpp"
#include "core/launch/safety_guard.hpp"

namespace seqboard::cli {

namespace {

/// The runtime's own slots have their place in the upper table.
bool is_runtime_slot(const NodeView& node, const SlotPlace& slot) {
    return slot.name == node.name + ".status" || slot.name == node.name + ".params" || node.name == kSupervisorNode ||
           slot.message == "ClockTurn";
}

/// Adds what a table shows, as far as there is room; says what is left out.
void append(std::string& text, const Table& table, const Screen& screen, std::size_t& room) {
    const std::vector<std::string> lines = table.lines(screen);
    for (std::size_t i = 0; i < lines.size() && room > 0; ++i, --room) {
        const bool cut = room == 1 && i + 1 < lines.size();
        text += (cut ? "... " + std::to_string(lines.size() - i) + " more" : lines[i]) + "\n";
    }
}

std::vector<std::string> help_lines(const Screen& screen) {
    std::vector<std::string> lines = {
        "Keys",
        "  q, Ctrl-C        end",
        "  Tab              nodes and slots, nodes only, slots only",
        "  < >, Left Right  the column to sort by; behind the last: the board's own order",
        "  r                sort the other way round",
        "  /                only rows with a text in the name of node, slot or message; Esc: all of them",
        "  Up Down, PgUp PgDn, Home End",
        "                   the rows for which there is no room",
        "  p, Space         stop looking, and go on",
        "  + -              look more or less often",
        "",
        "RATE is by the board's clock; HEARTBEAT, STEP and CPU are by real time. SINCE SENSOR: how old the oldest",
        "sample that led to a value was when it was written."};
    for (std::string& line : lines) line.resize(std::min(line.size(), screen.columns));
    return lines;
}

}  // namespace

TopTable::TopTable(const std::shared_ptr<Blackboard>& board) : survey_{board}, board_name_{board->name()} {}

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
        const bool known = last.pid == node.pid;
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
    if (screen.columns != 0) text.resize(std::min(text.size(), screen.columns));
    text = coloured(text, Colour::kBold, screen) + "\n";
    --room;
    append(text, table_of(nodes_, {}), screen, room);
    if (room > 2 && !slots_.empty()) {
        text += "\n";
        --room;
        append(text, table_of(slots_, {}), screen, room);
    }
    return text;
}

std::string TopTable::headline() const {
    std::size_t nodes = 0;
    std::size_t ready = 0;
    for (const NodeRow& row : nodes_) {
        if (row.node->name == kSupervisorNode) continue;  // a tool, not the robot
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

std::vector<std::string> TopTable::lines(const Screen& screen, TopView& view) const {
    std::vector<std::string> lines = {coloured(headline().substr(0, screen.columns), Colour::kBold, screen)};
    std::vector<std::string> body;
    if (view.help()) {
        body = help_lines(screen);
    } else {
        std::vector<NodeRow> nodes;
        std::vector<SlotRow> slots;
        std::copy_if(nodes_.begin(), nodes_.end(), std::back_inserter(nodes),
                     [&](const NodeRow& row) { return view.shows(row.node->name, "", ""); });
        std::copy_if(slots_.begin(), slots_.end(), std::back_inserter(slots),
                     [&](const SlotRow& row) { return view.shows(row.node->name, row.slot->name, row.slot->message); });
        if (view.part() != TopView::Part::kSlots) body = table_of(std::move(nodes), view.node_order()).lines(screen);
        if (view.part() == TopView::Part::kBoth) body.emplace_back();
        if (view.part() != TopView::Part::kNodes)
            for (std::string& line : table_of(std::move(slots), view.slot_order()).lines(screen)) body.push_back(std::move(line));
    }
    const std::size_t room = screen.rows - std::min<std::size_t>(screen.rows, 3);  // beside headline, first heading and keys
    const std::size_t first = view.first_line(body.size() - 1, room);
    lines.push_back(body.front());
    for (std::size_t i = first + 1; i < body.size() && i <= first + room; ++i) lines.push_back(body[i]);
    lines.resize(std::max<std::size_t>(screen.rows, 3) - 1);
    lines.push_back(coloured(view.keys_line().substr(0, screen.columns), Colour::kInverse, screen));
    return lines;
}

}  // namespace seqboard::cli
