// From a node set to command lines.
#include "core/launch/launch_plan.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>

#include "core/launch/checked_set.hpp"
#include "core/messages/range.hpp"
#include "core/node/node_args.hpp"
#include "tests/launch/scratch_file.hpp"
#include "tests/scratch/places.hpp"
#include "tests/scratch/scratch_board.hpp"

using namespace seqboard;
using namespace seqboard::testing;
using namespace std::chrono_literals;

namespace {

const std::string kPrograms = built("launch_test_nodes");

LaunchPlan plan_of(const std::string& yaml, const std::vector<std::string>& profiles = {}) {
    const testing::ScratchBoard scratch;
    const testing::ScratchFile file{yaml};
    NodeSetRequest request;
    request.file = file.path();
    request.profiles = profiles;
    request.place.root = scratch.root();
    const CheckedSet checked = check_file(request, kPrograms);
    REQUIRE_NOTHROW(checked.findings.throw_errors());
    return plan_launch(checked.set, checked.catalog, checked.wiring, kPrograms);
}

/// What the node would make of its command line.
NodeArgs args_of(const PlannedProcess& process, std::size_t skip = 1) {
    return parse_node_args({process.command_line.begin() + static_cast<std::ptrdiff_t>(skip), process.command_line.end()});
}

}  // namespace

TEST_CASE("a slot that people write is made for them as its reader expects it, and the reader looks for it there") {
    const LaunchPlan plan = plan_of(
        "version: 1\noperator_writes: [range_hint]\nnodes:\n"
        "  near: {type: source_node, inputs: {hint: range_hint}, outputs: {range: range_near}}\n");
    const SlotSpec expected = slot_spec<Range>("range_hint");
    REQUIRE(plan.operator_slots.size() == 1);
    const SlotSpec& slot = plan.operator_slots.front();
    CHECK(slot.name == expected.name);
    CHECK(slot.message == expected.message);
    CHECK(slot.schema == expected.schema);
    CHECK(slot.fingerprint == expected.fingerprint);
    CHECK(slot.message_bytes == expected.message_bytes);
    CHECK(slot.cells == expected.cells);
    const NodeArgs near = args_of(plan.processes.front());
    CHECK(near.inputs.at("hint").slot == "range_hint");
    CHECK(near.inputs.at("hint").node == "operator.range_hint");
}

TEST_CASE("a port that carries any message is told that of the slot's other side") {
    const LaunchPlan plan = plan_of(
        "version: 1\nnodes:\n"
        "  front: {type: source_node, outputs: {range: range_front}}\n"
        "  world: {type: world_node, params: {takes: near supervisor.status, gives: far}, inputs: {near: range_front}}\n"
        "  watch: {type: sink_node, params: {device: x}, inputs: {front: far}}\n");
    const NodeArgs world = args_of(plan.processes[1]);
    REQUIRE(world.layouts.size() == 3);
    for (const char* port : {"near", "far"}) {
        CHECK(world.layouts.at(port).message == "Range");
        CHECK(world.layouts.at(port).bytes == sizeof(Range));
        CHECK(world.layouts.at(port).schema == schema_text<Range>());
    }
    CHECK(world.layouts.at("supervisor.status").message == "SupervisorStatus");
    CHECK(args_of(plan.processes[0]).layouts.empty());
}

TEST_CASE("with a folder of board programs the robot's nodes run from there, and who drives the clock or ends the run from here") {
    const testing::ScratchBoard scratch;
    const testing::ScratchFile file{
        "version: 1\nclock: {mode: lockstep, driver: sim}\nnodes:\n"
        "  sim: {type: plant_node}\n  watch: {type: sink_node, params: {device: x}, inputs: {front: range}}\n"
        "  end: {type: sink_node, params: {device: x}, inputs: {front: range}, outputs: {seen: end}, ends_run: true}\n"};
    NodeSetRequest request{.file = file.path(), .place = scratch.place(), .board_programs = "board/bin"};
    Findings findings;
    const NodeSet set = read_node_set(request, findings);
    REQUIRE_FALSE(findings.has_errors());
    const std::string board = std::filesystem::absolute("board/bin").string();
    CHECK(program_of(set.nodes.at(0), "here") == std::vector<std::string>{"here/plant_node"});
    CHECK(program_of(set.nodes.at(1), "here") == std::vector{board + "/sink_node"});
    CHECK(program_of(set.nodes.at(2), "here") == std::vector<std::string>{"here/sink_node"});
}

