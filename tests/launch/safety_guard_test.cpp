// The hand on the motors, without a robot: what each state of a critical process, a mode or the line does to it, and what is told.
#include "core/launch/safety_guard.hpp"

#include <catch2/catch.hpp>

#include "core/segment/newest_sample.hpp"
#include "tests/launch/lone_process.hpp"
#include "tests/scratch/start_error.hpp"

using namespace seqboard;
using namespace seqboard::testing;
using namespace std::chrono_literals;

namespace {

constexpr Time kStart = LoneProcess::kStart;

PlannedProcess critical(const std::string& name) {
    PlannedProcess process = planned(name);
    process.criticality = Criticality::kCritical;
    process.restart.max_restarts = 1;
    return process;
}

/// Cannot be raised.
class FragileLine final : public EnableLine {
public:
    bool set(bool enabled) noexcept override { return !enabled; }
};

class GuardedRobot {
public:
    explicit GuardedRobot(PlannedProcess planned_process = critical("wheels"), LaunchPlan plan = {}, const EnableLineDriver& driver = {})
        : process{std::move(planned_process)},
          plan_{std::move(plan)},
          slots_{process.board(), plan_},
          guard{plan_, driver, false, slots_, process.observer()} {}

    void look(Duration after = 0ms) { guard.look(process.list(), process.board(), kStart + after, Time{}); }
    EnableReason reason() const { return guard.state().enable().reason; }
    MotorEnable published() { return newest<MotorEnable>(*process.board().attach(kSupervisorNode), kMotorEnableSlot)->value; }

    LoneProcess process;

private:
    LaunchPlan plan_;
    SupervisorSlots slots_;

public:
    SafetyGuard guard;
};

}  // namespace

TEST_CASE("each end of a critical node has its own reason, and the slot says it at once") {
    GuardedRobot robot;
    robot.process->start();
    robot.look();
    CHECK(robot.reason() == EnableReason::kBoot);
    CHECK_FALSE(robot.guard.in_trouble());
    robot.process.become_ready(kStart);
    robot.look();
    CHECK(robot.published().enabled == 1);
    robot.process.end(1, kStart);
    robot.look();
    CHECK(robot.published().enabled == 0);
    CHECK(robot.published().reason == EnableReason::kNodeDied);
    CHECK(robot.guard.in_trouble());
    robot.process.advance(kStart);
    robot.process.become_ready(kStart);
    robot.look();
    CHECK(robot.published().enabled == 1);
    robot.process.end(1, kStart);  // once too often
    robot.look();
    CHECK(robot.reason() == EnableReason::kGivenUp);
    CHECK(robot.process.said.back() == ": motors disabled: 'wheels' was given up");
}

TEST_CASE("a critical node that was stopped, or is done, lets nothing move") {
    for (const bool by_hand : {true, false}) {
        GuardedRobot robot;
        robot.process.become_ready(kStart);
        robot.look();
        if (by_hand) robot.process->stop();
        else robot.process.end(0, kStart);
        robot.look();
        CHECK(robot.reason() == EnableReason::kNodeStopped);
        CHECK(robot.process.said.back() == ": motors disabled: 'wheels' was stopped");
        if (by_hand) robot.process.end(0, kStart);
    }
}

TEST_CASE("a critical node that is silent for too long stops the robot, except where its silence stops the time as well") {
    GuardedRobot robot;
    robot.process.become_ready(kStart);
    robot.look();
    const Duration limit = robot.guard.next_look() - kStart;
    CHECK(limit == LaunchPlan{}.safety.cmd_timeout);
    robot.look(limit);
    CHECK(robot.published().enabled == 1);
    robot.look(limit + 1ms);
    CHECK(robot.reason() == EnableReason::kNodeSilent);
    LaunchPlan simulated;
    simulated.clock_node = "sim";
    GuardedRobot in_simulation{critical("wheels"), simulated};
    in_simulation.process.become_ready(kStart);
    in_simulation.look(1h);
    CHECK(in_simulation.published().enabled == 1);
}

TEST_CASE("a node that is not critical stops nothing, a mode that stops the robot does until it is left") {
    GuardedRobot robot{planned("camera")};
    robot.look();
    CHECK(robot.published().enabled == 1);
    robot.guard.set_mode("halt");
    robot.look();
    CHECK(robot.published().reason == EnableReason::kMode);
    CHECK(text_in(robot.published().node) == "halt");
    CHECK_FALSE(robot.guard.resume());
    robot.guard.set_mode("");
    robot.look();
    CHECK(robot.published().enabled == 1);
}

TEST_CASE("a stop holds until somebody resumes, and neither is told twice") {
    GuardedRobot robot{planned("camera")};
    robot.look();
    robot.process.said.clear();
    robot.guard.stop(EnableReason::kAsked, "");
    robot.guard.stop(EnableReason::kAsked, "");
    robot.look();
    CHECK(robot.published().enabled == 0);
    CHECK(robot.guard.resume());
    CHECK(robot.guard.resume());
    CHECK(robot.process.said == std::vector<std::string>{": motors disabled: somebody said safe-stop", ": motors enabled"});
}

TEST_CASE("a set that is being stopped lets nothing move, and does not tell of its motors any more") {
    GuardedRobot robot{planned("camera")};
    robot.look();
    robot.process.said.clear();
    robot.guard.shut_down();
    robot.look();
    CHECK(robot.published().reason == EnableReason::kShutdown);
    CHECK(robot.process.said.empty());
}

TEST_CASE("a line that does not obey stops the robot for good") {
    LaunchPlan plan;
    plan.safety.enable_line.value = "GPJ9";
    const EnableLineDriver fragile{.open = [](const SafetyRule&) { return std::make_unique<FragileLine>(); }, .pins = nullptr};
    GuardedRobot robot{planned("camera"), plan, fragile};
    CHECK(eventually([&] {
        robot.look();
        return robot.reason() == EnableReason::kLineFault;
    }));
    CHECK(robot.published().enabled == 0);
    CHECK(text_of(robot.published()) == "disabled: line GPJ9 does not obey");
    CHECK_FALSE(robot.guard.resume());
}

TEST_CASE("a line in a program without drivers for lines is refused with its place") {
    LaunchPlan plan;
    plan.safety.enable_line = {"GPJ9", {"robot.yaml", 3, 10}};
    const auto [code, sentence] = start_error([&] { GuardedRobot{planned("camera"), plan}; });
    CHECK(code == ExitCode::kConfig);
    CHECK(sentence == "robot.yaml:3:10: safety: enable_line: this seqboard was built without drivers for lines; take it out");
}

TEST_CASE("every reason has its words") {
    const auto text = [](EnableReason reason) {
        MotorEnable enable{.reason = reason};
        put_text(enable.node, "wheels");
        return text_of(enable);
    };
    CHECK(text(EnableReason::kBoot) == "disabled: not all critical nodes are ready");
    CHECK(text(EnableReason::kGranted) == "disabled: not all critical nodes are ready");
    CHECK(text(EnableReason::kNodeHung) == "disabled: 'wheels' hangs");
    CHECK(text(EnableReason::kNodeSilent) == "disabled: 'wheels' is silent");
    CHECK(text(EnableReason::kSupervisorStarted) == "disabled: the supervisor before this one died");
    CHECK(text(EnableReason::kMode) == "disabled: mode 'wheels'");
    CHECK(text(EnableReason::kShutdown) == "disabled: the set is being stopped");
}
