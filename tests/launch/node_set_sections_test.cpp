// What stands at the top of a node set besides its nodes: in another form than expected, left out, or said in a profile.
#include <catch2/catch.hpp>

#include "tests/launch/node_set_faults.hpp"

using namespace seqboard;
using namespace seqboard::testing;
using namespace std::chrono_literals;

namespace {

const std::string kNodes = "version: 1\nnodes: {front: {type: source_node}}\n";

/// What is said of a file with this as its third line.
std::string fault(const std::string& line, const std::vector<std::string>& profiles = {}) {
    return read_only(kNodes + line + "\n", profiles).faults;
}

NodeSet set_with(const std::string& line, const std::vector<std::string>& profiles = {}) {
    ReadSet read = read_only(kNodes + line + "\n", profiles);
    CHECK(read.faults == "");
    return std::move(read.set);
}

}  // namespace

TEST_CASE("every section of the file is a map, and the sentence shows one") {
    CHECK(fault("profiles: fast") == "3:11 profiles: this is a text; expected a map such as {fast: {}}\n");
    CHECK(fault("watchdog: on") == "3:11 watchdog: this is a text; expected a map such as {device: /dev/watchdog, timeout: 10s}\n");
    CHECK(fault("boot: 2") == "3:7 boot: this is a text; expected a map such as {parallel: 2}\n");
    CHECK(fault("safety: [GPJ9]") == "3:9 safety: this is a list; expected a map such as {enable_line: GPJ9, resume: manual}\n");
    CHECK(fault("modes: slow") == "3:8 modes: this is a text; expected a map such as {halt: {safe_stop: true}}\n");
    CHECK(fault("vars: 3") == "3:7 vars: this is a text; expected a map such as {goal_x_m: 3.2}\n");
    CHECK(read_only("version: 1\nnodes: [front]\n").faults ==
          "2:8 nodes: this is a list; expected a map such as {range: {type: range_node}}\n");
}

TEST_CASE("what may be left out of a section has its default") {
    CHECK(set_with("boot: {}").parallel_starts == 0);
    CHECK(set_with("boot: {parallel: 3}").parallel_starts == 3);
    CHECK(set_with("watchdog: {timeout: 20s}").watchdog->device == "/dev/watchdog");
    CHECK(set_with("watchdog: {nodes: front}").watchdog->nodes.at(0).value == "front");
    CHECK(set_with("safety: {}").safety.enable_line.value.empty());
    CHECK_FALSE(set_with("profiles: {}").watchdog);
}

TEST_CASE("the motors' line has a bus and a way to be enabled again, which are told when they are none") {
    const NodeSet set = set_with("safety: {enable_line: GPJ9, enable_gpio: sysfs, resume: auto}");
    CHECK(set.safety.enable_gpio == "sysfs");
    CHECK(set.safety.resume == Resume::kAuto);
    CHECK(set_with("safety: {resume: manual}").safety.resume == Resume::kManual);
    CHECK(fault("safety: {resume: never}") == "3:18 safety: resume: 'never'; expected auto or manual\n");
    CHECK(fault("safety: {resume: [auto]}") == "3:18 safety: resume: this is a list; expected one value\n");
}

TEST_CASE("a mode is a map of a condition, live parameters and times") {
    CHECK(fault("modes: {slow: 3}") ==
          "3:15 modes: slow: this is a text; expected a map such as {when: \"range.age > 500ms\", set: {follower.max_speed_m_s: 0.08}}\n");
    CHECK(fault("modes: {slow: {set: 3}}") ==
          "3:21 modes: slow: set: this is a text; expected a map such as {follower.max_speed_m_s: 0.08}\n");
    CHECK(fault("modes: {slow: {set: {front.offset_m: [1]}}}") ==
          "3:38 modes: slow: set: front.offset_m: this is a list; expected one value\n");
    const NodeSet set = set_with("modes: {slow: {set: {front.offset_m: 1}, for: 2s, clear_after: 3s}}");
    CHECK(set.modes.at(0).settings.at(0).value.value == "1");
    CHECK(set.modes.at(0).hold == 2s);
    CHECK(set.modes.at(0).clear_after == 3s);
}

TEST_CASE("the kind of memory comes from the file unless the command line says one, and is told when there is none such") {
    CHECK(set_with("backend: file").place.kind == BackendKind::kFile);
    CHECK(fault("backend: [file]") == "3:10 backend: this is a list; expected one value\n");
    CHECK_THAT(fault("backend: flie"), Catch::StartsWith("3:10 "));
    const ScratchBoard scratch;
    const ScratchFile file{kNodes + "backend: file\n"};
    Findings findings;
    const NodeSet given = read_node_set({.file = file.path(), .place = scratch.place(), .backend_given = true}, findings);
    CHECK(given.place.kind == scratch.place().kind);
}

TEST_CASE("slots that people write are names, one or a list of them") {
    CHECK(set_with("operator_writes: goal").operator_writes.at(0).value == "goal");
    CHECK(set_with("operator_writes: [goal, speed]").operator_writes.size() == 2);
    CHECK(fault("operator_writes: [[goal], speed]") == "3:19 operator_writes: this is a list; expected one value\n");
    CHECK(fault("operator_writes: {goal: 1}") == "3:18 operator_writes: this is a map; expected a list of names, such as [sim]\n");
    CHECK(fault("operator_writes: ~") == "3:18 operator_writes: this is nothing; expected a list of names, such as [sim]\n");
}

TEST_CASE("a profile that says nothing changes nothing, and one that is no map is told when it is asked for") {
    CHECK(set_with("profiles: {calm: ~}", {"calm"}).nodes.size() == 1);
    CHECK(fault("profiles: {calm: yes}") == "");
    CHECK(fault("profiles: {calm: yes}", {"calm"}) ==
          "3:18 profiles: calm: this is a text; expected a map such as {clock: {speed_ratio: 0}}\n");
    CHECK(fault("profiles: {calm: {replace: front}}", {"calm"}) ==
          "3:28 profiles: calm: replace: this is a text; expected a map such as {motors: motors_sim}\n");
    CHECK_THROWS_WITH(fault("profiles: {calm: ~}", {"clam"}), Catch::Contains("has no such profile; did you mean 'calm'?"));
}