TEST_CASE("real actuators beside a simulated plant are refused, unless they are allowed") {
    const testing::ScratchBoard scratch;
    const testing::ScratchFile file{
        "version: 1\nnodes:\n  world: {type: world_node, params: {gives: front}}\n  turn: {type: follow_node}\n"};
    NodeSetRequest request{.file = file.path(), .place = scratch.place()};
    const CheckedSet refused = check_file(request, kPrograms);
    REQUIRE(refused.findings.errors().size() == 1);
    CHECK_THAT(refused.findings.errors().front().sentence,
               Catch::Contains("turn: a follow_node moves what is real, while 'world' has a simulated"));
    request.allow_actuators = true;
    CHECK_FALSE(check_file(request, kPrograms).findings.has_errors());
}

TEST_CASE("a node's command line says everything the set says of it") {
    const LaunchPlan plan = plan_of(
        "version: 1\nboard: rover\nvars: {far_m: 2.5}\nnodes:\n"
        "  front: {type: source_node, params: {range_m: \"${far_m}\"}, outputs: {range: range_front}, cells: {range: 8}, rate_hz: 50, "
        "priority: 20}\n"
        "  watch: {type: sink_node, params: {device: \"${dir}/tty\"}, inputs: {front: range_front}, after: [front]}\n");
    REQUIRE(plan.processes.size() == 2);
    const NodeArgs front = args_of(plan.processes[0]);
    CHECK(front.name == "front");
    CHECK(front.place.board == "rover");
    CHECK(front.params.at("range_m") == "2.5");
    CHECK(front.outputs.at("range") == "range_front");
    CHECK(front.cells.at("range") == 8);
    CHECK(front.period == 20ms);
    CHECK(front.priority == 20);
    CHECK(front.notify.empty());
    CHECK(front.inputs.at("hint").slot.empty());  // optional, and nobody feeds it
    CHECK(front.origin.ends_with(".yaml:5"));
    const NodeArgs watch = args_of(plan.processes[1]);
    CHECK(watch.inputs.at("front").slot == "range_front");
    CHECK(watch.inputs.at("front").node == "front");
    CHECK(watch.params.at("device") == plan.place.root + "/rover/tty");
    CHECK(plan.processes[1].after == std::vector<std::size_t>{0});
}

TEST_CASE("only an output that some node waits for makes a system call") {
    const std::string nodes = "nodes:\n  front: {type: source_node}\n  turn: {type: follow_node, inputs: {front: range}}\n";
    CHECK(args_of(plan_of("version: 1\n" + nodes).processes[0]).notify == std::vector<std::string>{"range"});
    const std::string driver = "  sim: {type: plant_node, outputs: {range: truth}}\n";
    CHECK(args_of(plan_of("version: 1\nclock: {mode: lockstep, driver: sim}\n" + nodes + driver).processes[0]).notify.empty());
}

TEST_CASE("a set in lock-step keeps to one processor unless it asks for all, one in real time never does") {
    const auto keeps = [](const std::string& clock) {
        return plan_of("version: 1\nclock: " + clock + "\nnodes: {sim: {type: plant_node}}\n").on_one_processor;
    };
    CHECK(keeps("{mode: lockstep, driver: sim, processors: one}"));
    CHECK_FALSE(keeps("{mode: lockstep, driver: sim, processors: all}"));
    CHECK_FALSE(keeps("{mode: real, processors: one}"));
}

TEST_CASE("in lock-step the driver is told who takes part, at which level and how often, and the others whom to follow") {
    const LaunchPlan plan = plan_of(
        "version: 1\nclock: {mode: lockstep, driver: sim, step: 5ms, speed_ratio: 2.5}\nnodes:\n"
        "  turn: {type: follow_node, inputs: {front: seen}}\n"
        "  watch: {type: sink_node, params: {device: x}, inputs: {front: range}}\n"
        "  sim: {type: plant_node}\n");
    const NodeArgs sim = args_of(plan.processes[2]);
    CHECK(sim.clock.kind == ClockChoice::Kind::kDrive);
    CHECK(sim.clock.step == 5ms);
    CHECK(sim.period == 5ms);
    CHECK(sim.clock.speed_ratio == Approx(2.5));
    CHECK(plan.on_one_processor);
    REQUIRE(sim.clock.participants.size() == 2);
    CHECK(sim.clock.participants[0].node == "turn");
    CHECK(sim.clock.participants[0].level == 1);
    CHECK(sim.clock.participants[0].period_ticks == 1);
    CHECK(sim.clock.participants[1].node == "watch");
    CHECK(sim.clock.participants[1].level == 0);
    CHECK(sim.clock.participants[1].period_ticks == 4);
    const NodeArgs turn = args_of(plan.processes[0]);
    CHECK(turn.clock.kind == ClockChoice::Kind::kFollow);
    CHECK(turn.clock.coordinator == "sim");
}

