// Checks of a node set that no program needs to be asked for: the types are the test's.
#include <catch2/catch.hpp>

#include "core/launch/launch_plan.hpp"
#include "core/launch/node_command.hpp"
#include "tests/launch/known_types.hpp"

using namespace seqboard;
using namespace seqboard::testing;
using namespace std::chrono_literals;

namespace {

Parameter parameter(const std::string& name, const ParamValue& value, std::optional<Limits<double>> limits = {}) {
    Parameter made{.name = name, .value = value, .limits = limits};
    made.live = true;
    return made;
}

NodeTypeInfo source() {
    NodeTypeInfo type = node_type("source_node", {}, {port("range")});
    type.params = {parameter("gain_ratio", 1.0F, Limits<double>{0, 2}), parameter("range_m", 1.0F, Limits<double>{0, 2}),
                   parameter("count", 1, Limits<double>{0, 2}), parameter("settle", Duration{1s}, Limits<double>{0, 2})};
    return type;
}

NodeTypeInfo reader() { return node_type("reader_node", {port("front")}); }

std::string check(const std::string& yaml, const std::vector<NodeTypeInfo>& types) { return KnownTypes{types}.check(yaml); }

const std::string kSource = "version: 1\nnodes:\n  front: {type: source_node, ";

}  // namespace

TEST_CASE("a parameter out of its limits is told with its unit, if it has one") {
    const auto fault = [](const std::string& param) { return check(kSource + "params: {" + param + "}}\n", {source()}); };
    CHECK(fault("gain_ratio: 2") == "");
    CHECK_THAT(fault("gain_ratio: 3"), Catch::EndsWith("it must be from 0 to 2\n"));
    CHECK_THAT(fault("range_m: 3"), Catch::EndsWith("it must be from 0 to 2 m\n"));
    CHECK_THAT(fault("count: 3"), Catch::EndsWith("it must be from 0 to 2\n"));
    CHECK_THAT(fault("settle: 3s"), Catch::EndsWith("it must be from 0 to 2 s\n"));
}

TEST_CASE("a ring has a power of two of cells, from two to sixty-four") {
    const auto fault = [](const std::string& cells) {
        return check(kSource + "cells: {range: " + cells + "}}\n  back: {type: reader_node, inputs: {front: range}}\n",
                     {source(), reader()});
    };
    CHECK(fault("2") == "");
    CHECK(fault("64") == "");
    for (const char* const cells : {"x", "8x", "1", "6", "128", "99999999999"})
        CHECK(fault(cells) == "3:45 front: cells: range: '" + std::string{cells} + "'; expected a power of two from 2 to 64\n");
}

TEST_CASE("an input that makes its node step has to be fed, though it is optional") {
    NodeTypeInfo type = node_type("follow_node", {port("front")});
    type.inputs[0].optional = true;
    const std::string yaml = "version: 1\nnodes: {a: {type: follow_node}}\n";
    CHECK(check(yaml, {type}) == "");
    type.trigger = "front";
    CHECK_THAT(check(yaml, {type}), Catch::StartsWith("2:9 a: input 'front' reads slot 'front', which no node of the set writes"));
    CHECK_THAT(check("version: 1\nnodes: {a: {type: reader_node}}\n", {reader()}),
               Catch::StartsWith("2:9 a: input 'front' reads slot 'front'"));
}

TEST_CASE("ports of any message carry what the slot's other side says, and none where that says nothing either") {
    const NodeTypeInfo gives = node_type("gives_node", {}, {port("out", "")});
    const NodeTypeInfo takes = node_type("takes_node", {port("in", "")});
    const KnownTypes types{{gives, takes, reader()}};
    const std::string both = "version: 1\nnodes:\n  g: {type: gives_node}\n  t: {type: takes_node, inputs: {in: out}}\n";
    CHECK_THAT(types.check(both),
               Catch::StartsWith("3:3 g: which message slot 'out' carries is not known, for no node of the set reads it"));
    const std::string third = "  r: {type: reader_node, inputs: {front: out}}\n";
    CHECK(types.check(both + third) == "");
    const NodeSet set = read_only(both + third).set;
    const Wiring wiring = wire(set, types.catalog());
    CHECK(wiring.find_output("out")->info.message == "Range");
    CHECK(wiring.find_input("t", "in")->info.message == "Range");
    CHECK(wiring.find_input("t", "out") == nullptr);
    CHECK(wiring.find_input("r", "in") == nullptr);
    CHECK_THAT(types.check("version: 1\nnodes:\n  t: {type: takes_node, inputs: {in: out}}\n"),
               Catch::Contains("which no node of the set writes"));
}

