// What a changed file means for a set that runs.
#include "core/launch/plan_difference.hpp"

#include <catch2/catch.hpp>

using namespace seqboard;
using namespace std::chrono_literals;

namespace {

LaunchPlan two() {
    LaunchPlan plan;
    for (const char* const name : {"sim", "heading"}) {
        PlannedProcess& process = plan.processes.emplace_back();
        process.name = name;
        process.command_line = {"node", "--name", name, "--origin", "robot.yaml:7", "--param", "x=1"};
    }
    PlannedCondition& after = plan.processes[1].conditions.emplace_back();
    after.condition.what = "sim";
    return plan;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("a file that only moved its lines changes nothing") {
    LaunchPlan moved = two();
    for (PlannedProcess& process : moved.processes) process.command_line[4] = "robot.yaml:9";
    CHECK(difference(two(), moved).is_empty());
}

TEST_CASE("another command line, limit, schedule or readiness starts a process anew, another rule of supervision does not") {
    const auto changed = [](auto&& change) {
        LaunchPlan wanted = two();
        change(wanted.processes[1]);
        const PlanDifference found = difference(two(), wanted);
        CHECK(found.added.empty());
        CHECK(found.removed.empty());
        CHECK(found.changed.size() + found.amended.size() == 1);
        return found.changed == Names{"heading"};
    };
    CHECK(changed([](PlannedProcess& p) { p.command_line.back() = "x=2"; }));
    CHECK(changed([](PlannedProcess& p) { p.rules.limits.open_files = 10; }));
    CHECK(changed([](PlannedProcess& p) { p.schedule.nice = 3; }));
    CHECK(changed([](PlannedProcess& p) { p.rules.ready.delay = 1s; }));
    CHECK_FALSE(changed([](PlannedProcess& p) { p.restart.max_restarts = 1; }));
    CHECK_FALSE(changed([](PlannedProcess& p) { p.rules.stop.timeout = 1s; }));
    CHECK_FALSE(changed([](PlannedProcess& p) { p.rules.log.keep = 3; }));
    CHECK_FALSE(changed([](PlannedProcess& p) { p.conditions.clear(); }));
    CHECK_FALSE(changed([](PlannedProcess& p) { p.conditions[0].condition.kind = StartConditionKind::kStarted; }));
}

TEST_CASE("new processes and deleted ones are told apart, also when their order changes") {
    LaunchPlan wanted = two();
    std::swap(wanted.processes[0], wanted.processes[1]);
    wanted.processes[0].conditions[0].process = 1;
    CHECK(difference(two(), wanted).is_empty());
    wanted.processes.emplace_back().name = "voice";
    wanted.processes[0].name = "heading2";
    const PlanDifference found = difference(two(), wanted);
    CHECK(found.added == Names{"heading2", "voice"});
    CHECK(found.removed == Names{"heading"});
    CHECK(found.changed.empty());
}

TEST_CASE("a running set can change neither its board nor its watchdog") {
    LaunchPlan elsewhere = two();
    elsewhere.place.board = "other";
    CHECK_FALSE(difference(two(), elsewhere).refusal.empty());
    LaunchPlan guarded = two();
    guarded.watchdog.emplace();
    CHECK_FALSE(difference(two(), guarded).refusal.empty());
    CHECK(difference(guarded, guarded).refusal.empty());
}