TEST_CASE("a node of seqboard takes SCHED_FIFO itself, other policies are set before it runs, and memory is locked as asked") {
    const LaunchPlan plan = plan_of(
        "version: 1\nnodes:\n  a: {type: source_node, sched: {policy: fifo, priority: 20, mlock: false}}\n"
        "  b: {type: source_node, outputs: {range: b}, sched: {policy: batch, nice: 5, mlock: true, affinity: [0]}}\n"
        "  c: {type: source_node, outputs: {range: c}, priority: 7}\n");
    const NodeArgs a = args_of(plan.processes[0]);
    CHECK(a.priority == 20);
    CHECK(a.lock_memory == false);
    CHECK(plan.processes[0].schedule.takes_policy_itself);
    const NodeArgs b = args_of(plan.processes[1]);
    CHECK(b.priority == 0);
    CHECK(b.lock_memory == true);
    CHECK_FALSE(plan.processes[1].schedule.takes_policy_itself);
    CHECK(plan.processes[1].schedule.affinity == std::vector<int>{0});
    CHECK(args_of(plan.processes[2]).priority == 7);
    CHECK_FALSE(args_of(plan.processes[2]).lock_memory);
}

TEST_CASE("conditions, rules and a program's own words come into the plan as the set says them") {
    const LaunchPlan plan = plan_of(
        "version: 1\nboot: {parallel: 3}\nnodes:\n  front: {type: source_node}\n"
        "  tool: {exec: /bin/true, args: [-x, \"two words\"], after: {front: started, \"slot:range\": {max_age: 200ms, min_count: 3}, "
        "\"device:/dev/null\": exists}, on_dep_failure: stop, ready: {slot: range}, stop: {signal: INT}, limits: {rss: 2M}, "
        "log: {keep: 3}, restart: {delay: {max: 3s}, no_restart_on: SIGSEGV}}\n");
    CHECK(plan.parallel_starts == 3);
    const PlannedProcess& tool = plan.processes.at(1);
    CHECK(tool.command_line == std::vector<std::string>{"/bin/true", "-x", "two words"});
    CHECK(tool.is_foreign);
    CHECK(tool.after == std::vector<std::size_t>{0});
    REQUIRE(tool.conditions.size() == 3);
    CHECK(tool.conditions[0].condition.kind == StartConditionKind::kStarted);
    CHECK(tool.conditions[1].condition.max_age == 200ms);
    CHECK(tool.conditions[1].condition.min_count == 3);
    CHECK(tool.conditions[1].writer == "front");
    CHECK(tool.conditions[1].slot.fingerprint == slot_spec<Range>("range").fingerprint);
    CHECK(tool.conditions[2].condition.what == "/dev/null");
    CHECK(tool.rules.on_dependency_failure == DependencyFailure::kStop);
    CHECK(tool.ready_slot.name == "range");
    CHECK(tool.rules.stop.signal == SIGINT);
    CHECK(tool.rules.limits.rss_bytes == 2U << 20U);
    CHECK(tool.rules.log.keep == 3);
    CHECK(tool.restart.growth->max == 3s);
    CHECK(tool.restart.no_restart_on == std::vector<int>{128 + SIGSEGV});
}

TEST_CASE("nodes of one process are started together by the multi-node program") {
    const LaunchPlan plan = plan_of(
        "version: 1\nnodes:\n  front: {type: source_node, process: drive, stop: {timeout: 5s}}\n"
        "  turn: {type: follow_node, process: drive, inputs: {front: range}}\n  late: {type: source_node, outputs: {range: late}, after: "
        "turn}\n");
    REQUIRE(plan.processes.size() == 2);
    const PlannedProcess& drive = plan.processes[0];
    CHECK(drive.name == "drive");
    CHECK(drive.nodes.size() == 2);
    CHECK(drive.command_line[0] == kPrograms + "/seqboard_nodes");
    CHECK(drive.command_line[1] == "source_node");
    const auto joint = std::find(drive.command_line.begin(), drive.command_line.end(), "--and");
    REQUIRE(joint != drive.command_line.end());
    CHECK(*(joint + 1) == "follow_node");
    CHECK(drive.rules.stop.timeout == 5s);
    CHECK(drive.drives_actuators);
    CHECK(plan.processes[1].after == std::vector<std::size_t>{0});
}

TEST_CASE("a profile changes what it names and nothing else") {
    const std::string yaml =
        "version: 1\nclock: {mode: lockstep, driver: sim, speed_ratio: 1}\nprofiles: {fast: {clock: {speed_ratio: 0}}}\nnodes:\n  sim: "
        "{type: plant_node}\n";
    CHECK(args_of(plan_of(yaml).processes[0]).clock.speed_ratio == Approx(1));
    CHECK(args_of(plan_of(yaml, {"fast"}).processes[0]).clock.speed_ratio == 0);
    CHECK_THROWS_WITH(plan_of(yaml, {"fsat"}), Catch::Contains("has no such profile; did you mean 'fast'?"));
}
