// The real robot's node set: sound, and wired to pins that can do it.
#include <algorithm>
#include <catch2/catch.hpp>
#include <map>

#include "core/launch/describe_runner.hpp"
#include "core/launch/node_set_reader.hpp"
#include "drivers/gpio/pin_conflicts.hpp"
#include "drivers/gpio/s3c2440_pin.hpp"
#include "tests/scratch/places.hpp"

using namespace seqboard;
using namespace seqboard::testing;

namespace {

/// What the stock nodes use their pins for.
const std::map<std::string, PinUse> kUses = {
    {"range.trigger", PinUse::kOutput},         {"range.echo", PinUse::kEdges},
    {"ground.front_left", PinUse::kInput},      {"ground.front_right", PinUse::kInput},
    {"ground.rear_left", PinUse::kInput},       {"ground.rear_right", PinUse::kInput},
    {"head.pan_output", PinUse::kPwm},          {"head.tilt_output", PinUse::kOutput},  // by software
    {"wheels.left_pwm", PinUse::kPwm},          {"wheels.right_pwm", PinUse::kPwm},
    {"wheels.left_in1", PinUse::kOutput},       {"wheels.left_in2", PinUse::kOutput},
    {"wheels.right_in1", PinUse::kOutput},      {"wheels.right_in2", PinUse::kOutput},
    {"wheels.left_encoder_a", PinUse::kEdges},  {"wheels.left_encoder_b", PinUse::kEdges},
    {"wheels.right_encoder_a", PinUse::kEdges}, {"wheels.right_encoder_b", PinUse::kEdges},
    {"wheels.motor_enable", PinUse::kOutput},
};

std::vector<PinClaim> claims_of(const NodeSet& set) {
    std::vector<PinClaim> claims;
    for (const NodeEntry& node : set.nodes)
        for (const NamedText& param : node.params) {
            if (!S3c2440Pin::parse_function(param.text)) continue;
            const std::string who = node.name + "." + param.name;
            INFO(who);
            REQUIRE(kUses.contains(who));
            claims.push_back({param.text, kUses.at(who), who});
        }
    return claims;
}

}  // namespace

TEST_CASE("the real robot's node set is sound, with and without a gamepad") {
    const std::vector<std::string> check = {built("seqboard"), "check", sources("config/robot.yaml")};
    std::vector<std::string> with_gamepad = check;
    with_gamepad.insert(with_gamepad.end(), {"--profile", "gamepad"});
    for (const ProgramOutput& output : run_programs({check, with_gamepad}, std::chrono::seconds{30})) {
        INFO(output.out << output.err);
        CHECK(output.exit_code == 0);
    }
}

TEST_CASE("the real robot's pins can do what they are wired for, on a mini2440 the buzzer and the audio chip are given up") {
    Findings findings;
    const std::vector<PinClaim> claims = claims_of(read_node_set({.file = sources("config/robot.yaml")}, findings));
    CHECK(claims.size() == kUses.size());
    CHECK(pin_conflicts(claims, S3c2440Board::kUnknown).empty());
    const auto given_up = pin_conflicts(claims, S3c2440Board::kMini2440);
    REQUIRE(given_up.size() == 2);
    CHECK_THAT(given_up[0], Catch::Contains("head.pan_output") && Catch::Contains("audio"));
    CHECK_THAT(given_up[1], Catch::Contains("wheels.left_pwm") && Catch::Contains("buzzer"));
}
