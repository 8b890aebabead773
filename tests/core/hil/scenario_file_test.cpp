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

TEST_CASE("a scenario that expects nothing is none") {
    CHECK(faults_of(kHead) == "1:1: expect is missing: a scenario that expects nothing cannot fail\n");
}
