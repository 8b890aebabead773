// A supervisor takes charge of nodes that have outlived the one before it.
#include <signal.h>

#include <catch2/catch.hpp>

#include "tests/launch/running_set.hpp"

using namespace seqboard;
using namespace seqboard::testing;

namespace {

const std::string kStaying =
    "  front: {type: source_node, on_supervisor_death: stay, restart: {delay: 0ms, max: 1000}}\n"
    "  turn: {type: follow_node, inputs: {front: range}, after: [front], on_supervisor_death: stay}\n";

/// Brings the set up, kills its supervisor, and waits until nobody supervises the board.
void lose_supervisor(RunningSet& set) {
    const pid_t supervisor = set.up();
    REQUIRE(eventually([&] { return set.is(SystemMode::kNormal); }));
    ::kill(supervisor, SIGKILL);
    CHECK(set.wait().exit_code == 128 + SIGKILL);
}

/// Brings up another supervisor; true when it has the set in hand.
bool supervise_again(RunningSet& set, SystemMode mode = SystemMode::kNormal) {
    const auto next = static_cast<std::uint32_t>(set.up());
    return eventually([&] { return set.is(mode) && set.supervisor()->pid == next; });
}

}  // namespace

TEST_CASE("nodes that stay are adopted by the next supervisor, which starts none of them anew") {
    RunningSet set{kStaying};
    lose_supervisor(set);
    REQUIRE(set.owned("front"));
    REQUIRE(set.owned("turn"));
    const auto process = set.board().backend().owner("front")->pid;
    const std::uint32_t epoch = set.board().attach("front")->epoch();
    REQUIRE(supervise_again(set));
    CHECK(set.supervision("front")->pid == static_cast<std::uint32_t>(process));
    CHECK(set.board().attach("front")->epoch() == epoch);
    CHECK(set.says("front: adopted, process " + std::to_string(process)));
    CHECK(set.printed().find("front: started") == std::string::npos);
    CHECK(set.run({"down"}).exit_code == 0);
    CHECK(set.wait().exit_code == 0);
    CHECK_FALSE(set.owned("front"));
    CHECK(set.leftovers().empty());
}

TEST_CASE("after a supervisor died the motors wait for a person where the node set says so") {
    RunningSet set{kStaying, "safety: {resume: manual}\n"};
    lose_supervisor(set);
    REQUIRE(supervise_again(set, SystemMode::kSafeStop));
    REQUIRE(eventually([&] { return set.enable()->waits_for_resume == 1; }));
    CHECK(set.enable()->reason == EnableReason::kSupervisorStarted);
    CHECK(set.run({"resume"}).exit_code == 0);
    CHECK(eventually([&] { return set.is(SystemMode::kNormal); }));
    CHECK(set.run({"down"}).exit_code == 0);
}

TEST_CASE("an adopted node that dies is started again") {
    RunningSet set{kStaying};
    lose_supervisor(set);
    REQUIRE(supervise_again(set));
    const std::uint32_t adopted = set.supervision("front")->pid;
    set.signal("front", SIGKILL);
    REQUIRE(eventually([&] { return set.is("front", Supervised::kReady) && set.supervision("front")->starts == 2; }));
    CHECK(set.supervision("front")->pid != adopted);
    CHECK(set.run({"down"}).exit_code == 0);
    CHECK(set.leftovers().empty());
}

TEST_CASE("an adopted node that hangs is killed and started again") {
    RunningSet set{"  front: {type: source_node, on_supervisor_death: stay, health: {heartbeat: 150ms, misses: 2}}\n"};
    lose_supervisor(set);
    REQUIRE(supervise_again(set));
    set.signal("front", SIGSTOP);
    CHECK(eventually([&] { return set.is("front", Supervised::kReady) && set.supervision("front")->starts == 2; }));
    CHECK(set.run({"down"}).exit_code == 0);
}

TEST_CASE("of the nodes that a dead supervisor leaves, those that do not stay are started and the others are adopted") {
    RunningSet set{
        "  front: {type: source_node, on_supervisor_death: stay}\n"
        "  watch: {type: sink_node, params: {device: x}, inputs: {front: range}, after: [front]}\n"};
    lose_supervisor(set);
    REQUIRE(eventually([&] { return !set.owned("watch"); }));
    REQUIRE(supervise_again(set));
    CHECK(set.says("watch: started"));
    CHECK(set.says("front: adopted"));
    CHECK(set.run({"down"}).exit_code == 0);
}

TEST_CASE("a node that runs with other words than the node set has now is not adopted, and nothing is started beside it") {
    RunningSet set{kStaying};
    lose_supervisor(set);
    const auto process = set.board().backend().owner("front")->pid;
    RunningSet changed{"  front: {type: source_node, params: {range_m: 2}, on_supervisor_death: stay}\n"};
    const Outcome up = set.run({"up", changed.file()});
    CHECK(up.exit_code == 75);
    CHECK(up.text.find("'front' (process " + std::to_string(process) + "), and not with the program and the words") != std::string::npos);
    CHECK(set.board().backend().owner("front")->pid == process);
    CHECK_FALSE(set.owned("supervisor"));
    REQUIRE(supervise_again(set));
    CHECK(set.run({"down"}).exit_code == 0);
}
