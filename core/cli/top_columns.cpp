#include "core/cli/top_columns.hpp"

#include <algorithm>

#include "core/cli/short_text.hpp"

namespace seqboard::cli {

namespace {

using NodeRow = TopTable::NodeRow;
using SlotRow = TopTable::SlotRow;

SortKey key_of(const std::optional<double>& number) { return {number}; }
SortKey key_of(const std::optional<Duration>& time) { return time ? SortKey{std::chrono::duration<double>(*time).count()} : SortKey{}; }
SortKey key_of(const std::optional<std::uint64_t>& count) { return count ? SortKey{static_cast<double>(*count)} : SortKey{}; }

Colour colour_of(const NodeView& node) {
    if (node.ready()) return Colour::kGreen;
    if (node.supervision && node.supervision->state == Supervised::kDone) return Colour::kDim;
    if (node.liveness == Liveness::kDead || node.liveness == Liveness::kBroken) return Colour::kRed;
    return Colour::kYellow;
}

Cell cell_of(const std::optional<double>& number, double scale = 1) { return {number ? short_number(*number * scale) : "-"}; }
Cell cell_of(const std::optional<Duration>& duration) { return {duration ? short_duration(*duration) : "-"}; }

std::optional<Duration> step_time(const NodeRow& row, std::uint32_t NodeStatus::*ns) {
    return row.node->status ? std::optional{Duration{row.node->status->value.*ns}} : std::nullopt;
}

std::optional<std::uint64_t> missed(const NodeRow& row) {
    return row.node->status ? std::optional<std::uint64_t>{row.node->status->value.missed_deadlines} : std::nullopt;
}

std::optional<std::uint64_t> restarts(const NodeRow& row) {
    if (!row.node->supervision) return std::nullopt;
    const std::uint32_t starts = row.node->supervision->starts;
    return starts > 0 ? starts - 1 : 0;
}

Cell count_cell(const std::optional<std::uint64_t>& count, Colour colour = Colour::kNone) {
    return {count ? std::to_string(*count) : "-", count.value_or(0) != 0 ? colour : Colour::kNone};
}

constexpr TopColumn<NodeRow> kNodeColumns[] = {
    {"NODE", [](const NodeRow& row) { return Cell{row.node->name}; }, [](const NodeRow& row) { return SortKey{row.node->name}; }},
    {"STATE",
     [](const NodeRow& row) {
         return Cell{row.node->state(), colour_of(*row.node)};
     },
     [](const NodeRow& row) { return SortKey{row.node->state()}; }},
    {">PID", [](const NodeRow& row) { return Cell{row.node->pid != 0 ? std::to_string(row.node->pid) : "-"}; },
     [](const NodeRow& row) { return row.node->pid != 0 ? SortKey{static_cast<double>(row.node->pid)} : SortKey{}; }},
    {">RATE Hz", [](const NodeRow& row) { return cell_of(row.hz); }, [](const NodeRow& row) { return key_of(row.hz); }},
    {">HEARTBEAT", [](const NodeRow& row) { return cell_of(row.node->heartbeat_age); },
     [](const NodeRow& row) { return key_of(row.node->heartbeat_age); }},
    {">STEP MEAN", [](const NodeRow& row) { return cell_of(step_time(row, &NodeStatus::step_time_mean_ns)); },
     [](const NodeRow& row) { return key_of(step_time(row, &NodeStatus::step_time_mean_ns)); }},
    {">MAX", [](const NodeRow& row) { return cell_of(step_time(row, &NodeStatus::step_time_max_ns)); },
     [](const NodeRow& row) { return key_of(step_time(row, &NodeStatus::step_time_max_ns)); }},
    {">MISSED", [](const NodeRow& row) { return count_cell(missed(row), Colour::kYellow); },
     [](const NodeRow& row) { return key_of(missed(row)); }},
    {">CPU %", [](const NodeRow& row) { return cell_of(row.cpu_ratio, 100); }, [](const NodeRow& row) { return key_of(row.cpu_ratio); }},
    {">RSS", [](const NodeRow& row) { return Cell{row.rss_bytes ? short_bytes(*row.rss_bytes) : "-"}; },
     [](const NodeRow& row) { return key_of(row.rss_bytes); }},
    {">RESTARTS", [](const NodeRow& row) { return count_cell(restarts(row)); }, [](const NodeRow& row) { return key_of(restarts(row)); }},
};

constexpr TopColumn<SlotRow> kSlotColumns[] = {
    {"SLOT", [](const SlotRow& row) { return Cell{row.slot->name}; }, [](const SlotRow& row) { return SortKey{row.slot->name}; }},
    {"MESSAGE", [](const SlotRow& row) { return Cell{row.slot->message}; }, [](const SlotRow& row) { return SortKey{row.slot->message}; }},
    {"NODE", [](const SlotRow& row) { return Cell{row.node->name}; }, [](const SlotRow& row) { return SortKey{row.node->name}; }},
    {">RATE Hz", [](const SlotRow& row) { return cell_of(row.hz); }, [](const SlotRow& row) { return key_of(row.hz); }},
    {">AGE",
     [](const SlotRow& row) {
         return Cell{cell_of(row.age).text, row.age ? Colour::kNone : Colour::kDim};
     },
     [](const SlotRow& row) { return key_of(row.age); }},
    {">SINCE SENSOR", [](const SlotRow& row) { return cell_of(row.lineage); }, [](const SlotRow& row) { return key_of(row.lineage); }},
};

template <class Row>
Table sorted_table(std::span<const TopColumn<Row>> columns, std::vector<Row> rows, const TopOrder& order) {
    std::vector<std::string> headings;
    for (const TopColumn<Row>& column : columns) headings.push_back(column.heading);
    if (order.column < columns.size()) {
        const auto key = columns[order.column].key;
        std::stable_sort(rows.begin(), rows.end(), [&](const Row& a, const Row& b) { return key(a).before(key(b), order.reversed); });
        std::string& heading = headings[order.column];
        heading += heading.starts_with('>') != order.reversed ? " v" : " ^";  // greatest first, least first
    }
    Table table{std::move(headings)};
    for (const Row& row : rows) {
        std::vector<Cell> cells;
        for (const TopColumn<Row>& column : columns) cells.push_back(column.cell(row));
        table.add(std::move(cells));
    }
    return table;
}

}  // namespace

bool SortKey::before(const SortKey& other, bool reversed) const {
    if (absent() || other.absent()) return !absent() && other.absent();
    const SortKey& first = reversed ? other : *this;
    const SortKey& second = reversed ? *this : other;
    if (first.number && second.number) return *first.number > *second.number;
    return first.text < second.text;
}

std::span<const TopColumn<NodeRow>> node_columns() { return kNodeColumns; }
std::span<const TopColumn<SlotRow>> slot_columns() { return kSlotColumns; }

Table table_of(std::vector<NodeRow> rows, const TopOrder& order) { return sorted_table(node_columns(), std::move(rows), order); }
Table table_of(std::vector<SlotRow> rows, const TopOrder& order) { return sorted_table(slot_columns(), std::move(rows), order); }

}  // namespace seqboard::cli
