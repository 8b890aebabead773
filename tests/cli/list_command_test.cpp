// What is on a board, for people, programs and shells.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/cli/command_here.hpp"
#include "tests/cli/fake_node.hpp"

using namespace seqboard;
using namespace seqboard::testing;
using Json = nlohmann::json;

namespace {

/// A board with a node that lives, and a segment that cannot be trusted.
class HalfBrokenBoard {
public:
    HalfBrokenBoard() {
        sonar.live(NodeStatus{.state = NodeState::kReady});
        sonar.publish(Range{.range_m = 1}, monotonic_now());
        std::ofstream{scratch.directory() + "/arm.seg"} << std::string(4096, 'x');
    }
    std::string names(const std::string& kind) const { return command_here(scratch, {"list", "--names", kind}).out; }

    ScratchBoard scratch;
    std::shared_ptr<Blackboard> board = Blackboard::open(scratch.place());
    FakeNode sonar{*board, "sonar", "range"};
};

}  // namespace

TEST_CASE("names for shells are of nodes, slots, numbers in slots, or parameters") {
    const HalfBrokenBoard board;
    CHECK(board.names("nodes") == "arm\nsonar\n");
    CHECK(board.names("slots") == "sonar.status\nrange\n");
    CHECK_THAT(board.names("fields"), Catch::Contains("range.range_m\n") && Catch::Contains("sonar.status.steps\n"));
    CHECK(board.names("params").empty());
}

TEST_CASE("a segment that cannot be trusted is listed with what is wrong with it") {
    const HalfBrokenBoard board;
    const Json nodes = Json::parse(command_here(board.scratch, {"list", "--json"}).out)["nodes"];
    REQUIRE(nodes.size() == 2);
    CHECK(nodes[0]["liveness"] == "BROKEN");
    CHECK(nodes[0]["epoch"].is_null());
    const auto fault = nodes[0]["fault"].get<std::string>();
    CHECK_FALSE(fault.empty());
    CHECK_FALSE(nodes[1].contains("fault"));
    CHECK_THAT(command_here(board.scratch, {"list"}).out, Catch::Contains("BROKEN") && Catch::Contains(fault));
}

TEST_CASE("a board without slots has no table of them") {
    const ScratchBoard scratch;
    std::filesystem::create_directories(scratch.directory());
    const ProgramOutput output = command_here(scratch, {"list"});
    CHECK(output.exit_code == 0);
    CHECK(output.out == "NODE  LIVENESS  STATE  PID  EPOCH  HEARTBEAT  FAULT\n");
}
