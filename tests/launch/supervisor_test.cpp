// Supervision of real processes: starts, deaths, restarts.
#include <signal.h>

#include <catch2/catch.hpp>

#include "core/messages/range.hpp"
#include "tests/launch/running_set.hpp"

using namespace seqboard;
using namespace seqboard::testing;

namespace {

const std::string kPair =
    "  front: {type: source_node}\n  watch: {type: sink_node, params: {device: x}, inputs: {front: range}, after: [front]}\n";

}  // namespace

TEST_CASE("a node starts when those it comes after are ready, however long they take") {
    RunningSet set{
        "  watch: {type: sink_node, params: {device: x}, inputs: {front: range}, after: [front]}\n"
        "  front: {type: source_node, params: {settle: 500ms}}\n"};
    set.up();
    REQUIRE(eventually([&] { return set.is("front", Supervised::kStarting); }));
    CHECK(set.supervision("watch")->pid == 0);
    REQUIRE(eventually([&] { return set.is(SystemMode::kNormal); }));  // of all that a supervisor says, the last
    CHECK(set.is("watch", Supervised::kReady));
    CHECK(set.says_in_turn({"front: ready", "watch: started"}));
    CHECK(set.supervisor()->ready == 2);
    CHECK(set.supervisor()->startup_ms >= 500);
    CHECK(set.run({"down"}).exit_code == 0);
    CHECK(set.wait().exit_code == 0);
}

TEST_CASE("a node that crashes again and again is given up, and the others go on") {
    RunningSet set{kPair + "  crash: {type: trouble_node, params: {mode: crash}, restart: {delay: [0ms, 10ms], max: 3, window: 60s}}\n"};
    set.up();
    REQUIRE(eventually([&] { return set.is("crash", Supervised::kFailed); }));
    CHECK(set.supervision("crash")->starts == 4);
    CHECK(set.supervision("crash")->failures == 4);
    CHECK(set.supervision("crash")->exit_code == 128 + SIGKILL);
    REQUIRE(eventually([&] { return set.is("watch", Supervised::kReady) && set.supervisor()->mode == SystemMode::kDegraded; }));
    CHECK(set.supervision("front")->starts == 1);
    CHECK(set.log("crash").find("about to crash") != std::string::npos);
    CHECK(set.says("given up: too many ends"));
    CHECK(set.run({"down"}).exit_code == 0);
    CHECK(set.wait().exit_code == 1);
}

TEST_CASE("a node with a wrong configuration is not started a second time, one whose device is absent is") {
    RunningSet set{kPair +
                   "  wrong: {type: trouble_node, params: {mode: exit_78}}\n"
                   "  absent: {type: trouble_node, params: {mode: exit_69}, outputs: {trouble: t2}, restart: {delay: 10ms, max: 2}}\n"};
    set.up();
    REQUIRE(eventually([&] { return set.is("wrong", Supervised::kFailed) && set.is("absent", Supervised::kFailed); }));
    CHECK(set.supervision("wrong")->starts == 1);
    CHECK(set.supervision("wrong")->exit_code == 78);
    CHECK(set.supervision("absent")->starts == 3);
    CHECK(set.says("the sensor is of another make"));
    CHECK(set.run({"down"}).exit_code == 0);
}

TEST_CASE("a node that is not ready in time is killed, which counts as a failure") {
    RunningSet set{kPair +
                   "  slow: {type: trouble_node, params: {mode: never_ready}, ready_timeout: 50ms, restart: {delay: 0ms, max: 1}}\n"};
    set.up();
    REQUIRE(eventually([&] { return set.is("slow", Supervised::kFailed); }));
    CHECK(set.supervision("slow")->starts == 2);
    CHECK(set.says("slow: not ready after 50 ms, killed"));
    CHECK(set.run({"down"}).exit_code == 0);
}

TEST_CASE("a node that ends by itself with exit code 0 is done, and whoever comes after it starts") {
    RunningSet set{"  once: {type: trouble_node, params: {mode: done}}\n  front: {type: source_node, after: [once]}\n"};
    set.up();
    REQUIRE(eventually([&] { return set.is("once", Supervised::kDone) && set.is("front", Supervised::kReady); }));
    CHECK(set.run({"down"}).exit_code == 0);
    CHECK(set.wait().exit_code == 0);
}

