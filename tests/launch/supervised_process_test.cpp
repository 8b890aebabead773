// One process under supervision, by the clock that a test turns: what it does with each end, and what it tells.
#include "core/launch/supervised_process.hpp"

#include <signal.h>

#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/launch/lone_process.hpp"

using namespace seqboard;
using namespace seqboard::testing;
using namespace std::chrono_literals;

namespace {

constexpr Time kStart = LoneProcess::kStart;

/// What is told of a process under this plan that ends with this code.
std::string last_words(PlannedProcess plan, int exit_code) {
    LoneProcess process{std::move(plan)};
    process.become_ready(kStart);
    process.end(exit_code, kStart);
    return process.said.back();
}

}  // namespace

TEST_CASE("why a process is not started again is told, and how it ended") {
    PlannedProcess plan = planned("motor");
    CHECK_THAT(last_words(plan, 78), Catch::Contains("given up: another start cannot cure that; its log: "));
    plan.restart.no_restart_on = {7};
    CHECK_THAT(last_words(plan, 7), Catch::Contains("given up: restart: no_restart_on"));
    plan.restart.max_restarts = 0;
    CHECK_THAT(last_words(plan, 1), Catch::Contains("given up: too many ends"));
    plan.restart.when = RestartWhen::kNever;
    CHECK_THAT(last_words(plan, 1), Catch::Contains("given up: restart: never"));
    CHECK(last_words(plan, 0) == "motor: ended with exit code 0");
    plan.ends_run = true;  // then whoever launched the run tells it
    CHECK(last_words(plan, 1) == "motor: ended with exit code 1");
    CHECK(last_words(plan, 128 + SIGSEGV) == "motor: killed by signal 11 (Segmentation fault)");
    CHECK(last_words(plan, 255) == "motor: ended with exit code 255");
}

TEST_CASE("a restart waits as long as its rule says, and tells how many there were") {
    PlannedProcess plan = planned("motor");
    plan.restart.delays = {0ms, 200ms};
    LoneProcess process{plan};
    process.become_ready(kStart);
    process.end(1, kStart);
    CHECK_THAT(process.said.back(), Catch::Contains("restarting at once (1 of 5 within 60 s)"));
    process.advance(kStart);
    process.become_ready(kStart);
    process.end(1, kStart);
    CHECK_THAT(process.said.back(), Catch::Contains("restarting in 200 ms (2 of 5 within 60 s)"));
    CHECK(process->report({.name = "motor", .type = "motor_node"}).backoff_ms == 200);
    process.advance(kStart + 199ms);
    CHECK(process->state() == Supervised::kBackoff);
    process.advance(kStart + 200ms);
    CHECK(process->state() == Supervised::kWaiting);
    CHECK(process->report({.name = "motor", .type = "motor_node"}).backoff_ms == 0);
}

TEST_CASE("a process whose log is none cannot be started, is told of, tried again and given up") {
    PlannedProcess plan = planned("motor");
    plan.restart.max_restarts = 1;
    plan.rules.log.keep = 0;
    LoneProcess process{plan};
    std::filesystem::create_directories(process.log_folder() + "/motor.log");
    process->start();
    process.advance(kStart, true);
    CHECK_THAT(process.said.back(), Catch::Contains("cannot be started: ") && Catch::Contains("motor.log: not a regular file"));
    CHECK(process->exit_code() == static_cast<int>(ExitCode::kSystem));
    CHECK(process->pid() == 0);
    CHECK(process->state() == Supervised::kWaiting);  // the pause was over at once
    process.advance(kStart, true);
    CHECK(process->state() == Supervised::kFailed);
    CHECK(process->failures() == 2);
    CHECK(process->take_given_up());
    CHECK_FALSE(process->take_given_up());
}

TEST_CASE("a stop while it starts, runs or waits, and a start while it stops, have their effect") {
    LoneProcess process{planned("motor")};
    process->stop();
    CHECK(process->state() == Supervised::kDown);
    process->start();
    CHECK(process->state() == Supervised::kWaiting);
    process->stop();
    CHECK(process->state() == Supervised::kDown);
    process.become_ready(kStart);
    process->restart();
    CHECK(process->state() == Supervised::kStopping);
    process.end(0, kStart);
    CHECK(process->state() == Supervised::kWaiting);
    process.become_ready(kStart);
    process->stop();
    process.end(0, kStart);
    CHECK(process->state() == Supervised::kDown);
    CHECK(process.said.back() == "motor: stopped");
    process->kill_now();  // there is nothing to kill
}

