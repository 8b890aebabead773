// From a person's thumbs to the robot's command.
#include <linux/input.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <optional>

#include "core/testing/bench.hpp"
#include "drivers/input/emulated_input_device.hpp"
#include "nodes/gamepad_node.hpp"
#include "tests/scratch/scratch_board.hpp"

using namespace seqboard;
using namespace std::chrono_literals;

namespace {

struct Pad {
    testing::ScratchBoard scratch;
    std::string socket = (std::filesystem::create_directories(scratch.root()), scratch.root()) + "/pad.sock";
    std::optional<EmulatedInputDevice> model;
    std::optional<Bench<GamepadNode>> node;

    explicit Pad(std::map<std::string, std::string> params = {}) {
        plug();
        params.insert({{"device", "emulated:" + socket}, {"speed_m_s", "0.2"}, {"fast_speed_m_s", "0.4"}, {"yaw_rate_rad_s", "2"}});
        node.emplace(std::move(params));
        step();
    }
    void plug() { model.emplace(socket, std::map<std::uint16_t, AxisPosition>{{ABS_Y, {0, -100, 100}}, {ABS_RX, {0, -100, 100}}}); }
    void step() { node->run_for(20ms); }
    void press(std::uint16_t button, bool held = true) { model->press(button, held), step(); }
    void move(std::uint16_t axis, int value) { model->move(axis, value), step(); }
    DriveCommand command() { return *node->get<DriveCommand>("manual_command"); }
    DriveVerb verb() { return node->get<DriveRequest>("manual_request")->verb; }
    BehaviourRequest asked() {
        const auto request = node->get<BehaviourRequest>("pad_request");
        return request ? *request : BehaviourRequest{};
    }
    Duration silence() { return node->get<DriveCommand>("manual_command").age(); }
};

}  // namespace

TEST_CASE("the stick moves the robot only while the dead-man is held, and letting go of it is a release") {
    Pad pad;
    pad.move(ABS_Y, -100);
    pad.move(ABS_RX, -100);
    CHECK(pad.command().speed_m_s == 0);
    CHECK(pad.command().yaw_rate_rad_s == 0);
    CHECK(pad.verb() == DriveVerb::kRelease);
    pad.press(BTN_TL);
    CHECK(pad.command().speed_m_s == Approx(0.2));
    CHECK(pad.command().yaw_rate_rad_s == Approx(2));
    CHECK(pad.verb() == DriveVerb::kNone);
    pad.press(BTN_TL, false);
    CHECK(pad.command().speed_m_s == 0);
    pad.node->run_for(200ms);
    CHECK(pad.verb() == DriveVerb::kRelease);
}

TEST_CASE("the buttons that the kernel lets go of when a gamepad is unplugged stop the robot and release nothing") {
    Pad pad;
    pad.press(BTN_TL);
    pad.move(ABS_Y, -100);
    pad.press(BTN_TL, false);
    CHECK(pad.command().speed_m_s == 0);
    pad.node->run_for(100ms);
    pad.model.reset();
    pad.node->run_for(3s);
    CHECK(pad.verb() == DriveVerb::kNone);
    CHECK(pad.silence() == 3s);
}

TEST_CASE("the stick away from the person is forward and to the right is right, unless the set says it is not") {
    for (const bool reversed : {false, true}) {
        const std::string word = reversed ? "true" : "false";
        Pad pad{{{"speed_reversed", word}, {"turn_reversed", word}}};
        pad.press(BTN_TL);
        pad.move(ABS_Y, 100);
        pad.move(ABS_RX, 100);
        CHECK(pad.command().speed_m_s == Approx(reversed ? 0.2 : -0.2));
        CHECK(pad.command().yaw_rate_rad_s == Approx(reversed ? 2 : -2));
    }
}

TEST_CASE("one button makes it faster, and how fast can be set while it drives") {
    Pad pad;
    pad.press(BTN_TL);
    pad.move(ABS_Y, -100);
    pad.press(BTN_TR);
    CHECK(pad.command().speed_m_s == Approx(0.4));
    pad.node->set_param("fast_speed_m_s", "0.5");
    pad.step();
    CHECK(pad.command().speed_m_s == Approx(0.5));
    pad.press(BTN_TR, false);
    CHECK(pad.command().speed_m_s == Approx(0.2));
}

TEST_CASE("stop and resume need no dead-man, and stop wins over resume") {
    Pad pad;
    pad.press(BTN_START);
    CHECK(pad.verb() == DriveVerb::kResume);
    pad.press(BTN_EAST);
    CHECK(pad.verb() == DriveVerb::kStop);
    pad.press(BTN_TL);
    CHECK(pad.verb() == DriveVerb::kStop);
    pad.press(BTN_EAST, false);
    pad.press(BTN_START, false);
    CHECK(pad.verb() == DriveVerb::kNone);
}

