// Which node of a robot goes to the board, what crosses the line, and the two node sets that come of it.
#include "core/hil/set_cut.hpp"

#include <catch2/catch.hpp>
#include <map>

#include "core/hil/linked_sets.hpp"
#include "core/launch/yaml/yaml_source.hpp"
#include "tests/core/hil/small_robot.hpp"
#include "tests/launch/scratch_file.hpp"

using namespace seqboard;
using namespace seqboard::hil;
using namespace seqboard::testing;

namespace {

using Names = std::vector<std::string>;
const std::string kSafe = "expect: [never: \"truth.collided != 0\"]\n";

Names names_of(const std::vector<CutSlot>& slots) {
    Names names;
    for (const CutSlot& slot : slots) names.push_back(slot.name + (slot.message.empty() ? "" : ":" + slot.message));
    return names;
}

SetCut cut_of(const SmallRobot& robot) {
    Findings findings;
    SetCut cut = cut_set(robot.checked, robot.scenario, findings);
    CHECK(lines_of(findings) == "");
    return cut;
}

std::string refusal_of(const std::string& step) {
    const SmallRobot robot{"steps:\n  - {at: 1s, do: " + step + "}\n" + kSafe};
    Findings findings;
    cut_set(robot.checked, robot.scenario, findings);
    return lines_of(findings);
}

NodeSet read_back(const std::string& text) {
    const ScratchFile file{text};
    Findings findings;
    NodeSet set = read_node_set({.file = file.path()}, findings);
    CHECK(lines_of(findings) == "");
    return set;
}

}  // namespace

TEST_CASE("what drives the clock or an actuator, judges, or comes after such a node stays with the plant, the others go to the board") {
    const SmallRobot robot{kSafe};
    const SetCut cut = cut_of(robot);
    CHECK(cut.plant_nodes == Names{"sim", "wheels", "watch", "scenario", "late"});
    CHECK(cut.board_nodes == Names{"brain"});
    CHECK(cut.is_on_board("brain"));
    CHECK_FALSE(cut.is_on_board("sim"));
}

TEST_CASE("a slot crosses the line where the other side reads it, and for the scenario if it is small or an expression names it") {
    const SetCut drawn = cut_of(SmallRobot{kSafe});
    CHECK(names_of(drawn.sends) == Names{"range"});
    CHECK(names_of(drawn.receives) == Names{"drive_command"});
    CHECK(names_of(drawn.mirrors) == Names{"behaviour_state:BehaviourState"});
    const SetCut named = cut_of(SmallRobot{"expect: [never: \"map.missing\", final: \"brain.ready\"]\n"});
    CHECK(names_of(named.mirrors) == Names{"behaviour_state:BehaviourState", "map:Map", "supervisor.brain:NodeSupervision"});
}

TEST_CASE("what people write for the board crosses the line only where the scenario writes it") {
    const SetCut unwritten = cut_of(SmallRobot{kSafe});
    CHECK(unwritten.board_operator_writes == Names{"behaviour_request"});
    CHECK(unwritten.plant_operator_writes == Names{"horn"});
    const SetCut written = cut_of(SmallRobot{"steps:\n  - {at: 1s, do: write, slot: behaviour_request, kind: STOP}\n" + kSafe});
    CHECK(names_of(written.sends) == Names{"range", "behaviour_request:BehaviourRequest"});
    CHECK(written.board_operator_writes.empty());
    CHECK(written.plant_operator_writes == Names{"behaviour_request", "horn"});
    CHECK_THAT(plant_link_text(written, "udp:robot:5600"), Catch::Contains("sends: \"range behaviour_request:BehaviourRequest\"\n"));
    CHECK(plant_overlay_text(SmallRobot{kSafe}.checked.set, written) == "operator_writes: [\"behaviour_request\", \"horn\"]\n");
}

TEST_CASE("what a scenario cannot do to a node on the board is refused, what it does to the plant is not") {
    CHECK(refusal_of("node.kill, node: brain") ==
          "3: node.kill: in mode hil 'brain' runs on the board, where neither signals nor parameters reach it\n");
    CHECK_THAT(refusal_of("set, param: brain.gain_ratio, value: 1"), Catch::Contains("'brain' runs on the board"));
    for (const char* const target : {"behaviour_state", "behaviour_state.kind"})
        CHECK_THAT(refusal_of("fault, target: " + std::string{target} + ", kind: stuck"),
                   Catch::Contains("'behaviour_state' is written and read on the board, where no fault reaches it"));
    for (const char* const step :
         {"node.kill, node: wheels", "set, param: sim.say, value: 1", "voice.say, word: hello", "fault, target: range, kind: off",
          "fault, target: behaviour_states, kind: off", "fault.end, target: behaviour_state"}) {
        INFO(step);
        CHECK(refusal_of(step) == "");
    }
}

