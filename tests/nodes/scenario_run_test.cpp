// seqboard hil, as a person uses it: verdicts, and the three ways in which there is none.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "core/launch/describe_runner.hpp"
#include "tests/scratch/places.hpp"
#include "tests/scratch/scratch_board.hpp"

using namespace seqboard;
using namespace seqboard::testing;

namespace {

/// A folder with one scenario, and the runs it makes.
class Trial {
public:
    explicit Trial(const std::string& yaml) {
        std::filesystem::create_directories(scratch_.root() + "/try");
        std::ofstream{scratch_.root() + "/try/scenario.yaml"} << yaml;
    }
    int run(std::vector<std::string> options = {}) {
        std::vector<std::string> line = {built("seqboard"), "hil", "run", scratch_.root() + "/try", "--out", scratch_.root() + "/runs"};
        line.insert(line.end(), options.begin(), options.end());
        return start(line);
    }
    int compare(const std::string& first, const std::string& second) {
        return start({built("seqboard"), "hil", "compare", run_folder(first), run_folder(second)});
    }
    std::string run_folder(const std::string& seed) const { return scratch_.root() + "/runs/try/seed-" + seed; }
    std::string text;

private:
    int start(const std::vector<std::string>& line) {
        const ProgramOutput output = run_programs({line}, std::chrono::seconds{100}).front();
        text = output.out + output.err;
        return output.exit_code;
    }
    ScratchBoard scratch_;
};

std::string use(const std::string& more) { return "use: {launch: " + sources("config/patrol_sim.yaml") + ", limit: 2s" + more + "}\n"; }

}  // namespace

TEST_CASE("a scenario's mistakes are told all at once, with their places, and nothing is started") {
    Trial trial{use("") +
                "steps:\n"
                "  - {at: 1s, do: fault, target: range.rnge_m, kind: bias, magnitude: 1}\n"
                "  - {at: 1s, do: node.kill, node: plannr}\n"
                "  - {at: 1s, do: set, param: sim.seed, value: 2}\n"
                "  - {at: 1s, do: write, slot: behaviour_request, kind: GOTO}\n"
                "expect:\n"
                "  - never: \"truth.x > 1m\"\n"};
    CHECK(trial.run() == 78);
    for (const char* sentence :
         {"scenario.yaml:3:33: fault: slot 'range' (Range) has no field 'rnge_m'",
          "scenario.yaml:4:35: node.kill: there is no node 'plannr'; did you mean 'planner'?",
          "scenario.yaml:5:30: set: 'seed' cannot change while sim runs", "write: kind: 'GOTO'; expected one of NONE, STOP, GO_TO",
          "never: 'truth.x > 1m': column 1: slot 'truth' (Truth) has no field 'x'; did you mean 'x_m'?"})
        CHECK_THAT(trial.text, Catch::Contains(sentence));
    CHECK_FALSE(std::filesystem::exists(trial.run_folder("1") + "/up.log"));
}

TEST_CASE("the same seed gives the same samples in every run, another one others, and compare says where they part", "[long]") {
    Trial trial{use("") + "expect:\n  - metric: {name: least_clearance, min: 0.1m}\n"};
    CHECK(trial.run({"--repeat", "3"}) == 0);
    INFO(trial.text);
    CHECK_THAT(trial.text, Catch::Contains("every sample of every slot the same in all"));
    CHECK(trial.run({"--seed", "2"}) == 0);
    CHECK(trial.compare("1", "1") == 0);
    CHECK(trial.compare("1", "2") == 1);
    CHECK_THAT(trial.text, Catch::Contains("first difference at 0."));
    for (const char* file : {"/report.html", "/verdict.txt", "/node_set.yaml", "/slots/truth.csv", "/log/sim.log"})
        CHECK(std::filesystem::exists(trial.run_folder("1") + file));
}

TEST_CASE("an expectation that is not kept fails the run, and so does a fault without effect", "[long]") {
    Trial broken{use("") + "expect:\n  - always: {name: it stands, cond: \"truth.speed_m_s < 0.01m/s\"}\n"};
    CHECK(broken.run() == 1);
    CHECK_THAT(broken.text, Catch::Contains("FAIL try") && Catch::Contains("it stands: at "));
    Trial idle{use("") +
               "steps:\n  - {at: 1s, do: fault, target: range, kind: intermittent, probability: 0}\nexpect:\n  - never: \"truth.collided "
               "!= 0\"\n"};
    CHECK(idle.run() == 1);
    CHECK_THAT(idle.text, Catch::Contains("the fault 'fault (intermittent range)' was never applied"));
    Trial late{use("") + "steps:\n  - {at: 9s, do: node.kill, node: map}\nexpect:\n  - never: \"truth.collided != 0\"\n"};
    CHECK(late.run() == 1);
    CHECK_THAT(late.text, Catch::Contains("the step 'node.kill' was never due"));
}

TEST_CASE("what says nothing about the robot is INVALID: a node that does not come up, a run that takes too long", "[long]") {
    Trial absent{use(", wall_limit: 5s, nodes: {heading: {params: {device: /nowhere}, ready_timeout: 300ms, restart: never}}") +
                 "expect:\n  - never: \"truth.collided != 0\"\n"};
    CHECK(absent.run() == 69);
    CHECK_THAT(absent.text, Catch::Contains("INVALID try"));
    Trial endless{"use: {launch: " + sources("config/patrol_sim.yaml") +
                  ", limit: 100h, wall_limit: 1s}\nexpect:\n  - never: \"truth.x_m > 100m\"\n"};
    CHECK(endless.run() == 69);
    CHECK_THAT(endless.text, Catch::Contains("not over within 1 s of real time"));
}

TEST_CASE("a node that is killed is back at the same tick in every run, and the motors with it", "[long]") {
    Trial trial{use("") +
                "steps:\n"
                "  - {at: 500ms, do: node.kill, as: motors, node: wheels}\n"
                "  - {at: 1s, do: node.kill, node: planner}\n"
                "expect:\n"
                "  - within: {after: motors, time: 50ms, cond: \"supervisor.enable.enabled == 0\"}\n"
                "  - final: \"wheels.starts == 2 and planner.starts == 2 and supervisor.enable.enabled == 1\"\n"};
    const int exit_code = trial.run({"--repeat", "3"});
    INFO(trial.text);
    CHECK(exit_code == 0);
    CHECK_THAT(trial.text, Catch::Contains("every sample of every slot the same in all"));
}

TEST_CASE("a node set that does not allow faults refuses the node that makes them") {
    const ScratchBoard scratch;
    std::filesystem::create_directories(scratch.root());
    const std::string file = scratch.root() + "/robot.yaml";
    std::ofstream{file} << "version: 1\ninclude: [" << sources("config/patrol_sim.yaml")
                        << "]\nnodes:\n  watcher: {type: scenario_node, params: {scenario: here, run: there}}\n";
    const ProgramOutput output = run_programs({{built("seqboard"), "check", file}}, std::chrono::seconds{20}).front();
    CHECK(output.exit_code == 78);
    CHECK_THAT(output.out + output.err, Catch::Contains("robot.yaml:4:3: watcher: it puts faults into what other nodes write"));
}
