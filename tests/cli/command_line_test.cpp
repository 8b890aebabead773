// The words of a command line: numbers below zero, times, and what is said of words that fit nothing.
#include <catch2/catch.hpp>

#include "core/exit_code.hpp"
#include "tests/cli/board_process.hpp"
#include "tests/cli/command_here.hpp"
#include "tests/cli/described_program.hpp"
#include "tests/cli/fake_node.hpp"

using namespace seqboard;
using namespace seqboard::testing;
using namespace std::chrono_literals;

namespace {

constexpr int code(ExitCode exit) { return static_cast<int>(exit); }

std::string refused(const ScratchBoard& scratch, const std::vector<std::string>& words) {
    const ProgramOutput output = command_here(scratch, words);
    CHECK(output.exit_code == code(ExitCode::kUsage));
    CHECK(output.out.empty());
    return output.err;
}

}  // namespace

TEST_CASE("a number below zero is a value, wherever an option could stand") {
    const ScratchBoard scratch;
    const auto board = Blackboard::open(scratch.place());
    for (const char* const value : {"-1", "-.5", "-7e3", "-"}) {
        const ProgramOutput output = command_here(scratch, {"set", "sonar.gain", value});
        CHECK(output.exit_code == code(ExitCode::kNoInput));  // there is no such node: the words were understood
        CHECK_THAT(output.err, Catch::Contains("no node 'sonar'"));
    }
    CHECK_THAT(refused(scratch, {"set", "sonar.gain", "-x"}), Catch::Contains("unknown option '-x'"));
    CHECK_THAT(refused(scratch, {"echo", "range", "--rate", "-5"}), Catch::Contains("--rate"));
    CHECK_THAT(refused(scratch, {"echo", "range", "--timeout", "-1s"}), Catch::Contains("'-1s' is no time"));
}

TEST_CASE("a time of nothing is none, for nothing could be waited for") {
    const ScratchBoard scratch;
    for (const char* const time : {"0s", "soon", ""})
        CHECK_THAT(refused(scratch, {"echo", "range", "--timeout", time}),
                   Catch::Contains("is no time; write it with its unit, such as 500ms or 2s"));
}

TEST_CASE("without a command, or with one word too many, the help that tells more is named") {
    const ScratchBoard scratch;
    CHECK_THAT(refused(scratch, {}), Catch::EndsWith("; see seqboard --help\n"));
    CHECK_THAT(refused(scratch, {"echo"}), Catch::StartsWith("seqboard: echo: ") && Catch::EndsWith("; see seqboard echo --help\n"));
    CHECK_THAT(refused(scratch, {"dev"}), Catch::Contains("dev: what? seqboard dev test NODE"));
    CHECK_THAT(refused(scratch, {"--jsno"}), Catch::Contains("unknown option '--jsno'"));
}

TEST_CASE("dev test hands its words to the node's program, and tries nothing of a set that is wrong") {
    const DescribedPrograms programs;
    const std::string said = described_type("motor_node", {{"self_test", "moves"}, {"drives_actuators", true}}).dump();
    const std::string motor = programs.put("motor_node", "#!/bin/sh\nfor last; do :; done\nif [ $last = --describe ]; then echo '" + said +
                                                             "'; else echo \"$@\"; exit 3; fi\n");
    std::filesystem::permissions(motor, std::filesystem::perms::owner_all);
    programs.add(described_type("plain_node"));
    const std::string nodes = "version: 1\nnodes:\n  motor: {exec: motor_node}\n  plain: {exec: plain_node}\n";
    const std::string set = programs.put("set.yaml", nodes), wrong = programs.put("wrong.yaml", nodes + "  late: {exec: none}\n");
    const ProgramOutput still = run_seqboard(programs.scratch, {"dev", "test", "motor", set});
    INFO(still.err);
    CHECK(still.exit_code == 3);
    CHECK_THAT(still.out, Catch::EndsWith(" --self-test\n"));
    CHECK_THAT(run_seqboard(programs.scratch, {"dev", "test", "motor", set, "--motion"}).out, Catch::EndsWith(" --self-test --motion\n"));
    CHECK_THAT(command_here(programs.scratch, {"dev", "test", "plain", set}).err, Catch::Contains("'plain' has no device to test"));
    CHECK_THAT(command_here(programs.scratch, {"dev", "test", "moter", set}).err,
               Catch::Contains("is no node of this set; did you mean 'motor'?"));
    const ProgramOutput faulty = command_here(programs.scratch, {"dev", "test", "motor", wrong});
    CHECK(faulty.exit_code == code(ExitCode::kConfig));
    CHECK_THAT(faulty.err, Catch::Contains("late: no program") && Catch::Contains("wrong.yaml has faults; nothing was tried"));
}

TEST_CASE("what seqboard itself has said on a board is not written by hand, also when nobody says it any more") {
    const ScratchBoard scratch;
    const auto board = Blackboard::open(scratch.place());
    { FakeNode asked{*board, "operator", "operator.request"}; }
    { FakeNode set{*board, "supervisor", "supervisor.enable"}; }
    for (const char* const slot : {"operator.request", "supervisor.enable"}) {
        const ProgramOutput output = command_here(scratch, {"write", slot, "range_m=1"});
        CHECK(output.exit_code == code(ExitCode::kOwned));
        CHECK_THAT(output.err, Catch::Contains(std::string{"slot '"} + slot + "' is "));
    }
}
