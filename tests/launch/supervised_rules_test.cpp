// Smaller duties of the supervisor: memory, parameters and modes of processes that are not what they should be.
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "core/launch/health_watch.hpp"
#include "core/launch/memory_watch.hpp"
#include "core/launch/mode_keeper.hpp"
#include "core/launch/plan_reader.hpp"
#include "core/launch/restart_policy.hpp"
#include "core/launch/safety_guard.hpp"
#include "core/launch/start_gate.hpp"
#include "core/segment/newest_sample.hpp"
#include "tests/launch/lone_process.hpp"

using namespace seqboard;
using namespace seqboard::testing;
using namespace std::chrono_literals;

namespace {

constexpr Time kStart = LoneProcess::kStart;

ModeRule mode(const std::string& name) {
    ModeRule rule;
    rule.name.value = name;
    rule.clear_after = Duration::zero();
    return rule;
}

/// Which mode is in force when this process was given up under this rule; empty: none.
std::string mode_after_end(GiveUpRule rule) {
    LaunchPlan plan;
    plan.modes = {mode("slow"), mode("halt")};
    PlannedProcess process = planned("motor");
    process.restart.max_restarts = 0;
    process.on_give_up = std::move(rule);
    LoneProcess motor{process};
    SupervisorSlots slots{motor.board(), plan};
    const std::shared_ptr<Blackboard> board{std::shared_ptr<Blackboard>{}, &motor.board()};
    ModeKeeper keeper{plan, board, slots, motor.observer()};
    motor.become_ready(kStart);
    keeper.look(motor.list(), motor.board(), kStart, kStart);
    CHECK(keeper.name() == "");
    motor.end(1, kStart);
    keeper.look(motor.list(), motor.board(), kStart, kStart);
    return keeper.name();
}

}  // namespace

TEST_CASE("a node that was given up leads to the mode that its rule names, and to no other") {
    CHECK(mode_after_end({GiveUpRule::Kind::kMode, "halt"}) == "halt");
    CHECK(mode_after_end({GiveUpRule::Kind::kMode, "slow"}) == "slow");
    CHECK(mode_after_end({GiveUpRule::Kind::kMode, "other"}) == "");
    CHECK(mode_after_end({GiveUpRule::Kind::kLog, ""}) == "");
}

TEST_CASE("too much memory is told once, and again only after it was less, and nothing of a process that is gone") {
    MemoryWatch watch;
    Time now{10s};
    const pid_t self = ::getpid();
    CHECK(watch.breach(self, 1, now));
    CHECK_FALSE(watch.breach(self, 1, now + 500ms));  // looked at once a second
    CHECK_FALSE(watch.breach(self, 1, now += 1s));
    CHECK_FALSE(watch.breach(self, UINT64_MAX, now += 1s));
    CHECK(watch.breach(self, 1, now += 1s));
    const pid_t gone = ::fork();
    if (gone == 0) ::_exit(0);
    ::waitpid(gone, nullptr, 0);
    CHECK_FALSE(watch.breach(gone, 1, now += 1s));
    CHECK_FALSE(resident_bytes(gone));
}

TEST_CASE("of several nodes in a process the one that hangs is named") {
    const auto board = Blackboard::in_memory();
    PlannedProcess process;
    std::vector<std::shared_ptr<OwnedSegment>> segments;
    StepContext context;
    context.begin(kStart);
    for (const char* const name : {"left", "right"}) {
        process.nodes.push_back({.name = name, .type = "arm_node", .health = {.max_step = 20ms}});
        process.nodes.back().silence_limit = name == std::string{"left"} ? kForever : Duration{1s};
        OutputPort port{"status", slot_spec<NodeStatus>(std::string{name} + ".status"), context};
        segments.push_back(board->create(name, {port.spec}));
        port.bind(segments.back()->writer(0), segments.back()->epoch());
        const NodeStatus status;
        port.write(&status, sizeof status);
    }
    HealthWatch watch{process};
    watch.begin(kStart, kStart);
    CHECK(watch.fault(*board, kStart + 1s, kStart, Time{}) == "");
    CHECK(watch.fault(*board, kStart + 1001ms, kStart, Time{}) == "right has not shown for 1 s that it lives");
}

