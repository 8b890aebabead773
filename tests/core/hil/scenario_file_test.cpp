// Scenarios as people write them, and what they are told about what is wrong.
#include "core/hil/scenario_file.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "tests/scratch/scratch_board.hpp"

using namespace seqboard;
using namespace seqboard::hil;
using namespace std::chrono_literals;

namespace {

/// A scenario's folder of a test's own.
class Folder {
public:
    explicit Folder(const std::string& text) {
        std::filesystem::create_directories(path());
        std::ofstream{path() + "/scenario.yaml"} << text;
    }
    std::string path() const { return scratch_.root() + "/wall_stop"; }
    void put(const std::string& name, const std::string& text) const { std::ofstream{path() + "/" + name} << text; }

private:
    testing::ScratchBoard scratch_;
};

std::string faults_of(const std::string& text) {
    const Folder folder{text};
    Findings findings;
    read_scenario(folder.path(), findings);
    std::string all;
    for (const Finding& finding : findings.errors())
        all += std::to_string(finding.place.line) + ":" + std::to_string(finding.place.column) + ": " + finding.sentence + "\n";
    return all;
}

const std::string kHead = "use: {launch: robot.yaml}\n";

}  // namespace

TEST_CASE("a scenario is a folder whose file says what is run, what happens and what is expected") {
    const Folder folder{R"(
about: The sonar dies in front of a wall.
use: {launch: ../robot_sim.yaml, profile: fast, seed: [1, 2, 3], dt: 20ms, limit: 30s, sets: {room: hall.room}}
places: {goal: [3.1, -0.5]}
steps:
  - {at: 1s, do: voice.say, word: "qian jin"}
  - {when: "truth.x_m > 1.5m", do: fault, as: blind, target: plant.sonar, kind: stuck, for: 5s}
  - {after: blind, at: 500ms, do: node.kill, node: planner, signal: TERM}
  - {at: 2s, do: write, slot: behaviour_request, kind: GO_TO, x_m: 1}
expect:
  - never: "truth.clearance_m < 0.05m"
  - within: {after: blind, time: 600ms, cond: "wheels.ready"}
  - metric: {name: path_length, max: 6m}
  - metric: {name: slowest, smallest: "truth.speed_m_s", min: -0.2, golden: 0.1m/s, tolerance: 10%}
)"};
    Findings findings;
    const Scenario scenario = read_scenario(folder.path(), findings);
    findings.throw_errors();
    CHECK(scenario.name == "wall_stop");
    CHECK(scenario.launch.ends_with("/robot_sim.yaml"));
    CHECK(scenario.seeds == std::vector<int>{1, 2, 3});
    CHECK(scenario.step == 20ms);
    CHECK(scenario.sets == std::vector<std::string>{"room=hall.room"});
    CHECK(scenario.places.at("goal") == std::pair{3.1f, -0.5f});
    REQUIRE(scenario.steps.size() == 4);
    CHECK(scenario.steps[0].deed == Deed::kSay);
    CHECK(scenario.steps[1].name == "blind");
    CHECK(scenario.steps[1].trigger.condition->value == "truth.x_m > 1.5m");
    CHECK(scenario.steps[1].lasts == Duration{5s});
    CHECK(scenario.steps[2].kind == "TERM");
    CHECK(scenario.steps[2].trigger.after == "blind");
    CHECK(scenario.steps[3].fields.size() == 2);
    REQUIRE(scenario.expectations.size() == 4);
    CHECK(scenario.expectations[1].time == 600ms);
    CHECK(scenario.expectations[2].most == 6);
    CHECK(scenario.expectations[3].digest == Digest::kSmallest);
    CHECK(scenario.expectations[3].least == -0.2f);
    CHECK(scenario.expectations[3].tolerance_ratio == 0.1f);
    CHECK(scenario.skip.empty());
    folder.put("xfail", "the driver is not there yet\n");
    folder.put("skip", "");
    CHECK(read_scenario(folder.path(), findings).xfail == "the driver is not there yet");
    CHECK(read_scenario(folder.path() + "/scenario.yaml", findings).skip == "no reason given");
}

