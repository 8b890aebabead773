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

TEST_CASE(
    "who drives actuators, outlives the supervisor or is foreign starts anew; who ends the run, or how it is watched over, does not") {
    using Change = void (*)(PlannedProcess&);
    const auto wanted = [](Change change) {
        LaunchPlan plan = two();
        change(plan.processes[1]);
        return difference(two(), plan);
    };
    for (const Change anew :
         {Change{[](PlannedProcess& p) { p.is_foreign = true; }}, Change{[](PlannedProcess& p) { p.drives_actuators = true; }},
          Change{[](PlannedProcess& p) { p.outlives_supervisor = true; }}})
        CHECK(wanted(anew).changed == Names{"heading"});
    for (const Change goes_on :
         {Change{[](PlannedProcess& p) { p.ends_run = true; }}, Change{[](PlannedProcess& p) { p.feeds_watchdog = true; }},
          Change{[](PlannedProcess& p) { p.criticality = Criticality::kCritical; }},
          Change{[](PlannedProcess& p) { p.on_give_up.kind = GiveUpRule::Kind::kSafeStop; }},
          Change{[](PlannedProcess& p) { p.nodes.emplace_back().silence_limit = 1s; }},
          Change{[](PlannedProcess& p) { p.conditions[0].condition.what = "other"; }},
          Change{[](PlannedProcess& p) { p.conditions[0].condition.max_age = 1s; }},
          Change{[](PlannedProcess& p) { p.conditions[0].condition.min_count = 3; }},
          Change{[](PlannedProcess& p) { p.conditions[0].writer = "sim"; }}}) {
        CHECK(wanted(goes_on).changed.empty());
        CHECK(wanted(goes_on).amended == Names{"heading"});
        CHECK_FALSE(wanted(goes_on).is_empty());
    }
}

TEST_CASE("a process whose nodes are watched by another rule goes on under it") {
    LaunchPlan running = two(), wanted = two();
    for (LaunchPlan* const plan : {&running, &wanted}) plan->processes[1].nodes.emplace_back().silence_limit = 1s;
    CHECK(difference(running, wanted).is_empty());
    wanted.processes[1].nodes[0].silence_limit = 2s;
    CHECK(difference(running, wanted).amended == Names{"heading"});
    wanted = running;
    wanted.processes[1].nodes[0].health.enabled = false;
    CHECK(difference(running, wanted).amended == Names{"heading"});
}

TEST_CASE("another mode is seen, whatever of it is another") {
    const auto with_mode = [] {
        LaunchPlan plan = two();
        ModeRule& mode = plan.modes.emplace_back();
        mode.name.value = "slow";
        mode.settings.emplace_back().target.value = "follower.speed_m_s";
        return plan;
    };
    CHECK(difference(with_mode(), with_mode()).is_empty());
    CHECK(difference(two(), with_mode()).modes);
    using Change = void (*)(ModeRule&);
    for (const Change change :
         {Change{[](ModeRule& m) { m.name.value = "fast"; }}, Change{[](ModeRule& m) { m.when.value = "range.missing"; }},
          Change{[](ModeRule& m) { m.safe_stop = true; }}, Change{[](ModeRule& m) { m.hold += 1s; }},
          Change{[](ModeRule& m) { m.clear_after += 1s; }}, Change{[](ModeRule& m) { m.settings[0].target.value = "follower.other"; }},
          Change{[](ModeRule& m) { m.settings[0].value.value = "0.1"; }}, Change{[](ModeRule& m) { m.settings.clear(); }}}) {
        LaunchPlan wanted = with_mode();
        change(wanted.modes[0]);
        CHECK(difference(with_mode(), wanted).modes);
        CHECK_FALSE(difference(with_mode(), wanted).is_empty());
    }
}

TEST_CASE("a running set can change none of what its supervisor holds: board, enable line, clock, watchdog") {
    using Change = void (*)(LaunchPlan&);
    const std::vector<std::pair<Change, std::string>> changes = {
        {[](LaunchPlan& p) { p.place.root = "/elsewhere"; }, "the board"},
        {[](LaunchPlan& p) { p.place.kind = BackendKind::kSysv; }, "the board"},
        {[](LaunchPlan& p) { p.safety.enable_line.value = "gpio:7"; }, "safety"},
        {[](LaunchPlan& p) { p.safety.enable_gpio = "emulated"; }, "safety"},
        {[](LaunchPlan& p) { p.safety.resume = Resume::kManual; }, "safety"},
        {[](LaunchPlan& p) { p.clock_node = "sim"; }, "the clock"},
        {[](LaunchPlan& p) { p.watchdog->device = "/dev/watchdog1"; }, "the watchdog"},
        {[](LaunchPlan& p) { p.watchdog->timeout += 1s; }, "the watchdog"},
        {[](LaunchPlan& p) { p.watchdog.reset(); }, "the watchdog"}};
    LaunchPlan running = two();
    running.watchdog.emplace();
    CHECK(difference(running, running).refusal.empty());
    for (const auto& [change, what] : changes) {
        LaunchPlan wanted = running;
        change(wanted);
        CHECK(difference(running, wanted).refusal.starts_with(what));
    }
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