TEST_CASE("who does not stop in time is killed, and told of") {
    PlannedProcess plan = planned("motor");
    plan.command_line = {"/bin/sleep", "60"};
    plan.rules.stop.timeout = 3s;
    plan.rules.stop.signal = SIGCONT;  // which does nothing to it
    for (const bool whole_group : {true, false}) {
        plan.rules.stop.whole_group = whole_group;
        LoneProcess process{plan};
        process.become_ready(kStart);
        process->stop();
        process.advance(*process->next_timer());
        CHECK(process.said.back() == "motor: did not end within 3 s, killed");
        std::optional<int> code;
        REQUIRE(eventually([&] { return (code = process->reap()).has_value(); }));
        CHECK(code == 128 + SIGKILL);
    }
}

TEST_CASE("a process is started anew for what it comes after only while it runs, and its past is kept") {
    LoneProcess process{planned("motor")};
    process->cycle("what it comes after failed");
    CHECK(process.said.empty());
    process.become_ready(kStart);
    process->cycle("what it comes after failed");
    CHECK(process->state() == Supervised::kStopping);
    process.end(0, kStart);
    CHECK(process->state() == Supervised::kWaiting);
    CHECK(process->starts() == 1);
    CHECK(process->failures() == 0);
}

TEST_CASE("what counts as healthy is a node that shows that it lives, or one that nobody wants at work") {
    LoneProcess process{planned("motor")};
    CHECK(process->is_healthy(process.board(), kStart));
    process->start();
    CHECK_FALSE(process->is_healthy(process.board(), kStart));
    process.become_ready(kStart);
    CHECK(process->is_healthy(process.board(), kStart + 1s));
    CHECK_FALSE(process->is_healthy(process.board(), kStart + 1001ms));
    process.end(0, kStart);
    CHECK(process->state() == Supervised::kDone);
    CHECK(process->is_healthy(process.board(), kStart + 1h));
}

TEST_CASE("a process whose health nobody watches is never silent for too long") {
    PlannedProcess plan = planned("motor");
    plan.nodes.front().health.enabled = false;
    LoneProcess process{plan};
    process.become_ready(kStart);
    CHECK(process->silent_until(process.board(), kStart + 1h, Time{}) == Time::max());
    process->check_health(process.board(), kStart + 1h, kStart + 1h, Time{});
    CHECK(process->state() == Supervised::kReady);
}

TEST_CASE("a process that hangs is aborted, killed when nobody hears of its end, and started again") {
    PlannedProcess plan = planned("motor");
    plan.command_line = {"/bin/sleep", "60"};
    plan.rules.limits.core_bytes = 0;
    plan.nodes.front().silence_limit = 1s;
    LoneProcess process{plan};
    process.become_ready(kStart);
    CHECK(process->silent_until(process.board(), kStart, Time{}) == kStart + 1s);
    process->check_health(process.board(), kStart + 2s, kStart + 2s, Time{});
    CHECK(process->state() == Supervised::kHung);
    CHECK(process.said.back() == "motor: has not shown for 1 s that it lives: hung, aborted");
    process.advance(kStart + 2s + 500ms);
    CHECK(process.said.back() == "motor: did not end within 500 ms of SIGABRT, killed");
    std::optional<int> code;
    REQUIRE(eventually([&] { return (code = process->reap()).has_value(); }));
    process->on_death(*code, kStart + 3s);
    CHECK(process->state() == Supervised::kBackoff);
}

TEST_CASE("another plan holds from the moment on in which it is followed") {
    LoneProcess process{planned("motor")};
    process.become_ready(kStart);
    PlannedProcess other = process->plan();
    other.restart.when = RestartWhen::kNever;
    other.rules.log.keep = 3;
    other.nodes.front().silence_limit = 7s;
    process->follow(other, kStart);
    CHECK(process->silent_until(process.board(), kStart, Time{}) == kStart + 7s);
    process->follow(other, kStart);  // the same again changes nothing
    process.end(1, kStart);
    CHECK(process->state() == Supervised::kFailed);
}

TEST_CASE("memory beyond the rule is told once, or has the process started anew") {
    PlannedProcess plan = planned("motor");
    plan.command_line = {"/bin/sleep", "60"};
    plan.rules.limits.rss_bytes = 1;
    for (const bool restarts : {false, true}) {
        plan.rules.limits.rss_restarts = restarts;
        LoneProcess process{plan};
        process.become_ready(kStart);
        process.advance(kStart + 2s);
        process.advance(kStart + 4s);
        const auto told = std::count_if(process.said.begin(), process.said.end(), [](const std::string& text) {
            return text.find("kB of memory, limits: rss: is 0 kB") != std::string::npos;
        });
        CHECK(told == 1);
        CHECK(process->state() == (restarts ? Supervised::kStopping : Supervised::kReady));
        CHECK(process->failures() == (restarts ? 1 : 0));
        process->kill_now();
        process.end(128 + SIGKILL, kStart + 4s);
    }
}