TEST_CASE("what is misspelt is refused with its place and what was meant") {
    CHECK(faults_of(kHead + "expect:\n  - nevr: \"x > 1\"\n") == "3:5: expect: 'nevr' is no rule; did you mean 'never'?\n");
    CHECK(faults_of(kHead + "steps:\n  - {at: 1s, do: nod.kill, node: a}\nexpect: []\n") ==
          "3:18: do: 'nod.kill' is no deed; did you mean 'node.kill'?\n");
    CHECK(faults_of(kHead + "steps:\n  - {at: 1s, do: node.kill, node: a, singal: TERM}\nexpect: []\n") ==
          "3:38: node.kill: unknown key 'singal'; did you mean 'signal'?\n");
    CHECK(faults_of(kHead + "steps:\n  - {do: node.kill, node: a}\nexpect: []\n") ==
          "3:5: node.kill: nothing says when; add at: 2s, when: \"truth.x_m > 1\" or after: EVENT\n");
    CHECK(faults_of(kHead + "steps:\n  - {at: 1s, do: fault, target: range}\nexpect: []\n") == "3:5: fault: 'kind' is missing\n");
    CHECK(faults_of(kHead +
                    "steps:\n  - {after: blnd, do: node.kill, node: a}\n  - {at: 1s, as: blind, do: node.kill, node: a}\nexpect: []\n") ==
          "3:5: after: no step is called 'blnd'; did you mean 'blind'?\n");
    CHECK(faults_of(kHead + "expect:\n  - within: {time: 1s, cond: \"x\"}\n") == "3:5: within: 'after' is missing: the name of a step\n");
    CHECK(faults_of(kHead + "expect:\n  - metric: {name: path_length, max: 6 parsec}\n").find("expected a number with or without a unit") !=
          std::string::npos);
    CHECK(faults_of(kHead + "expect:\n  - metric: {name: path_lenth, max: 6m}\n").find("'path_lenth' is not known") != std::string::npos);
    CHECK(faults_of(kHead + "expect:\n  - metric: {name: duration}\n") == "3:5: metric: no limit; add min, max or golden with tolerance\n");
    CHECK(faults_of(kHead + "worlds: 1\nexpect: []\n").find("unknown key 'worlds'") != std::string::npos);
    CHECK(faults_of("use: {lunch: robot.yaml}\nexpect: []\n").find("use: launch is missing") != std::string::npos);
}

TEST_CASE("every rule and every part of a scenario tells what it lacks, and where") {
    const std::pair<const char*, const char*> steps[] = {
        {"{at: 1s}", "a step: 'do' is missing"},
        {"{at: 1s, do: [1]}", "do: "},
        {"5", "a step: "},
        {"{at: 1s, when: \"x > 1\", do: node.kill, node: a}", "node.kill: it has 'at' and 'when'; one of them says when"},
        {"{at: 1s, do: node.kill, node: a, as: 'b c'}", "node.kill: as"},
        {"{when: [1], do: node.kill, node: a}", "node.kill: when"},
        {"{at: 1s, do: write, slot: s}", "write: no field; add kind: STOP"},
        {"{at: 1s, do: write, slot: s, x_m: [1]}", "write: x_m"},
        {"{at: 1s, do: node.kill, node: [a]}", "node.kill: node"},
        {"{at: 1s, do: set, param: a.b, value: [1]}", "set: value"},
    };
    for (const auto& [step, sentence] : steps) {
        INFO(step);
        CHECK_THAT(faults_of(kHead + "steps:\n  - " + step + "\nexpect: []\n"), Catch::Contains(sentence));
    }
    const std::pair<const char*, const char*> rules[] = {
        {"5", "expect: "},
        {"{always: x, never: y}", "expect: one rule in each entry"},
        {"{within: x}", "{after: fault, time: 600ms"},
        {"{eventually: x}", "{by: 25s"},
        {"{at: x}", "{time: 3s"},
        {"{stays: x}", "{for: 2s"},
        {"{metric: x}", "{name: path_length"},
        {"{always: [x]}", "{cond: "},
        {"{never: {from: 2s}}", "never: 'cond' is missing"},
        {"{at: {cond: x}}", "at: 'time' is missing"},
        {"{stays: {cond: x}}", "stays: 'for' is missing"},
        {"{within: {cond: x, after: a}}", "within: 'time' is missing"},
        {"{final: {cond: x, by: 2s}}", "unknown key 'by'"},
        {"{metric: {max: 6m}}", "metric: 'name' is missing"},
    };
    for (const auto& [rule, sentence] : rules) {
        INFO(rule);
        CHECK_THAT(faults_of(kHead + "expect:\n  - " + rule + "\n"), Catch::Contains(sentence));
    }
    CHECK_THAT(faults_of("expect: []\n"), Catch::Contains("use is missing; expected use: {launch: robot_sim.yaml}"));
    CHECK_THAT(faults_of("use: 5\nexpect: []\n"), Catch::Contains("use: "));
    CHECK_THAT(faults_of("use: {launch: [a]}\nexpect: []\n"), Catch::Contains("use: launch"));
    CHECK_THAT(faults_of("use: {launch: a, profile: [[b]]}\nexpect: []\n"), Catch::Contains("use: profile"));
    CHECK_THAT(faults_of("use: {launch: a, seed: many}\nexpect: []\n"), Catch::Contains("use: seed"));
    CHECK_THAT(faults_of("use: {launch: a, sets: 5}\nexpect: []\n"), Catch::Contains("use: sets"));
    CHECK_THAT(faults_of("use: {launch: a, sets: {room: [1]}}\nexpect: []\n"), Catch::Contains("use: sets: room"));
    CHECK_THAT(faults_of("use: {launch: a, nodes: 5}\nexpect: []\n"), Catch::Contains("use: nodes"));
    CHECK_THAT(faults_of(kHead + "places: 5\nexpect: []\n"), Catch::Contains("places"));
    CHECK_THAT(faults_of(kHead + "places: {goal: 5}\nexpect: []\n"), Catch::Contains("places: goal: expected x and y in metres"));
    CHECK_THAT(faults_of(kHead + "places: {goal: [1]}\nexpect: []\n"), Catch::Contains("places: goal: expected x and y in metres"));
    CHECK_THAT(faults_of(kHead + "places: {goal: [a, 1]}\nexpect: []\n"), Catch::Contains("places: goal"));
    CHECK_THAT(faults_of(kHead + "places: {goal: [1, a]}\nexpect: []\n"), Catch::Contains("places: goal"));
    CHECK_THAT(faults_of(kHead + "end: [1]\nexpect: []\n"), Catch::Contains("end: "));
    CHECK_THAT(faults_of(kHead + "steps: 5\nexpect: []\n"), Catch::Contains("steps: this is "));
}