TEST_CASE("in lock-step the driver drives clocks, steps with the clock, and everybody's period is a multiple of the step") {
    NodeTypeInfo sim = node_type("sim_node");
    sim.drives_clock = true;
    const auto fault = [&](const std::string& clock, const std::string& nodes) {
        return check("version: 1\nclock: {mode: lockstep, " + clock + "}\nnodes: " + nodes + "\n", {sim, source()});
    };
    const std::string both = "{sim: {type: sim_node}, front: {type: source_node}}";
    CHECK(fault("driver: sim", both) == "");
    CHECK(fault("step: 10ms", both) == "2:1 clock: lockstep needs the node that coordinates; add driver: NODE\n");
    CHECK(fault("driver: sim, step: 3ms", both) ==
          "3:32 front: its period of 10 ms is no multiple of the lock-step step of 3 ms; give one with period:, or another clock: step:\n");
    CHECK(fault("driver: sim", "{sim: {type: sim_node, period: 10ms}}") == "");
    CHECK_THAT(fault("driver: sim", "{sim: {type: sim_node, period: 20ms}}"), Catch::Contains("sim: the driver steps every 10 ms"));
    CHECK_THAT(fault("driver: sim", "{sim: {type: sim_node}, front: {type: source_node, period: 15ms}}"),
               Catch::Contains("its period of 15 ms"));
    CHECK(fault("driver: sim, step: 3ms", "{sim: {type: unknown_node, period: 7ms}, front: {type: unknown_node}}") ==
          "");  // told elsewhere
    CHECK(fault("driver: sim, step: 3ms", "{sim: {type: sim_node}, tool: {exec: /bin/sh, args: [x]}}") == "");
}

TEST_CASE("a mode sets live parameters of nodes of this set, to what they can be") {
    const auto fault = [](const std::string& setting) {
        return check("version: 1\nmodes: {slow: {set: {" + setting + "}}}\nnodes: {front: {type: source_node}, odd: {type: odd_node}}\n",
                     {source()});
    };
    CHECK(fault("front.count: 2") == "");
    CHECK(fault("odd.count: many") == "");  // its type is not known: told elsewhere
    CHECK(fault("frnt.count: 2") ==
          "2:22 modes: slow: set: 'frnt.count': expected NODE.PARAMETER, and a node of this set; did you mean 'front'?\n");
    CHECK_THAT(fault("front: 2"), Catch::StartsWith("2:22 modes: slow: set: 'front': expected NODE.PARAMETER"));
    CHECK(fault("front.count: many") == "2:35 modes: slow: set: 'front.count': 'many'; expected a whole number\n");
    CHECK_THAT(fault("front.count: 3"), Catch::StartsWith("2:35 modes: slow: set: 'front.count': 3; it must be"));
    CHECK_THAT(fault("front.cuont: 3"), Catch::EndsWith("has no such parameter that may change while it runs; did you mean 'count'?\n"));
}

TEST_CASE("a health rule watches the node's own outputs only") {
    const auto fault = [](const std::string& slot) { return check(kSource + "health: {slots: {" + slot + ": 1s}}}\n", {source()}); };
    CHECK(fault("range") == "");
    CHECK(fault("rnage") ==
          "3:47 front: health: slots: 'rnage' is not one of its outputs, whose age would tell whether it hangs; did you mean "
          "'range'?\n");
}

