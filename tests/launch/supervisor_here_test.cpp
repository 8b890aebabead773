// A supervisor in the test's own process: what it makes of requests, of boards that others use, and of ends that come together.
#include "core/launch/supervisor.hpp"

#include <signal.h>
#include <sys/wait.h>

#include <atomic>
#include <catch2/catch.hpp>

#include "core/launch/operator_slots.hpp"
#include "core/port/output_port.hpp"
#include "core/segment/segment_error.hpp"
#include "tests/launch/lone_process.hpp"

using namespace seqboard;
using namespace seqboard::testing;
using namespace std::chrono_literals;

namespace {

/// Programs that know no blackboard, and so are ready at once.
LaunchPlan plan_of(const ScratchBoard& scratch, const std::vector<std::pair<std::string, std::vector<std::string>>>& programs) {
    LaunchPlan plan;
    plan.file = "here.yaml";
    plan.place = scratch.place();
    for (const auto& [name, command_line] : programs) {
        PlannedProcess& process = plan.processes.emplace_back(planned(name));
        process.nodes.front().health.enabled = false;
        process.command_line = command_line;
        process.is_foreign = true;
    }
    return plan;
}

const std::vector<std::string> kEndless = {"/bin/sleep", "1000"};

/// A process that hears no signal but SIGKILL, from when it is ready on.
LaunchPlan deaf(const ScratchBoard& scratch) {
    LaunchPlan plan = plan_of(scratch, {{"deaf", {"/bin/sh", "-c", "trap '' TERM; echo >&$SEQBOARD_READY_FD; exec sleep 1000"}}});
    plan.processes[0].rules.ready.notify = true;
    plan.processes[0].rules.stop.timeout = 1000s;
    return plan;
}

/// A run during which somebody asks for things: each step is done when what was asked for before it is.
class Run {
public:
    explicit Run(LaunchPlan plan, ReadAgain read_again = {}) : supervisor_{std::move(plan), observer(), {}, std::move(read_again)} {}

    /// When the last request is answered.
    void then(std::function<void()> step) {
        when([this] { return status().request_done == asked_; }, std::move(step));
    }
    /// At the next tick: the supervisor has seen the last request.
    void at_once(std::function<void()> step) {
        when([] { return true; }, std::move(step));
    }
    void when(std::function<bool()> holds, std::function<void()> step) { steps_.push_back({std::move(holds), std::move(step)}); }

    void ask(LaunchVerb verb, const std::string& node = "") {
        if (!segment_) {
            segment_ = supervisor_.board()->create(kOperatorNode, operator_slots());
            port_.bind(segment_->writer(1), segment_->epoch());
        }
        LaunchRequest request{.id = ++asked_, .verb = verb};
        put_text(request.node, node);
        context_.begin(monotonic_now());
        port_.write(&request, sizeof request);
    }
    /// The process that was started last.
    void kill_last() const {
        const auto started = std::find_if(said.rbegin(), said.rend(),
                                          [](const std::string& text) { return text.find(": started, process ") != std::string::npos; });
        ::kill(static_cast<pid_t>(std::stol(started->substr(started->rfind(' ')))), SIGKILL);
    }
    int run() {
        const int code = supervisor_.run();
        CHECK(done_ == steps_.size());
        return code;
    }
    bool was_said(const std::string& text) const { return std::find(said.begin(), said.end(), text) != said.end(); }
    const SupervisorStatus& status() const { return supervisor_.status(); }

    std::vector<std::string> said;  ///< "PROCESS: TEXT"

private:
    LaunchObserver observer() {
        LaunchObserver observer;
        observer.on_event = [this](const LaunchEvent& event) { said.push_back(event.process + ": " + event.text); };
        observer.on_tick = [this] { tick(); };
        return observer;
    }
    void tick() {
        if (status().startup_ms == 0 || done_ == steps_.size()) return;
        if (steps_[done_].first()) steps_[done_++].second();
    }

