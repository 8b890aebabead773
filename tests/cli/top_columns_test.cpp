// What the columns of the live table say of a node and a slot, how it is coloured and sorted.
#include "core/cli/top_columns.hpp"

#include <catch2/catch.hpp>

using namespace seqboard;
using namespace seqboard::cli;
using namespace std::chrono_literals;

namespace {

using NodeRow = TopTable::NodeRow;

template <class Row>
const TopColumn<Row>& column_of(std::span<const TopColumn<Row>> columns, const std::string& heading) {
    for (const TopColumn<Row>& column : columns)
        if (column.heading == heading) return column;
    throw std::runtime_error{heading};
}

Cell cell(const NodeRow& row, const std::string& heading) { return column_of(node_columns(), heading).cell(row); }

NodeView view(const std::string& name, Liveness liveness) { return {.name = name, .liveness = liveness}; }

NodeView supervised(Supervised state, std::uint32_t starts) {
    NodeView node = view("sonar", Liveness::kAbsent);
    node.supervision = NodeSupervision{.starts = starts, .state = state};
    return node;
}

/// The texts of a table's first column, sorted by another.
std::vector<std::string> sorted(const std::vector<NodeView>& nodes, const std::string& heading, bool reversed) {
    std::vector<NodeRow> rows;
    for (const NodeView& node : nodes) rows.push_back({&node, {}, {}, {}});
    const auto at = static_cast<std::size_t>(&column_of(node_columns(), heading) - node_columns().data());
    const std::vector<std::string> lines = table_of(rows, {at, reversed}).lines({});
    std::vector<std::string> names;
    for (std::size_t i = 1; i < lines.size(); ++i) names.push_back(lines[i].substr(0, lines[i].find(' ')));
    return names;
}

}  // namespace

TEST_CASE("a node's state is green when it is ready, dim when it is done, red when it is lost, yellow while it may come") {
    const auto colour = [](const NodeView& node) { return cell({&node, {}, {}, {}}, "STATE").colour; };
    CHECK(colour(view("a", Liveness::kLive)) == Colour::kGreen);
    CHECK(colour(supervised(Supervised::kDone, 1)) == Colour::kDim);
    CHECK(colour(supervised(Supervised::kStarting, 1)) == Colour::kYellow);
    CHECK(colour(view("a", Liveness::kDead)) == Colour::kRed);
    NodeView program = supervised(Supervised::kReady, 1);
    CHECK(colour(program) == Colour::kYellow);  // a node has to say so itself
    put_text(program.supervision->type, "/bin/camera_server");
    CHECK(colour(program) == Colour::kGreen);
    CHECK(colour(view("a", Liveness::kBroken)) == Colour::kRed);
    CHECK(colour(view("a", Liveness::kStale)) == Colour::kYellow);
}

TEST_CASE("restarts are the starts behind the first, and nothing where nobody supervises") {
    const auto restarts = [](const NodeView& node) { return cell({&node, {}, {}, {}}, ">RESTARTS").text; };
    CHECK(restarts(supervised(Supervised::kReady, 3)) == "2");
    CHECK(restarts(supervised(Supervised::kReady, 1)) == "0");
    CHECK(restarts(supervised(Supervised::kWaiting, 0)) == "0");
    CHECK(restarts(view("a", Liveness::kLive)) == "-");
}

TEST_CASE("what a node does not say is a dash, and missed deadlines are yellow") {
    NodeView node = view("a", Liveness::kDead);
    const NodeRow silent{&node, {}, {}, {}};
    for (const TopColumn<NodeRow>& column : node_columns().subspan(2)) {
        INFO(column.heading);
        CHECK(column.cell(silent).text == "-");
        CHECK(column.key(silent).absent());
    }
    node.pid = 17;
    node.heartbeat_age = 30ms;
    node.status = Sample<NodeStatus>{};
    node.status->value.missed_deadlines = 4;
    node.status->value.step_time_max_ns = 2'000'000;
    const NodeRow telling{&node, 50.0, 0.25, 3 << 20};
    CHECK(cell(telling, ">PID").text == "17");
    CHECK(cell(telling, ">HEARTBEAT").text == "30.0 ms");
    CHECK(cell(telling, ">RATE Hz").text == "50.0");
    CHECK(cell(telling, ">CPU %").text == "25.0");
    CHECK(cell(telling, ">RSS").text == "3.00 MiB");
    CHECK(cell(telling, ">MAX").text == "2.00 ms");
    CHECK(cell(telling, ">MISSED").text == "4");
    CHECK(cell(telling, ">MISSED").colour == Colour::kYellow);
    CHECK(column_of(node_columns(), ">PID").key(telling).number == 17);
    CHECK(column_of(node_columns(), ">HEARTBEAT").key(telling).number == Approx(0.03));
    CHECK(column_of(node_columns(), ">RSS").key(telling).number == 3 << 20);
}

TEST_CASE("rows that say nothing come last, whichever way the others are sorted") {
    std::vector<NodeView> nodes;
    for (const auto& [name, pid] : {std::pair{"none", 0u}, {"low", 5u}, {"nil", 0u}, {"high", 9u}}) {
        nodes.push_back(view(name, Liveness::kLive));
        nodes.back().pid = pid;
    }
    using Names = std::vector<std::string>;
    CHECK(sorted(nodes, ">PID", false) == Names{"high", "low", "none", "nil"});
    CHECK(sorted(nodes, ">PID", true) == Names{"low", "high", "none", "nil"});
    CHECK(sorted(nodes, "NODE", false) == Names{"high", "low", "nil", "none"});
    CHECK(sorted(nodes, "NODE", true) == Names{"none", "nil", "low", "high"});
}

TEST_CASE("numbers are greater first, texts are before from A on, and a number beside a text is no fault") {
    CHECK(SortKey{2.0}.before(SortKey{1.0}, false));
    CHECK(SortKey{1.0}.before(SortKey{2.0}, true));
    CHECK(SortKey{std::string{"a"}}.before(SortKey{std::string{"b"}}, false));
    CHECK_FALSE(SortKey{}.before(SortKey{1.0}, false));
    CHECK(SortKey{1.0}.before(SortKey{}, true));
    CHECK_FALSE(SortKey{}.before(SortKey{}, false));
    CHECK(SortKey{1.0}.before(SortKey{std::string{"a"}}, false) != SortKey{std::string{"a"}}.before(SortKey{1.0}, false));
}

TEST_CASE("a slot's age and lineage are sorted by time, and dim where there is none") {
    const NodeView node = view("sonar", Liveness::kLive);
    SlotPlace place{};
    place.name = "range";
    const TopTable::SlotRow never{&node, &place, {}, {}, {}}, fresh{&node, &place, 20.0, 5ms, 7ms};
    const auto& age = column_of(slot_columns(), ">AGE");
    CHECK(age.cell(never).colour == Colour::kDim);
    CHECK(age.cell(fresh).text == "5.00 ms");
    CHECK(age.cell(fresh).colour == Colour::kNone);
    CHECK(age.key(never).absent());
    CHECK(column_of(slot_columns(), ">SINCE SENSOR").key(fresh).number == Approx(0.007));
}
