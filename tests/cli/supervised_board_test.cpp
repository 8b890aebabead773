// What the tools say of a board whose supervisor speaks.
#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include "tests/cli/board_process.hpp"
#include "tests/cli/fake_node.hpp"
#include "tests/cli/fake_supervisor.hpp"

using namespace seqboard;
using namespace seqboard::testing;
using Json = nlohmann::json;

namespace {

void say(FakeSupervisor& supervisor, SystemMode mode, Supervised sonar) {
    supervisor.status.mode = mode;
    supervisor.sonar = {.starts = 3, .failures = 2, .exit_code = 139, .backoff_ms = 200, .type = supervisor.sonar.type, .state = sonar};
    supervisor.say();
}

}  // namespace

TEST_CASE("a node that waits for its restart is shown with what the supervisor says of it") {
    const ScratchBoard scratch;
    const auto board = Blackboard::open(scratch.place());
    FakeSupervisor supervisor{*board};
    say(supervisor, SystemMode::kDegraded, Supervised::kBackoff);

    const ProgramOutput output = run_seqboard(scratch, {"status", "--json"});
    CHECK(output.exit_code == 1);
    const Json status = Json::parse(output.out);
    CHECK(status["supervisor"]["mode"] == "DEGRADED");
    CHECK(status["supervisor"]["node_set"] == "/opt/robot.yaml");
    REQUIRE(status["nodes"].size() == 1);
    CHECK(status["nodes"][0]["state"] == "BACKOFF");
    CHECK(status["nodes"][0]["exit_code"] == 139);
    CHECK_THAT(run_seqboard(scratch, {"status"}).out, Catch::Contains("DEGRADED") && Catch::Contains("200 ms"));
}

TEST_CASE("status is good when the supervisor runs and its node lives") {
    const ScratchBoard scratch;
    const auto board = Blackboard::open(scratch.place());
    FakeSupervisor supervisor{*board};
    say(supervisor, SystemMode::kNormal, Supervised::kReady);
    CHECK(run_seqboard(scratch, {"status"}).exit_code == 1);  // said to be ready, not there
    FakeNode sonar{*board, "sonar", "range"};
    sonar.live(NodeStatus{.state = NodeState::kReady});
    CHECK(run_seqboard(scratch, {"status"}).exit_code == 0);
    say(supervisor, SystemMode::kShutdown, Supervised::kReady);
    CHECK(run_seqboard(scratch, {"status"}).exit_code == 1);
}

TEST_CASE("a node that ended by itself as it should is no fault") {
    const ScratchBoard scratch;
    const auto board = Blackboard::open(scratch.place());
    FakeSupervisor supervisor{*board};
    say(supervisor, SystemMode::kNormal, Supervised::kDone);
    CHECK(run_seqboard(scratch, {"status"}).exit_code == 0);
}

TEST_CASE("nobody writes by hand what belongs to a node that the supervisor will start again") {
    const ScratchBoard scratch;
    const auto board = Blackboard::open(scratch.place());
    FakeSupervisor supervisor{*board};
    say(supervisor, SystemMode::kDegraded, Supervised::kBackoff);
    { FakeNode sonar{*board, "sonar", "range"}; }
    const ProgramOutput output = run_seqboard(scratch, {"write", "range", "range_m=1"});
    CHECK(output.exit_code == 75);
    CHECK_THAT(output.err, Catch::Contains("node 'sonar' of the node set, which is BACKOFF"));
    CHECK(run_seqboard(scratch, {"write", "supervisor.status", "pid=1"}).exit_code == 75);
}

TEST_CASE("graph of a running board reads the node set that the supervisor names") {
    const ScratchBoard scratch;
    const auto board = Blackboard::open(scratch.place());
    FakeSupervisor supervisor{*board};
    say(supervisor, SystemMode::kNormal, Supervised::kReady);
    const ProgramOutput output = run_seqboard(scratch, {"graph"});
    CHECK(output.exit_code == 66);
    CHECK_THAT(output.err, Catch::Contains("/opt/robot.yaml"));
}
