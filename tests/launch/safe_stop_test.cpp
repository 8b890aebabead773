// Supervision of real processes: what hangs, what is critical, and whether anything may move then.
#include <signal.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "tests/launch/running_set.hpp"
#include "tests/launch/scratch_file.hpp"

using namespace seqboard;
using namespace seqboard::testing;

namespace {

/// `turn` has a safe output: it moves something, and is critical.
const std::string kFront = "  front: {type: source_node, restart: {delay: 0ms, max: 1000}}\n";
const std::string kPair =
    kFront + "  turn: {type: follow_node, inputs: {front: range}, after: [front], restart: {delay: 0ms, max: 1000}}\n";

bool enabled(RunningSet& set) {
    const auto enable = set.enable();
    return enable && enable->enabled != 0;
}

bool fell(RunningSet& set, EnableReason reason, const std::string& node) {
    const auto enable = set.enable();
    return enable && enable->enabled == 0 && enable->reason == reason && text_in(enable->node) == node;
}

std::string text_of_file(const std::string& path) {
    std::string text;
    std::getline(std::ifstream{path}, text);
    return text;
}

}  // namespace

TEST_CASE("a node that is stopped where it stands is found hung, aborted, killed and started again") {
    RunningSet set{"  front: {type: source_node, health: {heartbeat: 150ms, misses: 2}}\n"};
    set.up();
    REQUIRE(eventually([&] { return set.is(SystemMode::kNormal); }));
    set.signal("front", SIGSTOP);
    CHECK(eventually([&] { return set.is("front", Supervised::kHung); }));
    CHECK(eventually([&] { return set.is("front", Supervised::kReady) && set.supervision("front")->starts == 2; }));
    CHECK(set.says_in_turn(
        {"front: has not shown for 300 ms that it lives: hung, aborted", "front: did not end within 500 ms of SIGABRT, killed"}));
    CHECK(set.supervision("front")->exit_code == 128 + SIGKILL);
    CHECK(set.run({"down"}).exit_code == 0);
    CHECK(set.leftovers().empty());
}

TEST_CASE("a node whose step never ends is aborted, which is enough for it") {
    RunningSet set{
        kFront + "  loop: {type: trouble_node, params: {mode: endless_step}, health: {heartbeat: 150ms, misses: 2}, restart: {max: 1}}\n"};
    set.up();
    REQUIRE(eventually([&] { return set.is("loop", Supervised::kFailed); }));
    CHECK(set.supervision("loop")->exit_code == 128 + SIGABRT);
    CHECK(set.supervision("loop")->starts == 2);
    CHECK(set.run({"down"}).exit_code == 0);
}

TEST_CASE("a process that hangs and is told to stop is killed at once") {
    RunningSet set{"  front: {type: source_node, health: {heartbeat: 150ms, misses: 2}, stop: {timeout: 1h}}\n"};
    set.up();
    REQUIRE(eventually([&] { return set.is(SystemMode::kNormal); }));
    set.signal("front", SIGSTOP);
    REQUIRE(eventually([&] { return set.is("front", Supervised::kHung); }));
    CHECK(set.run({"down"}).exit_code == 0);
    CHECK(set.leftovers().empty());
}

TEST_CASE("motors are enabled once every critical node is ready, and no others") {
    RunningSet set{kPair + "  slow: {type: trouble_node, params: {mode: never_ready}, ready_timeout: 1h}\n"};
    set.up();
    REQUIRE(eventually([&] { return enabled(set); }));
    CHECK(eventually([&] { return set.is("turn", Supervised::kReady) && set.is(SystemMode::kBoot); }));  // published after the motors
    CHECK(set.enable()->falls == 0);
    CHECK(set.run({"down"}).exit_code == 0);
}

TEST_CASE("the death of a critical node disables the motors, that of another does not, and they rise when it is ready again") {
    RunningSet set{kPair};
    set.up();
    REQUIRE(eventually([&] { return set.is(SystemMode::kNormal); }));
    set.signal("front", SIGKILL);
    REQUIRE(eventually([&] { return set.is(SystemMode::kNormal) && set.supervision("front")->starts == 2; }));
    CHECK(set.enable()->falls == 0);
    set.signal("turn", SIGKILL);
    REQUIRE(eventually([&] { return enabled(set) && set.enable()->falls == 1; }));
    CHECK(eventually([&] { return set.is("turn", Supervised::kReady); }));  // published after the motors
    CHECK(set.says_in_turn({"motors disabled: 'turn' died", "motors enabled"}));
    CHECK(set.run({"down"}).exit_code == 0);
}

TEST_CASE("where a person has to resume, motors stay disabled until one does") {
    RunningSet set{kPair, "safety: {resume: manual}\n"};
    set.up();
    REQUIRE(eventually([&] { return enabled(set); }));
    set.signal("turn", SIGKILL);
    REQUIRE(eventually([&] { return fell(set, EnableReason::kNodeDied, "turn") && set.enable()->waits_for_resume == 1; }));
    CHECK(eventually([&] { return set.is(SystemMode::kSafeStop); }));
    CHECK(set.run({"status"}).text.find("motors disabled: 'turn' died; all is ready again: seqboard resume") != std::string::npos);
    const Outcome resume = set.run({"resume"});
    CHECK(resume.exit_code == 0);
    CHECK(resume.text == "board 'test': motors enabled\n");
    CHECK(enabled(set));
    CHECK(set.run({"down"}).exit_code == 0);
}