    Supervisor supervisor_;
    StepContext context_;
    OutputPort port_{"launch", operator_slots()[1], context_};
    std::shared_ptr<OwnedSegment> segment_;
    std::uint32_t asked_ = 0;
    std::vector<std::pair<std::function<bool()>, std::function<void()>>> steps_;  ///< when, and what
    std::size_t done_ = 0;
};

}  // namespace

TEST_CASE("a node is stopped, started and restarted when somebody asks, and of one that does not exist there is nothing to do") {
    const ScratchBoard scratch;
    Run run{plan_of(scratch, {{"motor", kEndless}})};
    run.then([&] { run.ask(LaunchVerb::kStop, "motor"); });
    run.then([&] {
        CHECK(run.was_said("motor: stopped"));
        CHECK(run.status().ready == 0);
        run.ask(LaunchVerb::kStart, "motor");
    });
    run.then([&] {
        CHECK(run.status().ready == 1);
        CHECK(run.status().restarts == 1);
        run.ask(LaunchVerb::kRestart, "motor");
    });
    run.then([&] {
        CHECK(run.status().restarts == 2);
        run.ask(LaunchVerb::kStop, "nobody");
    });
    run.then([&] {
        CHECK(run.status().ready == 1);
        run.ask(LaunchVerb::kReload);
    });
    run.then([&] {
        CHECK(run.status().reload_refused == 1);  // nobody has said how to read the set again
        run.ask(LaunchVerb::kDown);
    });
    CHECK(run.run() == 0);
}

TEST_CASE("what is asked of a set that is going down is not done any more") {
    const ScratchBoard scratch;
    const LaunchPlan plan = deaf(scratch);
    Run run{plan, [&] { return plan; }};
    run.then([&] { run.ask(LaunchVerb::kDown); });
    run.at_once([&] { run.ask(LaunchVerb::kRestart, "deaf"); });
    run.at_once([&] { run.ask(LaunchVerb::kReload); });
    run.at_once([&] { run.kill_last(); });
    CHECK(run.run() == 0);
    CHECK(run.was_said("deaf: stopped"));
    CHECK(std::count_if(run.said.begin(), run.said.end(), [](const std::string& text) { return text.starts_with("deaf: started"); }) == 1);
    CHECK(run.status().reload_refused == 1);
}

TEST_CASE("reloads that are asked for while one goes on are that one, and a set that is stopped meanwhile does not change any more") {
    const ScratchBoard scratch;
    const LaunchPlan plan = deaf(scratch);
    LaunchPlan changed = plan;
    changed.processes[0].command_line.push_back("changed");
    std::atomic<int> reads{0};
    std::atomic<bool> may_go_on{false};
    Run run{plan, [&] {
                ++reads;
                eventually([&] { return may_go_on.load(); });
                return changed;
            }};
    run.then([&] { run.ask(LaunchVerb::kReload); });
    run.at_once([&] { run.ask(LaunchVerb::kReload); });
    run.at_once([&] { may_go_on = true; });
    run.when([&] { return run.was_said("deaf: stopping"); }, [&] { run.ask(LaunchVerb::kReload); });
    run.at_once([&] { run.ask(LaunchVerb::kDown); });
    run.at_once([&] { run.kill_last(); });
    CHECK(run.run() == 0);
    CHECK(reads == 1);
    CHECK(std::count_if(run.said.begin(), run.said.end(), [](const std::string& text) { return text.starts_with("deaf: started"); }) == 1);
}

TEST_CASE("a restart is done when the node has come up again, which may have to wait for another") {
    const ScratchBoard scratch;
    LaunchPlan plan = plan_of(scratch, {{"first", kEndless}, {"second", kEndless}});
    plan.processes[1].conditions.emplace_back().condition.what = "first";
    plan.processes[1].after = {0};
    Run run{plan};
    run.then([&] { run.ask(LaunchVerb::kStop, "first"); });
    run.then([&] { run.ask(LaunchVerb::kRestart, "second"); });
    run.when([&] { return run.was_said("second: stopped"); }, [] {});
    run.at_once([&] {
        CHECK(run.status().request_done == 1);  // the restart goes on
        run.ask(LaunchVerb::kStart, "first");
    });
    run.then([&] {
        CHECK(run.status().ready >= 1);
        run.ask(LaunchVerb::kDown);
    });
    CHECK(run.run() == 0);
}

