// seqboard graph: of files whose nodes have a pace, none or no type at all, and of boards with and without a supervisor.
#include <catch2/catch.hpp>
#include <fstream>

#include "core/exit_code.hpp"
#include "core/messages/operator_request.hpp"
#include "tests/cli/command_here.hpp"
#include "tests/cli/described_program.hpp"
#include "tests/cli/fake_node.hpp"
#include "tests/cli/fake_supervisor.hpp"

using namespace seqboard;
using namespace seqboard::testing;

namespace {

constexpr int code(ExitCode exit) { return static_cast<int>(exit); }

/// A source, and who echoes what it says when there is news.
class DrawnSets : public DescribedPrograms {
public:
    DrawnSets() {
        add(described_type("source_node", {{"outputs", {described_port("range")}}}));
        add(described_type(
            "echo_node",
            {{"period_ns", 0}, {"trigger", "range"}, {"inputs", {described_port("range")}}, {"outputs", {described_port("echo")}}}));
    }
    std::string set(const std::string& more = "", const std::string& first = "") const {
        return put("set.yaml", "version: 1\n" + first + "nodes:\n  source: {exec: " + folder() +
                                   "/source_node}\n  echoer: {exec: " + folder() + "/echo_node}\n" + more);
    }
    std::string drawn(const std::vector<std::string>& words) const {
        const ProgramOutput output = command_here(scratch, words);
        INFO(output.err);
        CHECK(output.exit_code == 0);
        return output.out;
    }
};

}  // namespace

TEST_CASE("a graph tells the pace of who has one, its own before its type's, and none of who waits for news") {
    const DrawnSets sets;
    CHECK(sets.drawn({"graph", sets.set()}) ==
          sets.folder() + "/set.yaml\n|-- source\n|   `-- range (Distance, 100 Hz) -> echoer\n`-- echoer\n    `-- echo (Distance)\n");
    const std::string slower = sets.set("  late: {exec: " + sets.folder() + "/source_node, period: 50ms, outputs: {range: late_range}}\n");
    CHECK_THAT(sets.drawn({"graph", slower}), Catch::Contains("`-- late_range (Distance, 20.0 Hz)\n"));
}

TEST_CASE("what people write is in the graph with who reads it, and not when nobody does") {
    const DrawnSets sets;
    const std::string read =
        sets.set("  other: {exec: " + sets.folder() + "/echo_node, inputs: {range: by_hand}, outputs: {echo: other_echo}}\n",
                 "operator_writes: [by_hand]\n");
    CHECK_THAT(sets.drawn({"graph", read}), Catch::Contains("operator.by_hand\n") && Catch::Contains("by_hand (Distance) -> other\n"));
}

TEST_CASE("a set with faults is drawn as far as it goes, and its faults are told") {
    const DrawnSets sets;
    const ProgramOutput output = command_here(sets.scratch, {"graph", sets.set("  late: {exec: " + sets.folder() + "/nothing_node}\n")});
    CHECK(output.exit_code == code(ExitCode::kConfig));
    CHECK_THAT(output.err, Catch::Contains("late: no program"));
    CHECK_THAT(output.out, Catch::Contains("`-- late\n") && Catch::Contains("-> echoer\n"));
}

TEST_CASE("of two nodes that write the same slot one has its readers, and the set is faulty") {
    const DrawnSets sets;
    const ProgramOutput output = command_here(sets.scratch, {"graph", sets.set("  twin: {exec: " + sets.folder() + "/source_node}\n")});
    CHECK(output.exit_code == code(ExitCode::kConfig));
    CHECK_THAT(output.out, Catch::Contains("range (Distance, 100 Hz) -> echoer\n") && Catch::Contains("range (Distance, 100 Hz)\n"));
}

TEST_CASE("of a board whose supervisor names its set that file is drawn, of another the nodes that can be read") {
    const DrawnSets sets;
    const auto board = Blackboard::open(sets.scratch.place());
    const FakeNode sonar{*board, "sonar", "range"}, silent{*board, "silent", "silent.params"}, odd{*board, "odd", "sonar.params"};
    const FakeNode person{*board, std::string{kOperatorNode}, "operator.request"};
    std::ofstream{sets.scratch.directory() + "/broken.seg"} << std::string(4096, 'x');
    CHECK(sets.drawn({"graph"}) ==
          "board test (readers unknown: no supervisor names a node set)\n|-- odd\n|   `-- sonar.params (Range)\n|-- silent\n`-- sonar\n    "
          "`-- range (Range)\n");
    CHECK_THAT(sets.drawn({"graph", "--dot"}), Catch::StartsWith("digraph \"board test"));
    FakeSupervisor supervisor{*board};
    put_text(supervisor.status.node_set, sets.set());
    supervisor.say();
    CHECK_THAT(sets.drawn({"graph"}), Catch::Contains("range (Distance, 100 Hz) -> echoer\n"));
}
