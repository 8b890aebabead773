// One file for all modes: profiles that replace nodes, conditions, includes under a name, values from the command line, and where each
// value was said.
#include <catch2/catch.hpp>

#include "core/launch/explanation.hpp"
#include "core/launch/launch_keys.hpp"
#include "tests/launch/scratch_file.hpp"
#include "tests/scratch/places.hpp"
#include "tests/scratch/scratch_board.hpp"

using namespace seqboard;
using namespace seqboard::testing;

namespace {

const std::string kPrograms = built("launch_test_nodes");

struct Read {
    CheckedSet checked;
    std::string faults;
};

Read read(const std::string& yaml, const std::vector<std::string>& profiles = {}, const std::vector<std::string>& sets = {}) {
    const ScratchBoard scratch;
    const ScratchFile file{yaml};
    NodeSetRequest request{.file = file.path(), .profiles = profiles, .sets = sets, .place = {}};
    request.place.root = scratch.root();
    Read result{check_file(request, kPrograms), ""};
    for (const Finding& finding : result.checked.findings.errors()) result.faults += finding.sentence + "\n";
    return result;
}

using Names = std::vector<std::string>;

const std::string kRobot =
    "version: 1\nclock: {driver: motors}\nnodes:\n  motors: {type: source_node}\n  sonar_left: {type: source_node, outputs: {range: "
    "left}}\n"
    "  sonar_right: {type: source_node, outputs: {range: right}}\n"
    "  watch: {type: sink_node, params: {device: x}, inputs: {front: range}, after: [motors, sonar_left, sonar_right]}\n";

const NodeEntry& node(const Read& read, const std::string& name) {
    REQUIRE(read.checked.set.find(name) != nullptr);
    return *read.checked.set.find(name);
}

Names after(const NodeEntry& node) {
    Names names;
    for (const StartCondition& condition : node.after) names.push_back(condition.what);
    return names;
}

}  // namespace

TEST_CASE("a profile replaces nodes by name or pattern, and what referred to them refers to the other") {
    const std::string profile =
        "profiles:\n  sim:\n    replace: {motors: plant, \"sonar_*\": plant}\n    nodes: {plant: {type: source_node}}\n";
    const Read sim = read(kRobot + profile, {"sim"});
    CHECK(sim.faults.empty());
    CHECK(sim.checked.set.names() == Names{"watch", "plant"});
    CHECK(after(node(sim, "watch")) == Names{"plant"});
    CHECK(sim.checked.set.clock.driver.value == "plant");
    CHECK(read(kRobot + profile).checked.set.nodes.size() == 4);
}

TEST_CASE("a profile takes nodes out by their type, and nobody waits for them any more") {
    const Read quiet = read(kRobot + "profiles: {quiet: {replace: {\"sonar_?eft\": ~, sonar_right: ~}}}\n", {"quiet"});
    CHECK(quiet.faults.empty());
    CHECK(quiet.checked.set.names() == Names{"motors", "watch"});
    CHECK(after(node(quiet, "watch")) == Names{"motors"});
    CHECK(read(kRobot + "profiles: {none: {replace: {\"source_*\": ~}}}\n", {"none"}).checked.set.names() == Names{"watch"});
}

TEST_CASE("replacing what does not exist is told with the nearest name") {
    const Read wrong = read(
        kRobot + "profiles: {sim: {replace: {motor: ~, sonar_left: plnt}, nodes: {plant: {type: source_node, outputs: {range: p}}}}}\n",
        {"sim"});
    CHECK(wrong.faults ==
          "replace: no node has a name or type 'motor'; did you mean 'motors'?\n"
          "replace: there is no node 'plnt'; did you mean 'plant'?\n");
}

TEST_CASE("a node is in the set when its condition holds, which speaks of profiles and variables") {
    const auto has = [](const std::string& condition, const std::vector<std::string>& profiles) {
        const Read set = read(
            "version: 1\nvars: {quiet: false, speed: 2.5, room: hall}\nprofiles: {sim: {}, fast: {}}\nnodes:\n  front: {type: "
            "source_node}\n"
            "  extra: {type: source_node, outputs: {range: r2}, when: '" +
                condition +
                "'}\n"
                "  last: {type: source_node, outputs: {range: r3}, after: [extra]}\n",
            profiles);
        CHECK(set.faults.empty());
        CHECK(after(node(set, "last")).size() == (set.checked.set.find("extra") != nullptr ? 1 : 0));
        return set.checked.set.find("extra") != nullptr;
    };
    CHECK(has("profile == sim", {"sim"}));
    CHECK(has("profile == sim", {"sim", "fast"}));
    CHECK_FALSE(has("profile == sim", {}));
    CHECK(has("profile != sim and not quiet", {"fast"}));
    CHECK_FALSE(has("quiet or speed < 2.5", {}));
    CHECK(has("not (quiet or speed < 2.5) and speed <= 2.50", {}));
    CHECK(has("room == \"hall\" and room != cellar", {}));
    CHECK(has("quiet and quiet or speed == 2.5", {}));  // and binds tighter
    CHECK(has("(speed>2.4)and speed>=2.5 and not(speed>2.5)", {}));
    CHECK_FALSE(has("speed >= 2.6 or speed <= 2.4 or speed != 2.5 or quiet == true", {}));
    CHECK(has("room != Hall_2 and room != /dev/ttyS0:9600 and room != a-z.Z and room != \"\" and room != ''{|}''", {}));
    CHECK(has("profile != \"sim\" and profile == fast", {"fast"}));
}