TEST_CASE("a scenario may name itself, end early, and have every rule in its long form") {
    const Folder folder{R"(
name: short
use: {launch: robot.yaml, nodes: {behaviour: {params: {start: stop}}}, wall_limit: 9s}
end: "truth.x_m > 3m"
steps:
expect:
  - always: {cond: "x", name: calm, from: 1s, until: 2s}
  - final: {cond: "y"}
  - eventually: {cond: "y", by: 25s}
  - at: {cond: "y", time: 3s}
  - stays: {cond: "y", for: 2s, after: go}
  - metric: {name: duration, max: 9s}
  - metric: {name: least_clearance, min: 5cm}
  - metric: {name: mine, last: "x", max: 1}
  - metric: {name: mine, largest: "x", max: 1}
  - metric: {name: mine, mean: "x", max: 1}
)"};
    Findings findings;
    const Scenario scenario = read_scenario(folder.path(), findings);
    CHECK(findings.errors().size() == 1);  // no step is called 'go'
    CHECK(scenario.name == "short");
    CHECK(scenario.end->value == "truth.x_m > 3m");
    CHECK(scenario.wall_limit == 9s);
    CHECK_FALSE(scenario.nodes.find("behaviour") == nullptr);
    REQUIRE(scenario.expectations.size() == 10);
    CHECK(scenario.expectations[0].name == "calm");
    CHECK(scenario.expectations[0].from == 1s);
    CHECK(scenario.expectations[0].until == 2s);
    CHECK(scenario.expectations[1].name == "final: y");
    CHECK(scenario.expectations[2].until == 25s);
    CHECK(scenario.expectations[3].time == 3s);
    CHECK(scenario.expectations[4].time == 2s);
    CHECK(scenario.expectations[5].digest == Digest::kDuration);
    CHECK(scenario.expectations[6].digest == Digest::kSmallest);
    CHECK(scenario.expectations[7].digest == Digest::kLast);
    CHECK(scenario.expectations[8].digest == Digest::kLargest);
    CHECK(scenario.expectations[9].digest == Digest::kMean);
}

TEST_CASE("a scenario that expects nothing is none") {
    CHECK(faults_of(kHead) == "1:1: expect is missing: a scenario that expects nothing cannot fail\n");
}
