// The real robots' node sets: sound, and wired to pins that can do it.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "core/launch/checked_set.hpp"
#include "core/launch/describe_runner.hpp"
#include "drivers/gpio/pin_refusal.hpp"
#include "tests/scratch/places.hpp"
#include "tests/scratch/scratch_board.hpp"

using namespace seqboard;
using namespace seqboard::testing;

namespace {

ProgramOutput check(const std::string& file) {
    return run_programs({{built("seqboard"), "check", file}}, std::chrono::seconds{30}).front();
}

/// What `check` says of the real robot's node set with these lines after it.
ProgramOutput check_with(const std::string& lines) {
    const ScratchBoard scratch;
    std::filesystem::create_directories(scratch.root());
    const std::string file = scratch.root() + "/changed.yaml";
    std::ofstream{file} << "version: 1\ninclude: [" << sources("config/robot.yaml") << "]\nnodes:\n" << lines;
    return check(file);
}

struct Pins {
    std::size_t claimed = 0;
    std::vector<std::string> given_up;  ///< what a mini2440 has on them
};

Pins pins_of(const char* node_set) {
    Findings findings;
    const NodeSet set = read_node_set({.file = sources(node_set)}, findings);
    const NodeCatalog catalog =
        NodeCatalog::describe(set, std::filesystem::path{built("seqboard")}.parent_path(), std::chrono::seconds{30}, findings);
    Pins pins;
    for (const NodeEntry& node : set.nodes)
        for (const PinClaim& claim : catalog.pins_of(node)) {
            ++pins.claimed;
            if (const std::string remark = mini2440_remark(claim.pin); !remark.empty()) pins.given_up.push_back(remark);
        }
    return pins;
}

}  // namespace

TEST_CASE("the real robots' node sets are sound, their pins included, with and without a gamepad and a camera") {
    const std::string file = sources("config/robot.yaml");
    const std::vector<std::vector<std::string>> checks = {{built("seqboard"), "check", file},
                                                          {built("seqboard"), "check", file, "--profile", "gamepad"},
                                                          {built("seqboard"), "check", file, "--profile", "camera"},
                                                          {built("seqboard"), "check", sources("config/rover.yaml")}};
    for (const ProgramOutput& output : run_programs(checks, std::chrono::seconds{30})) {
        INFO(output.out << output.err);
        CHECK(output.exit_code == 0);
        CHECK(output.err.empty());
    }
}

TEST_CASE("an encoder of the real robot on a pin without an interrupt is refused at its line") {
    const ProgramOutput output = check_with("  wheels:\n    params: {left_encoder_a: GPJ9}\n");
    CHECK(output.exit_code == 78);
    CHECK_THAT(output.err, Catch::Contains("changed.yaml:5:30: wheels: parameter 'left_encoder_a': GPJ9 cannot interrupt"));
}

TEST_CASE("a pin of the real robot that two nodes want is refused with both places") {
    const ProgramOutput output = check_with("  range:\n    params: {trigger: TOUT1}\n");
    CHECK(output.exit_code == 78);
    CHECK_THAT(output.err, Catch::Contains("wheels: parameter 'right_pwm': GPB1 is taken already, by 'range' as its 'trigger'") &&
                               Catch::Contains("changed.yaml:5:23)") && Catch::Contains("config/robot.yaml:"));
}

TEST_CASE("every pin of the real robot is claimed, and on a mini2440 only the buzzer and the audio chip are given up for them") {
    const Pins pins = pins_of("config/robot.yaml");
    CHECK(pins.claimed == 21);
    REQUIRE(pins.given_up.size() == 2);
    CHECK_THAT(pins.given_up[0], Catch::Contains("audio"));
    CHECK_THAT(pins.given_up[1], Catch::Contains("buzzer"));
}

TEST_CASE("every pin of the rover is claimed, and on a mini2440 nothing is given up for them") {
    const Pins pins = pins_of("config/rover.yaml");
    CHECK(pins.claimed == 19);
    CHECK(pins.given_up.empty());
}
