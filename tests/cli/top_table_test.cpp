#include "core/cli/top_table.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <sstream>

#include "core/cli/top_columns.hpp"
#include "core/launch/operator_slots.hpp"
#include "core/messages/supervision.hpp"
#include "tests/cli/fake_node.hpp"
#include "tests/cli/fake_supervisor.hpp"

using namespace std::chrono_literals;
using namespace seqboard;
using namespace seqboard::cli;
using seqboard::testing::FakeNode;
using seqboard::testing::FakeSupervisor;

namespace {

std::vector<std::string> lines_of(const std::string& text) {
    std::istringstream in{text};
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

}  // namespace

TEST_CASE("the live table shows a node's state and a slot's rate from what the rings hold") {
    const auto board = Blackboard::in_memory();
    FakeNode node{*board, "sonar", "range"};
    const Time now = monotonic_now();
    for (int k = 0; k < 4; ++k) node.publish(Range{.range_m = 1}, now - (4 - k) * 20ms);
    node.publish(NodeStatus{.pid = 4711, .steps = 12, .missed_deadlines = 3, .step_time_mean_ns = 1500, .state = NodeState::kReady}, now);

    TopTable table{board};
    const std::vector<std::string> lines = lines_of(table.render({}));

    REQUIRE(lines.size() == 6);
    CHECK(lines[0] == "board bench: 1 of 1 nodes ready");
    CHECK_THAT(lines[2], Catch::StartsWith("sonar  READY"));
    CHECK_THAT(lines[2], Catch::Contains("1.50 us") && Catch::Contains(" 3 "));
    CHECK_THAT(lines[5], Catch::StartsWith("range  Range    sonar"));
    CHECK(table.slots().at(0).hz == Approx(50));
}

TEST_CASE("a node whose heartbeat is old is stale, one that nobody owns is dead") {
    const auto board = Blackboard::in_memory();
    FakeNode silent{*board, "silent", "a"};
    silent.publish(NodeStatus{.state = NodeState::kReady}, monotonic_now() - 5s);
    {
        FakeNode gone{*board, "gone", "b"};
        gone.publish(NodeStatus{.state = NodeState::kReady}, monotonic_now());
    }
    TopTable table{board};
    table.look();
    REQUIRE(table.nodes().size() == 2);
    CHECK(table.nodes()[0].node->state() == "DEAD");
    CHECK(table.nodes()[1].node->state() == "STALE");
    CHECK_FALSE(table.nodes()[1].node->ready());
}

TEST_CASE("the live table fits the terminal it is drawn on") {
    const auto board = Blackboard::in_memory();
    FakeNode a{*board, "first", "a"}, b{*board, "second", "b"}, c{*board, "third", "c"};
    for (FakeNode* node : {&a, &b, &c}) node->live(NodeStatus{.state = NodeState::kReady});
    TopTable table{board};

    const auto narrow = lines_of(table.render({.columns = 20, .rows = 7}));
    CHECK(narrow.size() <= 7);
    CHECK(std::all_of(narrow.begin(), narrow.end(), [](const std::string& line) { return line.size() <= 20; }));

    const auto low = lines_of(table.render({.columns = 80, .rows = 3}));
    REQUIRE(low.size() == 3);
    CHECK(low[2] == "... 3 more");

    CHECK_THAT(table.render({.columns = 80, .rows = 20, .colour = true}), Catch::Contains("\033[32mREADY\033[0m"));
}

TEST_CASE("the live table is sorted by a column, what is absent last, and says by which") {
    const auto board = Blackboard::in_memory();
    FakeNode a{*board, "first", "a"}, b{*board, "second", "b"}, c{*board, "third", "c"};
    a.live(NodeStatus{.missed_deadlines = 1, .state = NodeState::kReady});
    b.live(NodeStatus{.missed_deadlines = 7, .state = NodeState::kReady});
    TopTable table{board};
    table.look();
    TopView view{node_columns().size(), slot_columns().size()};
    const auto names = [&] {
        std::vector<std::string> found;
        const auto lines = table.lines({.columns = 200, .rows = 20}, view);
        for (std::size_t i = 2; i < 5; ++i) found.push_back(lines[i].substr(0, lines[i].find(' ')));
        return found;
    };
    CHECK(names() == std::vector<std::string>{"first", "second", "third"});
    while (view.node_order().column == TopOrder::kNone || std::string{node_columns()[view.node_order().column].heading} != ">MISSED")
        view.take({Key::Kind::kRight});
    CHECK(names() == std::vector<std::string>{"second", "first", "third"});
    CHECK_THAT(table.lines({.columns = 200, .rows = 20}, view)[1], Catch::Contains("MISSED v"));
    view.take({Key::Kind::kCharacter, 'r'});
    CHECK(names() == std::vector<std::string>{"first", "second", "third"});
    CHECK_THAT(table.lines({.columns = 200, .rows = 20}, view)[1], Catch::Contains("MISSED ^"));
}

TEST_CASE("the full-screen table fills its screen and no more, and shows what is asked for") {
    const auto board = Blackboard::in_memory();
    FakeNode a{*board, "first", "a"}, b{*board, "second", "b"};
    TopTable table{board};
    table.look();
    TopView view{node_columns().size(), slot_columns().size()};
    for (const std::size_t rows : {3u, 5u, 8u, 30u}) {
        const auto lines = table.lines({.columns = 30, .rows = rows}, view);
        CHECK(lines.size() == rows);
        CHECK(std::all_of(lines.begin(), lines.end(), [](const std::string& line) { return line.size() <= 30; }));
        CHECK_THAT(lines.back(), Catch::StartsWith("q quit"));
    }
    const auto shown = [&](const std::string& text) {
        const auto lines = table.lines({.columns = 100, .rows = 30}, view);
        return std::any_of(lines.begin(), lines.end(), [&](const std::string& line) { return line.starts_with(text); });
    };
    CHECK((shown("NODE") && shown("SLOT")));
    view.take({Key::Kind::kTab});
    CHECK((shown("NODE") && !shown("SLOT")));
    view.take({Key::Kind::kTab});
    CHECK((!shown("NODE") && shown("SLOT")));
    for (const char c : {'/', 's', 'e', 'c'}) view.take({Key::Kind::kCharacter, c});
    CHECK((shown("b ") && !shown("a ")));
    view.take({Key::Kind::kEscape});
    view.take({Key::Kind::kCharacter, 'h'});
    CHECK(shown("Keys"));
}

TEST_CASE("ages of simulated slots are told by the simulated clock") {
    const auto board = Blackboard::in_memory();
    FakeNode node{*board, "sonar", "range"};
    StepContext context;
    OutputPort status{"status", slot_spec<NodeStatus>("sim.status"), context}, clock{"clock", slot_spec<ClockState>("clock"), context};
    const auto sim = board->create("sim", {status.spec, clock.spec});
    status.bind(sim->writer(0), 1);
    clock.bind(sim->writer(1), 1);
    context.begin(monotonic_now());
    const NodeStatus in_lockstep{.state = NodeState::kReady, .clock = ClockMode::kLockstep};
    status.write(&in_lockstep, sizeof in_lockstep);
    const ClockState state{.now_ns = 2'000'000'000, .step_ns = 10'000'000, .tick = 200, .run = ClockRun::kRunning};
    clock.write(&state, sizeof state);
    node.publish(in_lockstep, monotonic_now());
    node.publish(Range{}, time_from_ns(1'900'000'000));

    TopTable table{board};
    table.look();
    const auto range = std::find_if(table.slots().begin(), table.slots().end(), [](const auto& row) { return row.slot->name == "range"; });
    REQUIRE(range != table.slots().end());
    CHECK(range->age == Duration{100ms});
    CHECK_THAT(table.render({}), Catch::StartsWith("board bench: 2 of 2 nodes ready, simulated time 2.00 s\n"));
}

TEST_CASE("the headline tells of the supervisor's mode, and of motors that are not enabled") {
    const auto board = Blackboard::in_memory();
    FakeSupervisor supervisor{*board};
    TopTable table{board};
    const auto headline = [&] {
        const std::string text = table.render({});
        return text.substr(0, text.find('\n'));
    };
    CHECK(headline() == "board bench: 0 of 0 nodes ready");  // it has said nothing yet
    supervisor.say();
    CHECK(headline() == "board bench: 0 of 1 nodes ready, NORMAL");
    supervisor.enable = {.reason = EnableReason::kAsked, .enabled = 0};
    supervisor.status.mode = SystemMode::kSafeStop;
    supervisor.say();
    CHECK_THAT(headline(), Catch::StartsWith("board bench: 0 of 1 nodes ready, SAFE_STOP, motors disabled"));
}

TEST_CASE("what tools and the runtime write is not among a robot's nodes and slots") {
    const auto board = Blackboard::in_memory();
    FakeNode node{*board, "sonar", "range"};
    node.live(NodeStatus{.state = NodeState::kReady});
    const auto desk = board->create(kOperatorNode, operator_slots());
    const auto hand = board->create(operator_node_of("goal"), {slot_spec<Range>("goal")});
    const auto sim = board->create("sim", {slot_spec<ClockTurn>("clock.sonar"), slot_spec<Range>("sim.params")});
    TopTable table{board};
    table.look();
    REQUIRE(table.nodes().size() == 2);
    CHECK(table.nodes()[0].node->name == "sim");
    CHECK(table.nodes()[1].node->name == "sonar");
    std::vector<std::string> slots;
    for (const auto& row : table.slots()) slots.push_back(row.slot->name);
    CHECK(slots == std::vector<std::string>{"goal", "range"});
}

TEST_CASE("a node in lock-step whose coordinator is gone has the rate of its own stamps") {
    const auto board = Blackboard::in_memory();
    FakeNode node{*board, "sonar", "range"};
    for (std::uint32_t steps : {1u, 2u, 3u})
        node.publish(NodeStatus{.steps = steps, .state = NodeState::kReady, .clock = ClockMode::kLockstep},
                     time_from_ns(steps * 100'000'000));
    TopTable table{board};
    table.look();
    CHECK_FALSE(table.survey().clock());
    CHECK(table.nodes().at(0).hz == Approx(10));
}

TEST_CASE("the load of a process is told at the first look and at those that follow") {
    const auto board = Blackboard::in_memory();
    FakeNode node{*board, "sonar", "range"};
    TopTable table{board};
    for (int look = 0; look < 2; ++look) {
        node.live(NodeStatus{.pid = static_cast<std::uint32_t>(::getpid()), .state = NodeState::kReady});
        table.look();
        CHECK(table.nodes().at(0).cpu_ratio >= 0.0);
        CHECK(table.nodes().at(0).rss_bytes);  // zero where an emulator answers for the process
    }
}

TEST_CASE("a table without slots has no second part, and one that just fits is not cut") {
    const auto board = Blackboard::in_memory();
    const auto bare = board->create("bare", {slot_spec<NodeStatus>("bare.status")});
    const auto more = board->create("more", {slot_spec<NodeStatus>("more.status")});
    TopTable table{board};
    CHECK(lines_of(table.render({})).size() == 4);
    const auto fitting = lines_of(table.render({.columns = 80, .rows = 4}));
    REQUIRE(fitting.size() == 4);
    CHECK_THAT(fitting[3], Catch::StartsWith("more "));
    CHECK(lines_of(table.render({.columns = 80, .rows = 3}))[2] == "... 2 more");
}
