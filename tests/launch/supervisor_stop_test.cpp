// Supervision of real processes: stops, refusals, and what is left behind.
#include <signal.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>

#include "tests/launch/running_set.hpp"

using namespace seqboard;
using namespace seqboard::testing;

namespace {

const std::string kThree =
    "  front: {type: source_node}\n  watch: {type: sink_node, params: {device: x}, inputs: {front: range}, after: [front]}\n"
    "  turn: {type: follow_node, inputs: {front: seen}, after: [watch]}\n";

bool all_up(RunningSet& set) {
    const auto status = set.supervisor();
    return status && status->mode == SystemMode::kNormal;
}

}  // namespace

TEST_CASE("down stops in reverse order and leaves neither process nor segment, but the logs") {
    RunningSet set{kThree};
    set.up();
    REQUIRE(eventually([&] { return all_up(set); }));
    const Outcome down = set.run({"down"});
    CHECK(down.exit_code == 0);
    CHECK(down.text == "board 'test' is down\n");
    const Outcome up = set.wait();
    CHECK(up.exit_code == 0);
    CHECK(up.text.find("turn: stopped") < up.text.find("watch: stopping"));
    CHECK(up.text.find("watch: stopped") < up.text.find("front: stopping"));
    CHECK(set.leftovers().empty());
    CHECK(set.log("turn").find("is safe") != std::string::npos);
    for (const char* node : {"front", "watch", "turn", "supervisor", "operator"}) CHECK_FALSE(set.owned(node));
}

TEST_CASE("a node that ignores SIGTERM is killed when its time is over") {
    RunningSet set{"  deaf: {type: trouble_node, params: {mode: stubborn}, stop: {timeout: 50ms}}\n"};
    set.up();
    REQUIRE(eventually([&] { return all_up(set); }));
    CHECK(set.run({"down"}).exit_code == 0);
    const Outcome up = set.wait();
    CHECK(up.text.find("deaf: did not end within 50 ms, killed") != std::string::npos);
    CHECK(set.leftovers().empty());
}

TEST_CASE("a second signal kills at once what ignores the first") {
    RunningSet set{"  deaf: {type: trouble_node, params: {mode: stubborn}, stop: {timeout: 1h}}\n"};
    const pid_t supervisor = set.up();
    REQUIRE(eventually([&] { return all_up(set); }));
    ::kill(supervisor, SIGINT);
    REQUIRE(eventually([&] { return set.is("deaf", Supervised::kStopping); }));
    ::kill(supervisor, SIGINT);
    CHECK(set.wait().exit_code == 0);
    CHECK(set.leftovers().empty());
}

TEST_CASE("SIGINT, SIGTERM and a closed terminal end a run cleanly") {
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
        RunningSet set{kThree};
        const pid_t supervisor = set.up();
        REQUIRE(eventually([&] { return all_up(set); }));
        ::kill(supervisor, signal);
        CHECK(set.wait().exit_code == 0);
        CHECK(set.leftovers().empty());
    }
}

TEST_CASE("a set that is stopped while it starts leaves nothing behind") {
    RunningSet set{
        "  slow: {type: trouble_node, params: {mode: never_ready}, stop: {timeout: 50ms}}\n  front: {type: source_node, after: [slow]}\n"};
    const pid_t supervisor = set.up();
    REQUIRE(eventually([&] { return set.is("slow", Supervised::kStarting); }));
    ::kill(supervisor, SIGTERM);
    CHECK(set.wait().exit_code == 0);
    CHECK(set.leftovers().empty());
}

TEST_CASE("kill -9 of the supervisor leaves no node alive, and actuators go to their safe output") {
    RunningSet set{kThree};
    const pid_t supervisor = set.up();
    REQUIRE(eventually([&] { return all_up(set); }));
    ::kill(supervisor, SIGKILL);
    CHECK(set.wait().exit_code == 128 + SIGKILL);
    CHECK(eventually([&] { return !set.owned("front") && !set.owned("watch") && !set.owned("turn"); }));
    CHECK(set.log("turn").find("is safe") != std::string::npos);
    const pid_t next = set.up();  // nothing has to be cleaned up by hand
    REQUIRE(eventually([&] { return all_up(set) && set.supervisor()->pid == static_cast<std::uint32_t>(next); }));
    CHECK(set.run({"down"}).exit_code == 0);
    CHECK(set.leftovers().empty());
}

TEST_CASE("a board has one supervisor: a second up is refused and names it") {
    RunningSet set{kThree};
    const pid_t supervisor = set.up();
    REQUIRE(eventually([&] { return all_up(set); }));
    const Outcome second = set.run({"up", set.file()});
    CHECK(second.exit_code == 75);
    CHECK(second.text.find("board 'test' has a supervisor already, process " + std::to_string(supervisor)) != std::string::npos);
    CHECK(all_up(set));
    CHECK(set.run({"down"}).exit_code == 0);
}

