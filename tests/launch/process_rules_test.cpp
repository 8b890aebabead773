// Readiness, limits, stops and logs of programs that know no blackboard.
#include <signal.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/launch/running_set.hpp"
#include "tests/scratch/skip.hpp"

using namespace seqboard;
using namespace seqboard::testing;

namespace {

/// A node that runs these words in a shell.
std::string shell(const std::string& name, const std::string& script, const std::string& more = "") {
    return "  " + name + ": {exec: /bin/sh, args: [-c, '" + script + "']" + (more.empty() ? "" : ", " + more) + "}\n";
}

std::string file_text(const std::string& path) {
    std::ifstream file{path};
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

}  // namespace

TEST_CASE("a program that knows no blackboard is ready when it writes a newline to SEQBOARD_READY_FD, not before") {
    const ScratchBoard place;
    std::filesystem::create_directories(place.root());
    const std::string go = place.root() + "/go";
    RunningSet set{
        shell("server",
              "printf half >&$SEQBOARD_READY_FD; until [ -e " + go + " ]; do sleep 0.01; done; echo >&$SEQBOARD_READY_FD; exec sleep 60",
              "ready: notify") +
        shell("after", "exec sleep 60", "after: [server]")};
    set.up();
    REQUIRE(eventually([&] { return set.is("server", Supervised::kStarting) && set.is("after", Supervised::kWaiting); }));
    std::ofstream{go} << "now";
    REQUIRE(eventually([&] { return set.is("after", Supervised::kReady); }));
    CHECK(eventually([&] { return set.run({"status"}).exit_code == 0; }));  // the set as a whole is told after its nodes
    CHECK(set.run({"down"}).exit_code == 0);
    CHECK(set.wait().exit_code == 0);
}

TEST_CASE("a command may say when a program is ready") {
    const ScratchBoard place;
    std::filesystem::create_directories(place.root());
    const std::string go = place.root() + "/go";
    RunningSet set{shell("server", "exec sleep 60", "ready: {exec: [/bin/sh, -c, \"test -e " + go + "\"], timeout: 20s}")};
    set.up();
    REQUIRE(eventually([&] { return set.is("server", Supervised::kStarting); }));
    std::ofstream{go} << "now";
    REQUIRE(eventually([&] { return set.is("server", Supervised::kReady); }));
    CHECK(set.run({"down"}).exit_code == 0);
}

TEST_CASE("a node of seqboard whose rule asks for a slot is ready when that has a sample of its own incarnation") {
    RunningSet set{
        "  front: {type: source_node}\n"
        "  watch: {type: sink_node, params: {device: x}, inputs: {front: none}, ready: {slot: seen, timeout: 200ms}, restart: never}\n"
        "  mute: {type: trouble_node, params: {mode: quiet}, outputs: {trouble: none}}\n"};
    set.up();
    REQUIRE(eventually([&] { return set.is("watch", Supervised::kFailed); }));
    CHECK(set.says("watch: not ready after 200 ms, killed"));
    CHECK(set.run({"down"}).exit_code == 0);
}

TEST_CASE("a process is stopped with the signal of its rule") {
    RunningSet set{shell("server", "trap \"echo told; exit 0\" USR1; echo >&$SEQBOARD_READY_FD; while :; do sleep 0.01; done",
                         "ready: notify, stop: {signal: SIGUSR1, timeout: 20s}")};
    set.up();
    REQUIRE(eventually([&] { return set.is("server", Supervised::kReady); }));
    CHECK(set.run({"down"}).exit_code == 0);
    CHECK(set.wait().exit_code == 0);
    CHECK(set.log("server").find("told") != std::string::npos);
}

TEST_CASE("with scope: process only the process itself is told to stop, and it may stop its helpers in its own order") {
    const std::string script =
        "trap \"echo leader; exit 0\" TERM; (trap \"echo helper\" TERM; echo >&$SEQBOARD_READY_FD; while :; do sleep 0.01; done) & "
        "while :; do sleep 0.01; done";
    RunningSet alone{shell("server", script, "ready: notify, stop: {scope: process, timeout: 20s}")};
    RunningSet together{shell("server", script, "ready: notify, stop: {scope: group, timeout: 20s}")};
    for (RunningSet* const set : {&alone, &together}) {
        set->up();
        REQUIRE(eventually([&] { return set->is("server", Supervised::kReady); }));
        CHECK(set->run({"down"}).exit_code == 0);
        CHECK(set->wait().exit_code == 0);
        CHECK(set->log("server").find("leader") != std::string::npos);
    }
    CHECK(alone.log("server").find("helper") == std::string::npos);
}

TEST_CASE("limits and scheduling are those of the rule when the program runs") {
    RunningSet set{shell("server", "ulimit -n; ulimit -c; nice; echo >&$SEQBOARD_READY_FD; exec sleep 60",
                         "limits: {nofile: 77, core: 0}, sched: {nice: 5}, ready: notify")};
    set.up();
    REQUIRE(eventually([&] { return set.is("server", Supervised::kReady); }));
    CHECK(set.log("server") == "77\n0\n5\n");
    CHECK(set.run({"down"}).exit_code == 0);
}

TEST_CASE("a real-time program is guarded against computing without a pause, also where nobody asks for it") {
    RunningSet set{shell("asked", "cat /proc/self/limits; echo >&$SEQBOARD_READY_FD; exec sleep 60",
                         "sched: {policy: rr, priority: 1, rttime: 300ms}, ready: notify") +
                   shell("unasked", "cat /proc/self/limits; echo >&$SEQBOARD_READY_FD; exec sleep 60",
                         "sched: {policy: fifo, priority: 1}, ready: notify")};
    set.up();
    REQUIRE(eventually([&] { return set.is("asked", Supervised::kReady) && set.is("unasked", Supervised::kReady); }));
    const auto limit = [&](const std::string& node) {
        const std::string text = set.log(node);
        std::istringstream line{text.substr(text.find("Max realtime timeout") + 20)};
        long soft_us = 0;
        line >> soft_us;
        return soft_us;
    };
    CHECK(limit("asked") == 300'000);
    CHECK(limit("unasked") == 500'000);
    CHECK(set.run({"down"}).exit_code == 0);
}

TEST_CASE("what the system refuses is told with the way to get it, and the program runs without") {
    RunningSet set{shell("server", "exec sleep 60", "sched: {affinity: [100]}")};
    set.up();
    REQUIRE(eventually([&] { return set.is("server", Supervised::kReady); }));
    CHECK(set.says("server: sched: affinity was refused (Invalid argument); this machine has no such processor; it runs without"));
    CHECK(set.run({"down"}).exit_code == 0);
}

TEST_CASE("a program that uses more memory than its rule allows is told about, or started anew") {
    RunningSet set{shell("kept", "exec sleep 60", "limits: {rss: 4k}") +
                   shell("swapped", "exec sleep 60", "limits: {rss: 4k, on_rss: restart}")};
    set.up();
    REQUIRE(eventually([&] {
        const auto report = set.supervision("swapped");
        return report && report->starts > 1;
    }));
    CHECK(set.supervision("swapped")->failures >= 1);
    REQUIRE(set.says("kept: uses "));
    CHECK(set.supervision("kept")->starts == 1);
    CHECK(set.run({"down"}).exit_code == 0);
}

TEST_CASE("when memory is short the kernel spares the supervisor, and not what it runs") {
    SEQBOARD_SKIP_IF(std::system("echo -500 2>/dev/null >/proc/self/oom_score_adj") != 0, "this user may not ask for that");
    RunningSet set{shell("server", "exec sleep 60")};
    const pid_t supervisor = set.up();
    REQUIRE(eventually([&] { return set.is("server", Supervised::kReady); }));
    const auto score_of = [](std::int64_t pid) { return file_text("/proc/" + std::to_string(pid) + "/oom_score_adj"); };
    CHECK(score_of(supervisor) == "-500\n");
    CHECK(score_of(set.supervision("server")->pid) == "0\n");
    CHECK(set.run({"down"}).exit_code == 0);
}

TEST_CASE("the last lines of a program that failed are kept beside its log") {
    RunningSet set{shell("server", "echo one; echo two; echo three; exit 3", "restart: {policy: never}, log: {dead_lines: 2}") +
                   shell("other", "exec sleep 60")};
    set.up();
    REQUIRE(eventually([&] { return set.is("server", Supervised::kFailed); }));
    CHECK(file_text(set.scratch().directory() + "/log/server.dead") == "two\nthree\n");
    CHECK(set.run({"down"}).exit_code == 0);
}

TEST_CASE("an exit code that the rule names is not followed by a start") {
    RunningSet set{shell("server", "exit 3", "restart: {no_restart_on: [3, SIGSEGV]}") + shell("other", "exec sleep 60")};
    set.up();
    REQUIRE(eventually([&] { return set.is("server", Supervised::kFailed); }));
    CHECK(set.supervision("server")->starts == 1);
    CHECK(set.says("given up: restart: no_restart_on"));
    CHECK(set.run({"down"}).exit_code == 0);
}