TEST_CASE("a condition that cannot be decided is told, not guessed") {
    const auto fault = [](const std::string& condition) {
        return read(
                   "version: 1\nvars: {quiet: false, room: hall, size: 2}\nprofiles: {sim: {}}\nnodes: {front: {type: source_node, when: "
                   "'" +
                   condition + "'}}\n")
            .faults;
    };
    CHECK(fault("profile == smi") == "front: when: 'profile == smi': there is no profile 'smi'; did you mean 'sim'?\n");
    CHECK(fault("quite") == "front: when: 'quite': unknown variable 'quite'; did you mean 'quiet'?\n");
    CHECK(fault("room") == "front: when: 'room': 'room' is 'hall', neither true nor false; compare it: room == VALUE\n");
    CHECK(fault("room < 3") == "front: when: 'room < 3': 'hall' is no number, so < means nothing; expected == or !=\n");
    CHECK(fault("(quiet") == "front: when: '(quiet': a ')' is missing\n");
    CHECK(fault("quiet quiet") == "front: when: 'quiet quiet': 'quiet' is not expected here\n");
    CHECK(fault("quiet and") == "front: when: 'quiet and': it ends where a variable or profile is expected\n");
    CHECK(fault("quiet & quiet") == "front: when: 'quiet & quiet': '&' is no part of a condition\n");
    CHECK(fault("quiet = true") == "front: when: 'quiet = true': '=' is no part of a condition\n");
    CHECK(fault("quiet !") == "front: when: 'quiet !': '!' is no part of a condition\n");
    CHECK(fault("room == \"hall") == "front: when: 'room == \"hall': a quotation mark is missing\n");
    CHECK(fault("room ==") == "front: when: 'room ==': it ends where a value is expected\n");
    CHECK(fault("room >= 3") == "front: when: 'room >= 3': 'hall' is no number, so >= means nothing; expected == or !=\n");
    CHECK(fault("size < x") == "front: when: 'size < x': 'x' is no number, so < means nothing; expected == or !=\n");
    CHECK(fault("profile") == "front: when: 'profile': profile needs a value; write profile == NAME\n");
    CHECK(fault("profile < sim") == "front: when: 'profile < sim': profile can be compared with == and != only\n");
    CHECK(read("version: 1\nnodes: {front: {type: source_node, when: [quiet]}}\n").faults ==
          "front: when: this is a list; expected a condition such as \"profile == sim\"\n");
}

TEST_CASE("a profile with a condition is laid over by itself when that holds") {
    const std::string yaml =
        "version: 1\nvars: {night: false, far_m: 2}\nprofiles: {dark: {when: night, vars: {far_m: 1}}}\n"
        "nodes: {front: {type: source_node, params: {range_m: \"${far_m}\"}}}\n";
    CHECK(node(read(yaml), "front").params.at(0).text == "2");
    CHECK(node(read(yaml, {}, {"night=true"}), "front").params.at(0).text == "1");
    CHECK(node(read(yaml, {"dark"}), "front").params.at(0).text == "1");
}

TEST_CASE("a file that is included under a name has names of its own, and outside it they have that name in front") {
    const ScratchFile part{
        "vars: {far_m: 2, on: true}\nprofiles: {long: {vars: {far_m: 5}}}\nnodes:\n"
        "  sonar: {type: source_node, params: {range_m: \"${far_m}\"}, when: on == true}\n"
        "  watch: {type: sink_node, params: {device: \"${tty}\"}, inputs: {front: range}, after: {sonar: ready, \"slot:range\": {max_age: "
        "1s}}}\n"};
    const std::string yaml = "version: 1\nvars: {tty: /dev/ttyS0}\ninclude: [{file: " + part.path() + ", as: left}, {file: " + part.path() +
                             ", as: right}]\nnodes:\n  right.sonar: {params: {range_m: 3}}\n"
                             "  turn: {type: follow_node, inputs: {front: left.seen}, after: [left.watch]}\n";
    const Read both = read(yaml);
    CHECK(both.faults.empty());
    CHECK(both.checked.set.names() == Names{"left.sonar", "left.watch", "right.sonar", "right.watch", "turn"});
    CHECK(node(both, "left.sonar").params.at(0).text == "2");
    CHECK(node(both, "right.sonar").params.at(0).text == "3");
    CHECK(node(both, "left.watch").params.at(0).text == "/dev/ttyS0");
    CHECK(after(node(both, "right.watch")) == Names{"right.sonar", "right.range"});
    CHECK(both.checked.wiring.find_output("left.range")->node == "left.sonar");
    CHECK(both.checked.wiring.find_input("right.watch", "front")->slot == "right.range");
    CHECK(both.checked.wiring.find_output("left.seen")->node == "left.watch");
    CHECK(node(read(yaml, {"long"}), "left.sonar").params.at(0).text == "5");
    CHECK(node(read(yaml, {}, {"left.far_m=4"}), "left.sonar").params.at(0).text == "4");
}

