// A robot's node set, a scenario on it, and what the node programs would say of themselves: without programs, boards or processes.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>

#include "core/hil/scenario_file.hpp"
#include "core/hil/set_overlay.hpp"
#include "core/launch/checked_set.hpp"
#include "core/messages/behaviour.hpp"
#include "core/messages/map.hpp"
#include "core/messages/range.hpp"
#include "core/messages/supervision.hpp"
#include "core/messages/truth.hpp"
#include "core/messages/wheels.hpp"
#include "core/segment/slot_spec.hpp"
#include "tests/scratch/scratch_board.hpp"

namespace seqboard::testing {

template <Message T>
PortInfo port_of(const std::string& port) {
    const SlotSpec spec = slot_spec<T>(port);
    return {.port = port,
            .message = spec.message,
            .fingerprint = "",
            .message_bytes = spec.message_bytes,
            .cells = spec.cells,
            .optional = true,
            .schema = spec.schema};
}

inline Parameter parameter(const std::string& name, ParamValue value, bool live, std::optional<Limits<double>> limits = {}) {
    return {.name = name, .value = std::move(value), .limits = limits, .live = live};
}

inline NodeTypeInfo type_of(const std::string& name, std::vector<PortInfo> inputs = {}, std::vector<PortInfo> outputs = {},
                            std::vector<Parameter> params = {}) {
    NodeTypeInfo type;
    type.type = name;
    type.params = std::move(params);
    type.inputs = std::move(inputs);
    type.outputs = std::move(outputs);
    return type;
}

/// sim simulates the devices of a robot, wheels and brain are its nodes, watch looks on, scenario judges.
inline NodeCatalog small_catalog() {
    NodeTypeInfo sim = type_of("sim_node", {port_of<MotorDrive>("motor_drive")}, {port_of<Range>("range"), port_of<Truth>("truth")},
                               {parameter("say", 0, true, Limits<double>{0, 9}), parameter("sonar_fault", 0, true),
                                parameter("heading_bit_error_ratio", 0.0f, true), parameter("room", std::string{}, false)});
    sim.drives_clock = true;
    sim.simulates_plant = true;
    NodeTypeInfo wheels =
        type_of("wheels_node", {port_of<DriveCommand>("drive_command"), port_of<Range>("horn")}, {port_of<MotorDrive>("motor_drive")});
    wheels.drives_actuators = true;
    NodeCatalog catalog;
    for (NodeTypeInfo type :
         {std::move(sim), std::move(wheels),
          type_of("brain_node",
                  {port_of<Range>("range"), port_of<Map>("map"), port_of<MotorEnable>("permit"),
                   port_of<BehaviourRequest>("behaviour_request")},
                  {port_of<DriveCommand>("drive_command"), port_of<BehaviourState>("behaviour_state"), port_of<Map>("map")},
                  {parameter("gain_ratio", 0.5f, true, Limits<double>{0, 1}), parameter("rank", 1, false)}),
          type_of("watch_node"),
          type_of("scenario_node", {port_of<Truth>("truth"), port_of<BehaviourState>("behaviour_state"), port_of<Map>("map")})}) {
        const std::string name = type.type;
        catalog.add(name, std::move(type));
    }
    return catalog;
}

inline const std::string kSmallHead =
    "version: 1\nboard: small\noperator_writes: [behaviour_request, horn]\nclock: {mode: lockstep, driver: sim}\n";
inline const std::string kSmallNodes =
    "nodes:\n"
    "  sim: {type: sim_node, params: {room: hall.room}}\n"
    "  brain: {type: brain_node, inputs: {permit: supervisor.enable}, after: [\"slot:range\"]}\n"
    "  wheels: {type: wheels_node, after: [brain]}\n"
    "  late: {type: watch_node, after: [watch]}\n"
    "  watch: {type: watch_node, after: [sim]}\n";
inline const std::string kJudge = "  scenario: {type: scenario_node, ends_run: true}\n";

class SmallRobot {
public:
    /// `steps`: the scenario below `use:`. `yaml`: the node set.
    explicit SmallRobot(const std::string& steps, const std::string& yaml = kSmallHead + kSmallNodes + kJudge) {
        std::filesystem::create_directories(folder());
        std::ofstream{folder() + "/scenario.yaml"} << "use: {launch: robot.yaml}\n" << steps;
        std::ofstream{folder() + "/robot.yaml"} << yaml;
        Findings findings;
        scenario = hil::read_scenario(folder(), findings);
        findings.throw_errors();
        checked.set = read_node_set({.file = folder() + "/robot.yaml"}, checked.findings);
        checked.findings.throw_errors();
        checked.catalog = small_catalog();
        checked.wiring = wire(checked.set, checked.catalog);
    }
    std::string folder() const { return scratch_.root() + "/wall_stop"; }

    hil::Scenario scenario;
    CheckedSet checked;

private:
    ScratchBoard scratch_;
};

/// "LINE: SENTENCE" of each error.
inline std::string lines_of(const Findings& findings) {
    std::string all;
    for (const Finding& finding : findings.errors()) all += std::to_string(finding.place.line) + ": " + finding.sentence + "\n";
    return all;
}

}  // namespace seqboard::testing
