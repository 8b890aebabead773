// seqboard describe: of types that say all kinds of things, of nodes that are there, broken or not there.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "core/exit_code.hpp"
#include "tests/cli/command_here.hpp"
#include "tests/cli/described_program.hpp"
#include "tests/cli/fake_node.hpp"

using namespace seqboard;
using namespace seqboard::testing;
using Json = nlohmann::json;

namespace {

constexpr int code(ExitCode exit) { return static_cast<int>(exit); }

std::string described(const DescribedPrograms& programs, const Json& type) {
    const ProgramOutput output = command_here(programs.scratch, {"describe", programs.add(type)});
    INFO(output.err);
    CHECK(output.exit_code == 0);
    return output.out;
}

}  // namespace

TEST_CASE("a type that waits for news and one that drives things or the clock say so, and have no empty tables") {
    const DescribedPrograms programs;
    CHECK(described(programs, described_type("echo_node", {{"period_ns", 0}, {"trigger", "range"}})) ==
          "echo_node: steps when input 'range' has news\n");
    CHECK(described(programs, described_type("motor_node", {{"drives_actuators", true}})) ==
          "motor_node: steps every 10 ms, drives actuators\n");
    CHECK(described(programs, described_type("sim_node", {{"drives_clock", true}})) ==
          "sim_node: steps every 10 ms, can coordinate a lock-step run\n");
}

TEST_CASE("parameters and inputs are told with what they need, take and are when nobody says anything") {
    const DescribedPrograms programs;
    Json range = described_port("range"), goal = described_port("goal"), any = described_port("any");
    range["max_age_ns"] = 100'000'000;
    goal["max_age_ns"] = nullptr;
    goal["optional"] = true;
    const Json params = {{{"name", "device"}, {"type", "string"}, {"required", true}},
                         {{"name", "gain"}, {"type", "float"}, {"unit", "1"}, {"default", 0.5}, {"min", 0}, {"max", 2}, {"live", true}},
                         {{"name", "mode"}, {"type", "int"}, {"unit", nullptr}, {"default", "7"}}};
    const std::string said = described(
        programs, described_type("any_node", {{"params", params}, {"inputs", {range, goal, any}}, {"outputs", {described_port("out")}}}));
    const auto has_line = [&](const std::string& words) {
        std::istringstream lines{said};
        for (std::string line; std::getline(lines, line);) {
            std::istringstream cells{line};
            std::string joined;
            for (std::string cell; cells >> cell;) joined += (joined.empty() ? "" : " ") + cell;
            if (joined == words) return true;
        }
        return false;
    };
    INFO(said);
    CHECK(has_line("device string - required -"));
    CHECK(has_line("gain float 1 0.5 0 to 2 live"));
    CHECK(has_line("mode int - 7 -"));
    CHECK(has_line("range Distance 100 ms must be"));
    CHECK(has_line("goal Distance any may be"));
    CHECK(has_line("any Distance any must be"));
    CHECK_THAT(said, Catch::Contains("output out: Distance, 4 bytes, 4 cells\n    float32 range_m  # m\n"));
}

TEST_CASE("a program that prints something else is no seqboard node") {
    const DescribedPrograms programs;
    const auto refused = [&](const std::string& printed) {
        const ProgramOutput output = command_here(programs.scratch, {"describe", programs.add("odd_node", printed)});
        CHECK(output.exit_code == code(ExitCode::kFailed));
        CHECK(output.out.empty());
        return output.err;
    };
    CHECK_THAT(refused("usage: odd_node"), Catch::Contains("odd_node --describe failed with exit status 0; is it a seqboard node?"));
    CHECK_THAT(refused("{\"type\": \"odd_node\"}"), Catch::Contains("odd_node --describe: not what a seqboard node prints"));
}

TEST_CASE("a node of the board is told with its slots, and a table fits the terminal") {
    const ScratchBoard scratch;
    const auto board = Blackboard::open(scratch.place());
    FakeNode sonar{*board, "sonar", "range"};
    sonar.live(NodeStatus{.state = NodeState::kReady});
    const ProgramOutput output = command_here(scratch, {"describe", "sonar"});
    CHECK(output.exit_code == 0);
    CHECK_THAT(output.out, Catch::StartsWith("sonar: READY, process " + std::to_string(::getpid()) + ", epoch 1, ") &&
                               Catch::Contains("\nslot range: Range, 16 bytes, 4 cells\n    float32 range_m  # m\n"));
    CHECK(output.out.find("parameters") == std::string::npos);
    const Json json = Json::parse(command_here(scratch, {"describe", "sonar", "--json"}).out);
    CHECK(json.at("state") == "READY");
    CHECK(json.at("slots").size() == 2);

    const DescribedPrograms programs;
    const std::string type = programs.add(described_type(
        "wide_node", {{"params", {{{"name", std::string(60, 'n')}, {"type", "string"}, {"default", std::string(60, 'd')}}}}}));
    std::istringstream lines{command_on_terminal(scratch, {"describe", type}, 50, 24)};
    std::string line;
    std::getline(lines, line);  // the program's path is as long as it is
    while (std::getline(lines, line)) CHECK(line.size() <= 50 + std::string{"\033[1m\033[0m\r"}.size() * 3);
}

TEST_CASE("a node whose segment is broken, or a board of another kind of memory, has nothing to describe") {
    const ScratchBoard scratch;
    const auto board = Blackboard::open(scratch.place());
    std::ofstream{scratch.directory() + "/sonar.seg"} << std::string(4096, 'x');
    for (const std::vector<std::string>& words :
         {std::vector<std::string>{"describe", "sonar"}, std::vector<std::string>{"--backend", "sysv", "describe", "sonar"}}) {
        const ProgramOutput output = command_here(scratch, words);
        CHECK(output.exit_code == code(ExitCode::kNoInput));
        CHECK_THAT(output.err, Catch::Contains("'sonar' is no node of this board and no node program in "));
    }
}