TEST_CASE("of many launches at the same moment one wins and the others say who has it") {
    RunningSet set{"  front: {type: source_node}\n"};
    std::vector<pid_t> launches;
    for (int i = 0; i < 20; ++i) launches.push_back(set.up());
    REQUIRE(eventually([&] { return all_up(set); }));
    const auto winner = static_cast<pid_t>(set.supervisor()->pid);
    for (const pid_t launch : launches)
        if (launch != winner) CHECK(set.wait(launch).exit_code == 75);
    CHECK(set.supervision("front")->starts == 1);
    CHECK(set.run({"down"}).exit_code == 0);
    CHECK(set.wait(winner).exit_code == 0);
}

TEST_CASE("a supervisor whose lock is deleted stops its set, for another may have the board") {
    RunningSet set{kThree};
    set.up();
    REQUIRE(eventually([&] { return all_up(set); }));
    REQUIRE(std::filesystem::remove(set.scratch().directory() + "/supervisor.lock"));
    const Outcome up = set.wait();
    CHECK(up.exit_code == 75);
    CHECK(up.text.find("the supervisor's lock was deleted") != std::string::npos);
    for (const char* node : {"front", "watch", "turn"}) CHECK_FALSE(set.owned(node));
}

TEST_CASE("a set is not started while one of its nodes runs already") {
    RunningSet set{kThree};
    const auto by_hand = set.board().create("watch", {slot_spec<NodeStatus>("watch.status")});
    const Outcome up = set.run({"up", set.file()});
    CHECK(up.exit_code == 75);
    CHECK(up.text.find("these nodes of the set are running already: 'watch' (process " + std::to_string(::getpid()) + ")") !=
          std::string::npos);
    CHECK_FALSE(set.owned("front"));
    CHECK_FALSE(set.owned("supervisor"));
}

TEST_CASE("up --detach returns when all nodes are ready") {
    RunningSet set{kThree};
    const Outcome up = set.run({"up", set.file(), "--detach"});
    CHECK(up.exit_code == 0);
    CHECK(up.text.find("all 3 nodes ready in ") != std::string::npos);
    CHECK(set.is("turn", Supervised::kReady));
    CHECK(set.run({"down"}).exit_code == 0);
    CHECK(set.leftovers().empty());
    CHECK(set.log("supervisor").find("front: stopped") != std::string::npos);
}

TEST_CASE("up --detach of a set that does not come up says why and leaves nothing running") {
    RunningSet set{kThree + "  wrong: {type: trouble_node, params: {mode: exit_78}}\n"};
    const Outcome up = set.run({"up", set.file(), "--detach"});
    CHECK(up.exit_code == 1);
    CHECK(up.text.find("the sensor is of another make") != std::string::npos);
    CHECK_FALSE(set.owned("supervisor"));
    CHECK_FALSE(set.owned("front"));
    CHECK(set.leftovers().empty());
}

TEST_CASE("a wrong node set starts nothing") {
    RunningSet set{"  front: {type: source_node, params: {range_m: 99}}\n"};
    const Outcome up = set.run({"up", set.file()});
    CHECK(up.exit_code == 78);
    CHECK(up.text == set.file() + ":3:48: front: parameter 'range_m' is 99; it must be from 0.1 to 10 m\n");
    CHECK(set.leftovers().empty());
}

TEST_CASE("a set whose watchdog is missing or is none starts nothing") {
    RunningSet missing{kThree, "watchdog: {device: /dev/no_watchdog}\n"};
    const Outcome up = missing.run({"up", missing.file()});
    CHECK(up.exit_code == 69);
    CHECK(up.text.find("watchdog /dev/no_watchdog: there is none; load the board's watchdog driver") != std::string::npos);
    CHECK(missing.leftovers().empty());
    RunningSet wrong{kThree, "watchdog: {device: /dev/null}\n"};
    CHECK(wrong.run({"up", wrong.file(), "--detach"}).text.find("watchdog /dev/null: not a watchdog") != std::string::npos);
    CHECK_FALSE(wrong.owned("front"));
    CHECK(wrong.leftovers().empty());
}

TEST_CASE("down and restart say so when nobody supervises the board") {
    RunningSet set{kThree};
    CHECK(set.run({"down"}).exit_code == 66);
    CHECK(set.run({"down"}).text == "seqboard: board 'test' has no supervisor; start a node set with seqboard up\n");
    CHECK(set.run({"restart", "front"}).exit_code == 66);
    CHECK(set.leftovers().empty());
}