TEST_CASE("nodes that somebody else runs are all named, and nothing is started beside them") {
    const ScratchBoard scratch;
    LaunchPlan plan = plan_of(scratch, {{"both", kEndless}, {"third", kEndless}});
    plan.processes[0].nodes = {{.name = "first", .type = "x"}, {.name = "second", .type = "x"}};
    const auto board = Blackboard::open(scratch.place());
    std::vector<std::shared_ptr<OwnedSegment>> held;
    for (const char* const name : {"first", "second", "third"})
        held.push_back(board->create(name, {slot_spec<NodeStatus>(std::string{name} + ".status")}));
    const std::string process = "' (process " + std::to_string(::getpid()) + ")";
    CHECK_THROWS_WITH((Supervisor{plan, {}}), Catch::Contains("'first" + process + ", 'second" + process + ", 'third" + process));
    CHECK_FALSE(board->backend().owner(kSupervisorNode));
}

TEST_CASE("a board of files keeps its slots when its set has ended, one in memory does not") {
    for (const BackendKind kind : {BackendKind::kFile, BackendKind::kPosix}) {
        const ScratchBoard scratch;
        LaunchPlan plan = plan_of(scratch, {{"tool", {"/bin/true"}}});
        plan.place.kind = kind;
        CHECK(Supervisor{plan, {}}.run() == 0);
        CHECK(Blackboard::open(plan.place)->nodes().empty() == (kind == BackendKind::kPosix));
    }
}

TEST_CASE("of two ends that both end the run the first that is seen gives it its exit code") {
    const ScratchBoard scratch;
    LaunchPlan plan = plan_of(scratch, {{"first", {"/bin/sh", "-c", "exit 3"}}, {"second", {"/bin/sh", "-c", "exit 4"}}});
    for (PlannedProcess& process : plan.processes) {
        process.failure_ends_run = true;
        process.restart.when = RestartWhen::kNever;
    }
    std::vector<pid_t> pids;
    std::vector<std::string> ended;
    LaunchObserver observer;
    observer.on_event = [&](const LaunchEvent& event) {
        if (event.kind == LaunchEvent::Kind::kRunEnded) ended.push_back(event.process);
        if (event.kind != LaunchEvent::Kind::kStarted) return;
        pids.push_back(static_cast<pid_t>(std::stol(event.text.substr(event.text.rfind(' ')))));
        if (pids.size() < 2) return;
        siginfo_t info{};
        for (const pid_t pid : pids) ::waitid(P_PID, static_cast<id_t>(pid), &info, WEXITED | WNOWAIT);  // so that they are seen together
    };
    CHECK(Supervisor{plan, observer}.run() == 3);
    CHECK(ended == std::vector<std::string>{"first"});
}

TEST_CASE("a set whose critical node cannot even begin is in safe stop") {
    const ScratchBoard scratch;
    LaunchPlan plan = plan_of(scratch, {{"wheels", {"/bin/false"}}});
    plan.processes[0].criticality = Criticality::kCritical;
    plan.processes[0].restart.when = RestartWhen::kNever;
    plan.processes[0].rules.ready.delay = 5s;
    std::vector<SystemMode> modes;
    Supervisor* running = nullptr;
    LaunchObserver observer;
    observer.on_tick = [&] { modes.push_back(running->status().mode); };
    Supervisor supervisor{plan, observer};
    running = &supervisor;
    CHECK(supervisor.run() == 1);
    CHECK(modes.front() == SystemMode::kBoot);
    CHECK(modes.back() == SystemMode::kSafeStop);
}
