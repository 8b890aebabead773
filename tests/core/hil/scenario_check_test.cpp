// Whether a scenario's steps can be done at all with the robot that it names.
#include "core/hil/scenario_check.hpp"

#include <catch2/catch.hpp>

#include "tests/core/hil/small_robot.hpp"

using namespace seqboard;
using namespace seqboard::hil;
using namespace seqboard::testing;

namespace {

std::string faults_of(const std::string& scenario) {
    const SmallRobot robot{scenario};
    Findings findings;
    check_scenario(robot.scenario, robot.checked, findings);
    return lines_of(findings);
}

/// The sentence about a step at a second, and nothing if it can be done.
std::string fault_of(const std::string& step) {
    const std::string faults = faults_of("steps:\n  - {at: 1s, do: " + step + "}\nexpect: [never: \"truth.collided != 0\"]\n");
    return faults.empty() ? "" : faults.substr(faults.find(": ") + 2, faults.size() - faults.find(": ") - 3);
}

}  // namespace

TEST_CASE("steps that the robot can do are none to complain about") {
    for (const char* const step :
         {"voice.say, word: hello", "set, param: brain.gain_ratio, value: 0.7", "write, slot: behaviour_request, kind: STOP, x_m: 1",
          "fault, target: plant.sonar, kind: stuck", "fault, target: plant.heading, kind: bit_errors, magnitude: 0.1",
          "fault, target: range.range_m, kind: bias, magnitude: 0.5m", "node.kill, node: brain", "node.kill, node: brain, signal: TERM",
          "node.stop, node: wheels", "node.cont, node: wheels", "node.burn, node: brain, magnitude: 10ms, for: 1s",
          "node.exit, node: brain, code: 3", "node.crash_loop, node: brain, for: 1s"}) {
        INFO(step);
        CHECK(fault_of(step) == "");
    }
}

TEST_CASE("a node that is not in the set, a signal that is none, and the clock's driver are refused") {
    CHECK(fault_of("node.kill, node: brian") == "node.kill: there is no node 'brian'; did you mean 'brain'?");
    CHECK(fault_of("node.kill, node: brain, signal: HUP") == "node.kill: signal: 'HUP'; known: KILL, TERM, INT, ABRT");
    CHECK_THAT(fault_of("node.stop, node: sim"), Catch::StartsWith("node.stop: 'sim' drives the clock: without it there is no time"));
    CHECK_THAT(fault_of("node.exit, node: brain, code: 300"), Catch::Contains("a whole number from 0 to 255"));
    CHECK_THAT(fault_of("node.burn, node: nobody, magnitude: 10ms, for: 1s"), Catch::Contains("there is no node 'nobody'"));
}

TEST_CASE("a parameter that is not there, cannot change, or cannot have the value is refused") {
    CHECK(fault_of("set, param: gain_ratio, value: 1") == "set: 'gain_ratio'; expected NODE.PARAMETER");
    CHECK(fault_of("set, param: brian.gain_ratio, value: 1") == "set: there is no node 'brian'; did you mean 'brain'?");
    CHECK(fault_of("set, param: brain.gain_rate, value: 1") ==
          "set: node 'brain' has no parameter 'gain_rate'; did you mean 'gain_ratio'?");
    CHECK(fault_of("set, param: brain.rank, value: 2") == "set: 'rank' cannot change while brain runs; give it under use: nodes:");
    CHECK(fault_of("set, param: brain.gain_ratio, value: much") == "set: 'much'; expected a number");
    CHECK(fault_of("set, param: brain.gain_ratio, value: 2") == "set: '2'; it must be from 0 to 1");
}

TEST_CASE("what people do not write, and what is no field or no value of it, is refused") {
    CHECK_THAT(fault_of("write, slot: range, range_m: 1"), Catch::Contains("'range' is no slot that people write"));
    CHECK_THAT(fault_of("write, slot: behavior_request, x_m: 1"), Catch::Contains("did you mean 'behaviour_request'?"));
    CHECK(fault_of("write, slot: behaviour_request, kin: STOP") ==
          "write: slot 'behaviour_request' has no field 'kin'; did you mean 'kind'?");
    CHECK_THAT(fault_of("write, slot: behaviour_request, kind: STOPP"), Catch::StartsWith("write: kind: 'STOPP'; expected "));
}

TEST_CASE("a fault that the simulator does not have, or not so, is refused") {
    CHECK_THAT(fault_of("fault, target: plant.soner, kind: stuck"), Catch::Contains("the simulator has no 'soner'; did you mean 'sonar'?"));
    CHECK_THAT(fault_of("fault, target: plant.sonar, kind: dead"), Catch::Contains("the simulator's sonar cannot be 'dead'"));
    CHECK(fault_of("fault, target: plant.sonar, kind: stuck, magnitude: 1") == "fault: 'stuck' has no magnitude");
    CHECK(fault_of("fault, target: plant.heading, kind: bit_errors") == "fault: 'bit_errors' wants a magnitude");
    CHECK(fault_of("fault, target: plant.sonar, kind: stuck, probability: 0.5") == "fault: a device's fault has no probability");
    CHECK(fault_of("fault, target: plant.imu, kind: frozen") ==
          "fault: node 'sim' has no parameter 'imu_fault'; known: say, sonar_fault, heading_bit_error_ratio");
    CHECK(fault_of("fault, target: rang, kind: off") == "fault: no slot 'rang'; did you mean 'range'?");
}

TEST_CASE("where nobody drives the time, who would drive it may be stopped") {
    const SmallRobot robot{"steps:\n  - {at: 1s, do: node.stop, node: sim}\nexpect: [never: \"truth.collided != 0\"]\n",
                           "version: 1\nboard: small\nclock: {mode: real, driver: sim}\n" + kSmallNodes};
    Findings findings;
    check_scenario(robot.scenario, robot.checked, findings);
    CHECK(lines_of(findings) == "");
}

TEST_CASE("a fault that ends must have begun") {
    CHECK(faults_of("steps:\n  - {at: 1s, do: fault, target: range, kind: off}\n  - {at: 2s, do: fault.end, target: truth}\n"
                    "expect: [never: \"truth.collided != 0\"]\n") == "4: fault.end: no step puts a fault into 'truth'\n");
    CHECK(fault_of("fault.end, target: range") == "fault.end: no step puts a fault into 'range'");
    CHECK(faults_of("steps:\n  - {at: 1s, do: fault, target: range, kind: off}\n  - {at: 2s, do: fault.end, target: range}\n"
                    "expect: [never: \"truth.collided != 0\"]\n") == "");
}

TEST_CASE("a robot that simulates nothing has no voice to hear") {
    const SmallRobot robot{"steps:\n  - {at: 1s, do: voice.say, word: hello}\nexpect: [never: \"behaviour_state.missing\"]\n",
                           "version: 1\nboard: small\nnodes:\n  brain: {type: brain_node}\n"};
    Findings findings;
    check_scenario(robot.scenario, robot.checked, findings);
    CHECK_THAT(lines_of(findings), Catch::Contains("voice.say: there is no node ''"));
}