TEST_CASE("a list under a key with a plus goes behind the one below it, elsewhere it is the list") {
    const ScratchFile part{"nodes: {a: {type: source_node}, b: {type: source_node, outputs: {range: b}, after: a}}\n"};
    const Read set = read("version: 1\ninclude: " + part.path() +
                              "\nprofiles: {more: {nodes: {b: {after+: [d]}}}}\nnodes:\n  b: {after+: [c]}\n"
                              "  c: {type: source_node, outputs: {range: c}, after+: [a]}\n  d: {type: source_node, outputs: {range: d}}\n",
                          {"more"});
    CHECK(set.faults.empty());
    CHECK(after(node(set, "b")) == Names{"a", "c", "d"});
    CHECK(after(node(set, "c")) == Names{"a"});
}

TEST_CASE("the command line reaches every key of a node and of the file, and says who is at fault") {
    const Read set = read(
        kRobot, {}, {"motors.range_m=3", "motors.restart.max=7", "clock.step=20ms", "watch.after=[motors]", "sonar_left.params.count=5"});
    CHECK(set.faults.empty());
    CHECK(node(set, "motors").params.at(0).text == "3");
    CHECK(node(set, "motors").restart.value.max_restarts == 7);
    CHECK(set.checked.set.clock.step == std::chrono::milliseconds{20});
    CHECK(after(node(set, "watch")) == Names{"motors"});
    CHECK(node(set, "sonar_left").params.at(0).text == "5");
    const Read wrong = read(kRobot, {}, {"motors.rang_m=3"});
    REQUIRE(wrong.checked.findings.errors().size() == 1);
    CHECK(text_of(wrong.checked.findings.errors()[0]) ==
          "--set motors.rang_m=3: motors: source_node has no parameter 'rang_m'; did you mean 'range_m'?");
    CHECK_THROWS_WITH(read(kRobot, {}, {"motor.range_m=3"}), Catch::Contains("--set motor.range_m: the node set has no such variable"));
}

TEST_CASE("explain tells the place of a value, all that it was laid over, and its variables") {
    const ScratchFile part{"nodes:\n  front: {type: source_node, params: {range_m: 1}}\n"};
    const std::string yaml =
        "version: 1\nvars: {far_m: 2}\ninclude: " + part.path() +
        "\nprofiles:\n  near: {vars: {far_m: 1.5}}\nnodes:\n  front: {params: {range_m: \"${far_m}\"}, restart: {max: 3}}\n";
    const Read set = read(yaml, {"near"});
    REQUIRE(set.faults.empty());
    const auto range = explain(set.checked, "front.range_m");
    REQUIRE(range.size() == 1);
    CHECK(range[0].key == "front.params.range_m");
    CHECK(range[0].text == "${far_m}");
    CHECK(range[0].place.line == 7);
    REQUIRE(range[0].over.size() == 1);
    CHECK(text_of(range[0].over[0].place) == part.path() + ":2:48");
    CHECK(range[0].over[0].text == "1");
    REQUIRE(range[0].variables.size() == 1);
    CHECK(range[0].variables[0].text == "1.5");
    CHECK(range[0].variables[0].place.line == 5);
    CHECK(range[0].variables[0].over.at(0).text == "2");
    CHECK(explain(set.checked, "front").size() == 3);
    CHECK(explain(set.checked, "front.restart").at(0).key == "front.restart.max");
    const auto unsaid = explain(set.checked, "front.count");
    CHECK(unsaid.at(0).text == "3");
    CHECK(unsaid.at(0).note == "the default of source_node");
    CHECK(explain(set.checked, "front.restart.window").at(0).note == "Default `60s`.");
    CHECK_THROWS_WITH(explain(set.checked, "front.cuont"), Catch::Contains("did you mean 'count'?"));
    CHECK_THROWS_WITH(explain(set.checked, "frnt.count"), Catch::Contains("did you mean 'front'?"));
    const Read given = read(yaml, {}, {"far_m=4", "front.restart.max=9"});
    CHECK(explain(given.checked, "vars.far_m").at(0).place.file == "--set far_m=4");
    CHECK(explain(given.checked, "front.restart.max").at(0).over.at(0).text == "3");
}