TEST_CASE("a killed node comes back in a new incarnation, and its readers go on") {
    RunningSet set{kPair};
    set.up();
    SampleHeader before;
    REQUIRE(eventually([&] { return newest<Range>(set.board(), "watch", "seen", &before).has_value(); }));
    const std::uint32_t epoch = set.board().attach("front")->epoch();
    const std::uint32_t reader = set.supervision("watch")->pid;
    ::kill(static_cast<pid_t>(set.supervision("front")->pid), SIGKILL);
    REQUIRE(eventually([&] { return set.supervision("front")->starts == 2 && set.is("front", Supervised::kReady); }));
    CHECK(set.board().attach("front")->epoch() == epoch + 1);
    SampleHeader after;
    REQUIRE(eventually([&] {
        newest<Range>(set.board(), "front", "range", &after);
        return epoch_of(after) == epoch + 1;
    }));
    REQUIRE(eventually([&] {
        SampleHeader seen;
        newest<Range>(set.board(), "watch", "seen", &seen);
        return seen.source_stamp_ns >= after.stamp_ns;
    }));
    CHECK(set.supervision("watch")->pid == reader);
    CHECK(set.supervision("front")->exit_code == 128 + SIGKILL);
    CHECK(set.run({"down"}).exit_code == 0);
}

TEST_CASE("a node is connected to the operator's slots before the first request") {
    RunningSet set{kPair};
    set.up();
    REQUIRE(eventually([&] { return set.is("watch", Supervised::kReady); }));
    const auto desk = set.board().attach("operator");
    REQUIRE(desk);
    CHECK(desk->find("operator.param") != nullptr);
    CHECK_FALSE(set.owned("operator"));
    CHECK(set.run({"down"}).exit_code == 0);
    CHECK(set.leftovers().empty());
}

TEST_CASE("seqboard restart gives a node a new incarnation and says when it is ready") {
    RunningSet set{kPair + "  wrong: {type: trouble_node, params: {mode: exit_78}}\n"};
    set.up();
    REQUIRE(eventually([&] { return set.is("watch", Supervised::kReady) && set.is("wrong", Supervised::kFailed); }));
    const std::uint32_t epoch = set.board().attach("front")->epoch();
    const Outcome good = set.run({"restart", "front"});
    CHECK(good.exit_code == 0);
    CHECK(good.text.starts_with("front: ready, process "));
    CHECK(set.board().attach("front")->epoch() == epoch + 1);
    CHECK(set.is("watch", Supervised::kReady));
    const Outcome again = set.run({"restart", "wrong"});
    CHECK(again.exit_code == 1);
    CHECK(set.supervision("wrong")->starts == 2);
    const Outcome unknown = set.run({"restart", "frnt"});
    CHECK(unknown.exit_code == 66);
    CHECK(unknown.text == "seqboard: 'frnt' is no node of the running set; did you mean 'front'?\n");
    CHECK(set.run({"down"}).exit_code == 0);
}

TEST_CASE("nodes of one process start, report and die together") {
    RunningSet set{"  front: {type: source_node, process: drive}\n  turn: {type: follow_node, process: drive, inputs: {front: range}}\n"};
    set.up();
    REQUIRE(eventually([&] { return set.is("front", Supervised::kReady) && set.is("turn", Supervised::kReady); }));
    CHECK(set.supervision("front")->pid == set.supervision("turn")->pid);
    ::kill(static_cast<pid_t>(set.supervision("front")->pid), SIGKILL);
    REQUIRE(eventually([&] { return set.is("turn", Supervised::kReady) && set.supervision("turn")->starts == 2; }));
    CHECK(set.run({"down"}).exit_code == 0);
    CHECK(set.leftovers().empty());
}

TEST_CASE("when the node that ends the run ends, all stop, and up ends with its exit code and its last line") {
    RunningSet set{
        "  sim: {type: plant_node, params: {last_tick: 50, exit_code: 1}, ends_run: true}\n"
        "  watch: {type: sink_node, params: {device: x}, inputs: {front: range}, after: [sim]}\n",
        "clock: {mode: lockstep, driver: sim}\n"};
    set.up();
    const Outcome outcome = set.wait();
    CHECK(outcome.exit_code == 1);
    CHECK(outcome.text.ends_with(": sim: the run is over\n"));
    CHECK(outcome.text.find("sim: the run is over\n", outcome.text.find("watch: stopped")) != std::string::npos);
    CHECK(set.leftovers().empty());
}

TEST_CASE("a node whose failure ends the run ends it when it fails, and not when it is done") {
    RunningSet failing{
        "  watch: {type: source_node}\n  link: {type: trouble_node, params: {mode: exit_69}, ends_run: if_failed, after: [watch]}\n"};
    failing.up();
    const Outcome outcome = failing.wait();
    CHECK(outcome.exit_code == 69);
    CHECK_THAT(outcome.text, Catch::Contains("the sensor is absent"));
    CHECK(failing.leftovers().empty());
    RunningSet done{"  watch: {type: source_node}\n  link: {type: trouble_node, params: {mode: done}, ends_run: if_failed}\n"};
    done.up();
    REQUIRE(eventually([&] { return done.is("link", Supervised::kDone) && done.is("watch", Supervised::kReady); }));
    CHECK(done.run({"down"}).exit_code == 0);
    CHECK(done.wait().exit_code == 0);
}