TEST_CASE("a line that fails once keeps the motors disabled, and the reason is the line") {
    class Fragile final : public EnableLine {
    public:
        bool set(bool enabled) noexcept override { return !enabled; }
    };
    LaunchPlan plan;
    plan.safety.enable_line.value = "GPJ9";
    plan.safety.resume = Resume::kAuto;
    const EnableLineDriver driver{.open = [](const SafetyRule&) { return std::make_unique<Fragile>(); }, .pins = nullptr};
    LoneProcess process{planned("camera")};
    SupervisorSlots slots{process.board(), plan};
    SafetyGuard guard{plan, driver, false, slots, process.observer()};
    Time now = kStart;
    REQUIRE(eventually([&] {
        guard.look(process.list(), process.board(), now += 10ms, Time{});
        return guard.state().enable().reason == EnableReason::kLineFault;
    }));
    CHECK_FALSE(guard.state().enabled());
    guard.look(process.list(), process.board(), now += 10ms, Time{});
    CHECK(guard.state().enable().reason == EnableReason::kLineFault);
    CHECK(text_in(guard.state().enable().node) == "GPJ9");
    CHECK_FALSE(guard.resume());
}

TEST_CASE("a critical node that hangs stops the robot, and the reason is that") {
    PlannedProcess plan = planned("wheels");
    plan.criticality = Criticality::kCritical;
    plan.command_line = {"/bin/sleep", "1000"};
    plan.nodes[0].silence_limit = 1s;
    LoneProcess process{plan};
    const LaunchPlan set;
    SupervisorSlots slots{process.board(), set};
    SafetyGuard guard{set, {}, false, slots, process.observer()};
    process.become_ready(kStart);
    guard.look(process.list(), process.board(), kStart, Time{});
    CHECK(guard.state().enabled());
    process->check_health(process.board(), kStart + 2s, kStart + 2s, Time{});
    guard.look(process.list(), process.board(), kStart + 2s, Time{});
    CHECK(guard.state().enable().reason == EnableReason::kNodeHung);
    process->kill_now();
    process.end(137, kStart + 2s);
}

TEST_CASE("a node without slots of its parameters, or without any, is not asked to change them") {
    ModeRule rule = mode("slow");
    ModeRule::Setting& setting = rule.settings.emplace_back();
    setting.target.value = "motor.speed_m_s";
    setting.value.value = "0.1";
    LoneProcess process{planned("motor")};  // it has its status only
    SupervisorSlots slots{process.board(), {}};
    ParamOverlay overlay{{rule}, slots, process.observer()};
    process.become_ready(kStart);
    overlay.look(0, process.list(), process.board(), kStart);
    const auto asked = newest<ParamRequest>(*process.board().attach(kSupervisorNode), kModeRequestSlot);
    CHECK((!asked || asked->value.id == 0));
}

TEST_CASE("a process that is not ready is not silent, and the log of one that has not printed has no last line") {
    LoneProcess process{planned("motor")};
    CHECK(process->silent_since(process.board(), kStart + 9s, Time{}) == kStart + 9s);
    CHECK(process->last_log_line() == "");
    CHECK(process->is_healthy(process.board(), kStart));  // nobody has started it
    process.become_ready(kStart);
    CHECK(process->silent_since(process.board(), kStart + 9s, Time{}) == kStart);
    CHECK_FALSE(process->is_healthy(process.board(), kStart + 9s));
    process->stop();
    CHECK(process->is_healthy(process.board(), kStart + 9s));  // it is on its way
    process.end(0, kStart);
}

TEST_CASE("a process that waits, or was given up, is not healthy") {
    PlannedProcess plan = planned("motor");
    plan.restart.max_restarts = 0;
    LoneProcess process{plan};
    process->start();
    CHECK_FALSE(process->is_healthy(process.board(), kStart));
    process.become_ready(kStart);
    process.end(1, kStart);
    CHECK(process->state() == Supervised::kFailed);
    CHECK_FALSE(process->is_healthy(process.board(), kStart));
}

