// The supervisor's loop when one of its calls fails: what runs is supervised on, and nothing is left behind.
#include <signal.h>
#include <time.h>

#include <catch2/catch.hpp>

#include "core/launch/operator_slots.hpp"
#include "core/launch/supervisor.hpp"
#include "tests/failing_calls/failing_call.hpp"
#include "tests/scratch/scratch_board.hpp"

using namespace seqboard;
using namespace seqboard::testing;

namespace {

/// Two programs, the second after the first; both end by themselves.
LaunchPlan short_run(const ScratchBoard& scratch) {
    LaunchPlan plan;
    plan.file = "short_run.yaml";
    plan.place = scratch.place();
    for (const char* const name : {"first", "second"}) {
        PlannedProcess& process = plan.processes.emplace_back();
        process.name = name;
        process.nodes.push_back({.name = name, .type = "/bin/true", .health = {.enabled = false}});
        process.command_line = {"/bin/true"};
        process.is_foreign = true;
        process.restart.delays = {Duration::zero()};
    }
    PlannedCondition& after = plan.processes[1].conditions.emplace_back();
    after.condition.kind = StartConditionKind::kExitedOk;
    after.condition.what = "first";
    plan.processes[1].after = {0};
    return plan;
}

/// Programs that run until they are told to stop.
LaunchPlan long_run(const ScratchBoard& scratch, const std::vector<std::string>& names) {
    LaunchPlan plan;
    plan.file = "long_run.yaml";
    plan.place = scratch.place();
    for (const std::string& name : names) {
        PlannedProcess& process = plan.processes.emplace_back();
        process.name = name;
        process.nodes.push_back({.name = name, .type = "/bin/sleep", .health = {.enabled = false}});
        process.command_line = {"/bin/sleep", "3600"};
        process.is_foreign = true;
        process.restart.delays = {Duration::zero()};
    }
    return plan;
}

/// A supervisor that is asked to reload another plan while its set starts, and stops when it has answered.
class ReloadedRun {
public:
    /// The desk is held by who runs it, so that what it makes and writes is not among the calls that fail.
    ReloadedRun(const ScratchBoard& scratch, const OwnedSegment& desk)
        : supervisor_{long_run(scratch, {"stays", "goes"}),
                      {.on_tick = [this] { look(); }},
                      {},
                      [&] { return long_run(scratch, {"stays", "comes"}); }} {
        LaunchRequest request;
        request.verb = LaunchVerb::kReload;
        request.id = kId;
        desk.writer(1).publish({.stamp_ns = ns_of(monotonic_now()), .flags = sample_flags(desk.epoch())}, &request, sizeof request);
    }

    /// What is wrong; empty: nothing.
    std::string run() {
        if (const int code = supervisor_.run(); code != 0) return "exit code " + std::to_string(code);
        if (supervisor_.status().request_done != kId) return "no answer";
        return supervisor_.status().reload_refused == 0 ? "" : "refused";
    }

private:
    static constexpr std::uint32_t kId = 7;
    static constexpr int kMaxTurns = 500;

    void look() {
        if (supervisor_.status().request_done == kId || ++turns_ == kMaxTurns) supervisor_.stop("seen");
        const timespec pause{0, 1'000'000};
        ::nanosleep(&pause, nullptr);
        ::raise(SIGCHLD);  // no need to wait longer for the next turn
    }

    int turns_ = 0;
    Supervisor supervisor_;
};

}  // namespace

TEST_CASE("a supervisor starts or says why not, and once it has begun no call that fails keeps its set from ending well") {
    const int error_number = GENERATE(EMFILE, EINTR, EIO);
    const ScratchBoard scratch;
    std::string broken;
    const FailingCalls swept = fail_each_call(error_number, [&] {
        Supervisor supervisor{short_run(scratch), {}};
        try {
            if (const int code = supervisor.run(); code != 0) broken += FailingCall::name() + ": exit code " + std::to_string(code) + "\n";
        } catch (const std::exception& error) {
            broken += FailingCall::name() + ": " + error.what() + "\n";
        }
    });
    CHECK(swept.fault == "");
    CHECK(broken == "");
    CHECK(swept.failed > 30);
    CHECK(swept.refused > 5);
    const auto board = Blackboard::open(scratch.place());
    CHECK(board->nodes().empty());
}

TEST_CASE("a set follows its changed file, whatever call fails meanwhile") {
    const ScratchBoard scratch;
    const auto board = Blackboard::open(scratch.place());
    const auto desk = board->create(kOperatorNode, operator_slots());
    std::string broken;
    const FailingCalls swept = fail_each_call(EMFILE, [&] {
        ReloadedRun run{scratch, *desk};
        try {
            if (const std::string fault = run.run(); !fault.empty()) broken += FailingCall::name() + ": " + fault + "\n";
        } catch (const std::exception& error) {
            broken += FailingCall::name() + ": " + error.what() + "\n";
        }
    });
    CHECK(swept.fault == "");
    CHECK(broken == "");
    CHECK(swept.failed > 60);
    CHECK(board->nodes() == std::vector<std::string>{std::string{kOperatorNode}});
}