TEST_CASE("a gamepad that is unplugged falls silent, and back with the dead-man held it drives only after that was let go") {
    Pad pad;
    pad.press(BTN_TL);
    pad.move(ABS_Y, -100);
    CHECK(pad.command().speed_m_s == Approx(0.2));
    pad.model.reset();
    pad.node->run_for(3s);
    CHECK(pad.silence() == 3s);
    pad.plug();
    pad.model->press(BTN_TL, true);
    pad.model->move(ABS_Y, -100);
    pad.node->run_for(1s);
    REQUIRE(pad.silence() < 1s);
    CHECK(pad.command().speed_m_s == 0);
    CHECK(pad.verb() == DriveVerb::kRelease);
    pad.press(BTN_TL, false);
    pad.press(BTN_TL);
    CHECK(pad.command().speed_m_s == Approx(0.2));
    CHECK(pad.verb() == DriveVerb::kNone);
}

TEST_CASE("a gamepad that is not there yet keeps no node from starting") {
    Bench<GamepadNode> node{std::map<std::string, std::string>{{"device", "emulated:/nonexistent/pad.sock"}}};
    node.run_for(1s);
    CHECK_FALSE(node.get<DriveCommand>("manual_command"));
}

TEST_CASE("a button asks for its behaviour once each time it is pressed") {
    Pad pad{{{"behaviours", "BTN_NORTH=explore; BTN_WEST = home;BTN_DPAD_UP=forward"}}};
    CHECK(pad.asked().kind == BehaviourKind::kNone);
    pad.press(BTN_NORTH);
    CHECK(pad.asked().kind == BehaviourKind::kExplore);
    CHECK(pad.asked().count == 1);
    pad.node->run_for(1s);
    pad.press(BTN_NORTH, false);
    CHECK(pad.asked().count == 1);
    pad.press(BTN_DPAD_UP);
    CHECK(pad.asked().kind == BehaviourKind::kForward);
    pad.press(BTN_NORTH);
    CHECK(pad.asked().kind == BehaviourKind::kExplore);
    CHECK(pad.asked().count == 3);
    pad.press(BTN_SOUTH);  // has none
    CHECK(pad.asked().count == 3);
}

TEST_CASE("while the dead-man is held no button asks for anything but a stop, then or later") {
    Pad pad{{{"behaviours", "BTN_NORTH=explore; BTN_SELECT=stop"}}};
    pad.press(BTN_TL);
    pad.press(BTN_NORTH);
    CHECK(pad.asked().kind == BehaviourKind::kNone);
    pad.press(BTN_SELECT);
    CHECK(pad.asked().kind == BehaviourKind::kStop);
    pad.press(BTN_TL, false);
    pad.node->run_for(1s);
    CHECK(pad.asked().kind == BehaviourKind::kStop);
    pad.press(BTN_NORTH, false);
    pad.press(BTN_NORTH);
    CHECK(pad.asked().kind == BehaviourKind::kExplore);
}

TEST_CASE("a button that is held when the gamepad is back asks for nothing") {
    Pad pad{{{"behaviours", "BTN_NORTH=explore"}}};
    pad.model.reset();
    pad.node->run_for(3s);
    pad.plug();
    pad.model->press(BTN_NORTH, true);
    pad.node->run_for(2s);
    REQUIRE(pad.silence() < 1s);
    CHECK(pad.asked().kind == BehaviourKind::kNone);
    pad.press(BTN_NORTH, false);
    pad.press(BTN_NORTH);
    CHECK(pad.asked().kind == BehaviourKind::kExplore);
}

TEST_CASE("buttons for behaviours that make no sense are refused with the entry and the reason") {
    const auto refused = [](const char* text) {
        try {
            const Bench<GamepadNode> node{{{"device", "emulated:/nonexistent/pad.sock"}, {"behaviours", text}}};
        } catch (const StartError& error) {
            CHECK(error.code() == ExitCode::kConfig);
            return std::string{error.what()};
        }
        return std::string{};
    };
    CHECK(refused(" ; BTN_MODE=home;").empty());
    CHECK_THAT(refused("BTN_NORTH"), Catch::Contains("'BTN_NORTH' is no entry"));
    CHECK_THAT(refused("BTN_NROTH=home"), Catch::Contains("'BTN_NROTH=home' names no button"));
    CHECK_THAT(refused("BTN_NORTH=dance"),
               Catch::Contains("'dance' is no behaviour here; expected stop, explore") && Catch::Contains("or slower"));
    CHECK_THAT(refused("BTN_NORTH=go_to"), Catch::Contains("'go_to' is no behaviour here"));  // where to?
    CHECK_THAT(refused("BTN_NORTH=home; BTN_NORTH=stop"), Catch::Contains("'BTN_NORTH=stop' names a button that has a task"));
    CHECK_THAT(refused("BTN_START=home"), Catch::Contains("has a task"));  // RESUME
}
