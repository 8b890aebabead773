// The supervisor's loop when one of its calls fails: what runs is supervised on, and nothing is left behind.
#include <catch2/catch.hpp>

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