TEST_CASE("nodes of a process may differ in their real-time priority, not in what else the kernel is told of them") {
    const auto fault = [](const std::string& a, const std::string& b) {
        return check("version: 1\nnodes:\n  a: {type: source_node, process: both, outputs: {range: a}, " + a +
                         "}\n  other: {type: source_node}\n  b: {type: source_node, process: both, outputs: {range: b}, " + b + "}\n",
                     {source()});
    };
    const auto fifo = [](const std::string& more) { return "sched: {policy: fifo, priority: 20" + more + "}"; };
    CHECK(fault(fifo(""), "sched: {policy: fifo, priority: 30}") == "");
    CHECK(fault(fifo(""), "sched: {nice: 0}") == "");
    CHECK(fault("sched: {nice: 0}", fifo("")) == "");
    const std::string differ =
        "5:35 b: process: 'a' in the same process has another stop:, ready:, limits:, log:, on_dep_failure: or sched: (all but "
        "its priority); these belong to the process, so give both the same\n";
    CHECK(fault(fifo(", affinity: [1]"), fifo("")) == differ);
    CHECK(fault(fifo(", rttime: 1s"), fifo("")) == differ);
    CHECK(fault("sched: {nice: 1}", "sched: {nice: 2}") == differ);
    CHECK(fault("stop: {timeout: 3s}", "stop: {timeout: 4s}") == "");
}

TEST_CASE("a process may be called like one of its nodes") {
    CHECK(check("version: 1\nnodes:\n  a: {type: source_node, process: a}\n  b: {type: source_node, process: a, outputs: {range: b}}\n",
                {source()}) == "");
}

TEST_CASE("real actuators beside a simulated plant are told, also when types are unknown") {
    NodeTypeInfo world = node_type("world_node"), motor = node_type("motor_node");
    world.simulates_plant = true;
    motor.drives_actuators = true;
    const std::string yaml = "version: 1\nnodes: {odd: {type: odd_node}, motor: {type: motor_node}";
    CHECK_THAT(check(yaml + ", world: {type: world_node}}\n", {world, motor}), Catch::Contains("motor: a motor_node moves what is real"));
    CHECK(check(yaml + "}\n", {world, motor}) == "");
}

TEST_CASE("the pin of a default is told at its node, and a line that cannot be one at the line") {
    const ReadSet read = read_only("version: 1\nsafety: {enable_line: GPJ9}\nnodes: {front: {type: source_node}}\n");
    const EnableLineDriver refused{
        .open = nullptr, .pins = [](const SafetyRule&) {
            return std::vector<PinClaim>{{.parameter = "enable_line", .pin = "GPJ9", .refusal = "GPJ9 is an input"}};
        }};
    Findings findings;
    check_enable_line(read.set, NodeCatalog{}, refused, findings);
    CHECK(lines_of(findings.errors()) == "2:23 safety: enable_line: GPJ9 is an input\n");
}

TEST_CASE("the watchdog waits for the nodes that it names, or for all, and a shared process outlives the supervisor if all its nodes do") {
    const KnownTypes types{{source()}};
    const auto plan = [&](const std::string& head, const std::string& a, const std::string& b) {
        const NodeSet set = read_only("version: 1\n" + head + "nodes:\n  a: {type: source_node" + a +
                                      "}\n  b: {type: source_node, outputs: {range: b}" + b + "}\n")
                                .set;
        return plan_launch(set, types.catalog(), wire(set, types.catalog()), "/programs");
    };
    const LaunchPlan named = plan("watchdog: {nodes: [b]}\n", "", "");
    CHECK_FALSE(named.processes[0].feeds_watchdog);
    CHECK(named.processes[1].feeds_watchdog);
    CHECK(plan("watchdog: {timeout: 9s}\n", "", "").processes[0].feeds_watchdog);
    CHECK_FALSE(plan("", "", "").processes[0].feeds_watchdog);
    const std::string shared = ", process: both", stays = shared + ", on_supervisor_death: stay";
    CHECK(plan("", stays, stays).processes[0].outlives_supervisor);
    CHECK_FALSE(plan("", stays, shared).processes[0].outlives_supervisor);
    CHECK_FALSE(plan("", shared, stays).processes[0].outlives_supervisor);
}