TEST_CASE("who comes after a node that was given up starts without it only where its rule says so") {
    const auto board = Blackboard::in_memory();
    const auto opens = [&](DependencyFailure failure) {
        PlannedProcess process;
        process.rules.on_dependency_failure = failure;
        process.conditions.push_back({{.kind = StartConditionKind::kReady, .what = "other"}});
        StartGate gate{process};
        gate.begin(*board);
        return gate.is_open([](std::size_t) { return Supervised::kFailed; }, *board, kStart);
    };
    CHECK(opens(DependencyFailure::kDegrade));
    CHECK(opens(DependencyFailure::kIgnore));
    CHECK_FALSE(opens(DependencyFailure::kHold));
    CHECK_FALSE(opens(DependencyFailure::kStop));
    CHECK_FALSE(opens(DependencyFailure::kRestart));
}

TEST_CASE("a node whose segment was deleted is watched in its new one after its next start") {
    const ScratchBoard scratch;
    const auto board = Blackboard::open(scratch.place());
    Blackboard theirs{make_backend(scratch.place()), "test"};  // as the node's process has it
    PlannedProcess plan = planned("sonar");
    plan.command_line = {"/bin/sleep", "1000"};
    plan.nodes[0].silence_limit = 1s;
    std::filesystem::create_directories(scratch.directory() + "/log");
    const LaunchObserver observer;
    SupervisedProcess process{plan, *board, scratch.directory() + "/log", observer};
    const auto state_after_silence = [&](Time now) {
        StepContext context;
        context.begin(now);
        OutputPort status{"status", slot_spec<NodeStatus>("sonar.status"), context};
        const auto segment = theirs.create("sonar", {status.spec});
        status.bind(segment->writer(0), segment->epoch());
        const NodeStatus ready{.state = NodeState::kReady};
        status.write(&ready, sizeof ready);
        process.advance(*board, true, now, now);
        process.check_health(*board, now + 1s, now + 1s, Time{});
        CHECK(process.state() == Supervised::kReady);
        process.check_health(*board, now + 1001ms, now + 1001ms, Time{});
        const Supervised found = process.state();
        process.kill_now();
        REQUIRE(eventually([&] { return process.reap().has_value(); }));
        process.on_death(137, now + 2s);
        return found;
    };
    process.start();
    CHECK(state_after_silence(kStart) == Supervised::kHung);
    board->backend().remove("sonar");
    process.advance(*board, false, kStart + 3s, kStart + 3s);
    CHECK(state_after_silence(kStart + 3s) == Supervised::kHung);
}

TEST_CASE("a rule without pauses restarts at once") {
    RestartRule rule;
    rule.delays.clear();
    RestartPolicy policy{rule};
    CHECK(policy.on_exit(1, kStart).delay == 0s);
    CHECK(policy.on_exit(1, kStart).delay == 0s);
}

TEST_CASE("a reader of plans may go while it reads, and tells what it could not read") {
    PlanReader reader;
    CHECK_FALSE(reader.take());
    reader.begin([]() -> LaunchPlan { throw std::runtime_error{"no such file"}; });
    std::optional<PlanReader::Outcome> outcome;
    REQUIRE(eventually([&] { return (outcome = reader.take()).has_value(); }));
    CHECK_FALSE(outcome->plan);
    CHECK(outcome->fault == "no such file");
    CHECK_FALSE(reader.is_busy());
    reader.begin([] { return LaunchPlan{}; });
    CHECK(reader.is_busy());
}

TEST_CASE("a list of processes gives up the one of a name, if it has it") {
    LoneProcess process{planned("motor")};
    CHECK(process.list().take("camera") == nullptr);
    CHECK(process.list().size() == 1);
    CHECK(process.list().take("motor") != nullptr);
    CHECK(process.list().size() == 0);
}