TEST_CASE("safe-stop holds until resume, and resume says what is in its way") {
    // Silent for as long as this takes, not hung and started again.
    RunningSet set{kFront + "  turn: {type: follow_node, inputs: {front: range}, after: [front], health: {heartbeat: 30s}}\n"};
    set.up();
    REQUIRE(eventually([&] { return set.is(SystemMode::kNormal); }));
    CHECK(set.run({"safe-stop"}).exit_code == 0);
    CHECK(fell(set, EnableReason::kAsked, ""));
    CHECK(set.run({"restart", "turn"}).exit_code == 0);
    CHECK_FALSE(enabled(set));
    CHECK(set.run({"resume"}).exit_code == 0);
    CHECK(enabled(set));
    set.signal("turn", SIGSTOP);
    REQUIRE(eventually([&] { return fell(set, EnableReason::kNodeSilent, "turn"); }));
    const Outcome refused = set.run({"resume"});
    CHECK(refused.exit_code == 1);
    CHECK(refused.text == "seqboard: board 'test': motors stay disabled: 'turn' is silent\n");
    CHECK(set.run({"down"}).exit_code == 0);
    CHECK(set.run({"safe-stop"}).exit_code == 66);
}

TEST_CASE("a critical node that is silent stops the robot long before it counts as hung, and may come back") {
    RunningSet set{kPair + "", "safety: {cmd_timeout: 200ms}\n"};
    set.up();
    REQUIRE(eventually([&] { return set.is(SystemMode::kNormal); }));
    const std::uint32_t process = set.supervision("turn")->pid;
    set.signal("turn", SIGSTOP);
    REQUIRE(eventually([&] { return fell(set, EnableReason::kNodeSilent, "turn"); }));
    CHECK(set.is("turn", Supervised::kReady));
    set.signal("turn", SIGCONT);
    REQUIRE(eventually([&] { return enabled(set); }));
    CHECK(set.supervision("turn")->pid == process);
    CHECK(set.run({"down"}).exit_code == 0);
}

TEST_CASE("a node that is given up stops the robot if its rule says so, until somebody resumes") {
    RunningSet set{kPair + "  crash: {type: trouble_node, params: {mode: crash}, restart: {delay: 0ms, max: 1, on_give_up: safe_stop}}\n"};
    set.up();
    REQUIRE(eventually([&] { return fell(set, EnableReason::kGivenUp, "crash") && set.is("turn", Supervised::kReady); }));
    CHECK(set.run({"resume"}).exit_code == 0);
    CHECK(enabled(set));
    CHECK(eventually([&] { return set.is(SystemMode::kDegraded); }));
    CHECK(set.run({"down"}).exit_code == 0);
}

TEST_CASE("criticality is what the node set says, if it says anything") {
    RunningSet set{
        "  front: {type: source_node, criticality: critical, restart: {delay: 0ms, max: 1000}}\n"
        "  turn: {type: follow_node, inputs: {front: range}, after: [front], criticality: optional, restart: {delay: 0ms, max: 1000}}\n"};
    set.up();
    REQUIRE(eventually([&] { return set.is(SystemMode::kNormal); }));
    set.signal("turn", SIGKILL);
    REQUIRE(eventually([&] { return set.is(SystemMode::kNormal) && set.supervision("turn")->starts == 2; }));
    CHECK(set.enable()->falls == 0);
    set.signal("front", SIGKILL);
    CHECK(eventually([&] { return enabled(set) && set.enable()->falls == 1; }));
    CHECK(set.run({"down"}).exit_code == 0);
}

TEST_CASE("the enable line follows the slot, and is low when the supervisor has gone, however it went") {
    for (const int signal : {SIGTERM, SIGKILL}) {
        const ScratchFile line{""};
        RunningSet set{kPair, "safety: {enable_line: " + line.path() + "}\n"};
        const pid_t supervisor = set.up();
        REQUIRE(eventually([&] { return enabled(set) && text_of_file(line.path()) == "01"; }));
        set.signal("turn", SIGKILL);
        REQUIRE(eventually([&] { return text_of_file(line.path()) == "010" && set.enable()->waits_for_resume == 1; }));
        CHECK(set.run({"resume"}).exit_code == 0);
        REQUIRE(eventually([&] { return text_of_file(line.path()) == "0101"; }));
        ::kill(supervisor, signal);
        CHECK(set.wait().exit_code == (signal == SIGKILL ? 128 + SIGKILL : 0));
        CHECK(eventually([&] { return text_of_file(line.path()) == "01010"; }));
        CHECK(eventually([&] { return !set.owned("front") && !set.owned("turn"); }));
    }
}

TEST_CASE("an enable line that cannot be had starts nothing") {
    RunningSet set{kPair, "safety: {enable_line: /no/such/line}\n"};
    const Outcome up = set.run({"up", set.file()});
    CHECK(up.exit_code == 69);
    CHECK(up.text.ends_with("seqboard: safety: enable_line: /no/such/line: no such line\n"));
    CHECK_FALSE(set.owned("front"));
    CHECK(set.leftovers().empty());
}