TEST_CASE("the board's node set is whole: its nodes, its end of the link, its own clock, and none of what is the plant's") {
    SmallRobot robot{kSafe, kSmallHead + "safety: {resume: manual}\nprofiles: {fast: {}}\n" + kSmallNodes +
                                "  eye: {exec: /usr/bin/eye, when: not (profile == fast)}\n" + kJudge};
    Findings findings;
    robot.scenario.nodes = parse_yaml("brain: {params: {rank: 3}}\nsim: {params: {room: other.room}}\n", "use", findings);
    const SetCut cut = cut_of(robot);
    const NodeSet board = read_back(board_set_text(robot.scenario, robot.checked.set, cut, "hil-7", "udp-listen:0.0.0.0:5600"));
    CHECK(board.names() == Names{"brain", "eye", "link"});
    CHECK(board.place.board == "hil-7");
    CHECK(board.clock.lockstep);
    CHECK(board.clock.driver.value == "link");
    CHECK(board.clock.step == robot.scenario.step);
    REQUIRE(board.operator_writes.size() == 1);
    CHECK(board.operator_writes[0].value == "behaviour_request");
    REQUIRE(board.find("brain")->params.size() == 1);
    CHECK(board.find("brain")->params[0].text == "3");
    std::map<std::string, std::string> params;
    for (const NamedText& param : board.find("link")->params) params[param.name] = param.text;
    CHECK(params["line"] == "udp-listen:0.0.0.0:5600");
    CHECK(params["receives"] == "range");
    CHECK(params["sends"] == "drive_command");
    CHECK(params["mirrors"] == "behaviour_state supervisor.status");
    SetCut unseen = cut;
    unseen.mirrors.clear();
    const NodeSet blind = read_back(board_set_text(robot.scenario, robot.checked.set, unseen, "hil-7", "udp-listen:0.0.0.0:5600"));
    CHECK(blind.find("link")->params.back().text == "supervisor.status");
}

TEST_CASE("the plant's end of the link sends what the board's receives, and is told the board's state under another name") {
    const SetCut cut = cut_of(SmallRobot{kSafe});
    const NodeSet link =
        read_back("version: 1\nboard: small\nclock: {mode: lockstep, driver: link}\n" + plant_link_text(cut, "udp:robot:5600"));
    REQUIRE(link.names() == Names{"link"});
    std::map<std::string, std::string> params;
    for (const NamedText& param : link.nodes[0].params) params[param.name] = param.text;
    CHECK(params["sends"] == "range");
    CHECK(params["receives"] == "drive_command");
    CHECK(params["mirrors"] == "behaviour_state:BehaviourState supervisor.status:SupervisorStatus");
    REQUIRE(link.nodes[0].outputs.size() == 1);
    CHECK(link.nodes[0].outputs[0].text == kBoardStatusSlot);
    const NodeSet alone =
        read_back("version: 1\nboard: small\nclock: {mode: lockstep, driver: link}\n" + plant_link_text({}, "udp:robot:5600"));
    CHECK(alone.nodes[0].params.back().text == "supervisor.status:SupervisorStatus");
}

TEST_CASE("what the plant's set lays over the robot's leaves the board's nodes out, and what only these understand") {
    SmallRobot robot{kSafe, kSmallHead + "modes: {slow: {set: {brain.gain_ratio: 0.1}}}\n" + kSmallNodes};
    const SetCut cut = cut_of(robot);
    const std::string overlay = overlay_text(robot.scenario, robot.checked.set, {.run_folder = robot.folder(), .cut = &cut});
    CHECK_THAT(overlay,
               Catch::Contains("\nmodes: ~\n") && Catch::Contains("\noperator_writes: [\"horn\"]\n") && Catch::Contains("\n  brain: ~\n"));
    const SmallRobot simple{kSafe, "version: 1\nboard: small\nclock: {mode: lockstep, driver: sim}\n" + kSmallNodes};
    CHECK(plant_overlay_text(simple.checked.set, cut) == "");
}
