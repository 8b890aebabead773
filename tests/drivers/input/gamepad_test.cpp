// A gamepad and its model in another thread: moved, overrun, unplugged, plugged in again.
#include <linux/input.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <optional>

#include "core/exit_code.hpp"
#include "drivers/input/emulated_input_device.hpp"
#include "drivers/input/gamepad.hpp"
#include "tests/scratch/scratch_board.hpp"

using namespace seqboard;
using namespace std::chrono_literals;

namespace {

struct Desk {
    testing::ScratchBoard scratch;
    std::string socket = (std::filesystem::create_directories(scratch.root()), scratch.root()) + "/pad.sock";
    std::optional<EmulatedInputDevice> model;
    Time now{100s};
    Gamepad pad{{.device = "emulated:" + socket, .axes = {ABS_Y, ABS_RX}, .dead_zone_ratio = 0.1f}};

    void plug() { model.emplace(socket, std::map<std::uint16_t, AxisPosition>{{ABS_Y, {128, 0, 256}}, {ABS_RX, {0, -32768, 32767}}}); }
    bool poll() { return pad.poll(now += 20ms); }
};

/// Counts how often it is looked for.
struct Absent : InputDevice {
    explicit Absent(int& opened) : looks{opened} {}
    bool open() noexcept override { return ++looks, false; }
    bool is_open() const noexcept override { return false; }
    std::optional<std::size_t> read(std::span<std::uint8_t>) noexcept override { return std::nullopt; }
    std::optional<AxisPosition> axis(std::uint16_t) noexcept override { return std::nullopt; }
    std::optional<KeyBits> keys() noexcept override { return std::nullopt; }
    int& looks;
};

}  // namespace

TEST_CASE("a gamepad's sticks and buttons are where they were when it was plugged in, and go where they are moved") {
    Desk desk;
    desk.plug();
    desk.model->move(ABS_Y, 0);
    desk.model->press(BTN_TL, true);
    REQUIRE(desk.poll());
    CHECK(desk.pad.axis(ABS_Y) == -1);
    CHECK(desk.pad.axis(ABS_RX) == 0);
    CHECK(desk.pad.axis(ABS_X) == 0);
    CHECK(desk.pad.pressed(BTN_TL));
    desk.model->move(ABS_RX, 32767);
    desk.model->press(BTN_TL, false);
    desk.model->press(BTN_EAST, true);
    REQUIRE(desk.poll());
    CHECK(desk.pad.axis(ABS_RX) == 1);
    CHECK_FALSE(desk.pad.pressed(BTN_TL));
    CHECK(desk.pad.pressed(BTN_EAST));
    CHECK(desk.pad.resyncs() == 0);
}

TEST_CASE("when the kernel's queue ran over, a gamepad is asked where everything is: no button stays held") {
    Desk desk;
    desk.plug();
    desk.model->press(BTN_TL, true);
    desk.poll();
    REQUIRE(desk.pad.pressed(BTN_TL));
    desk.model->press(BTN_TL, false);
    for (int i = 0; i < 300; ++i) desk.model->move(ABS_Y, i % 257);
    desk.model->press(BTN_EAST, true);
    desk.model->move(ABS_Y, 256);
    desk.model->press(BTN_EAST, false);
    REQUIRE(desk.poll());
    CHECK(desk.pad.resyncs() == 1);
    CHECK_FALSE(desk.pad.pressed(BTN_TL));
    CHECK_FALSE(desk.pad.pressed(BTN_EAST));
    CHECK(desk.pad.axis(ABS_Y) == 1);
    desk.model->move(ABS_Y, 128);
    desk.poll();
    CHECK(desk.pad.axis(ABS_Y) == 0);
    CHECK(desk.pad.resyncs() == 1);
}

TEST_CASE("a gamepad that is unplugged is absent, and is found again within a second of being plugged in") {
    Desk desk;
    CHECK_FALSE(desk.poll());
    desk.plug();
    const Time plugged = desk.now;
    while (!desk.poll()) REQUIRE(desk.now - plugged < 2s);
    CHECK(desk.now - plugged <= 1s);
    desk.model->press(BTN_TL, true);
    desk.poll();
    desk.model.reset();
    CHECK_FALSE(desk.poll());
    desk.plug();
    desk.now += 1s;
    CHECK(desk.poll());
    CHECK_FALSE(desk.pad.pressed(BTN_TL));
}

TEST_CASE("a gamepad that is not there is looked for once a second, not in every step") {
    int looks = 0;
    Gamepad pad{{}, std::make_unique<Absent>(looks)};
    for (Time now{100s}; now < Time{110s}; now += 20ms) CHECK_FALSE(pad.poll(now));
    CHECK(looks == 10);
}

TEST_CASE("a gamepad that nobody names is a fault of the node set") {
    CHECK_THROWS_WITH((Gamepad{GamepadConfig{}}), Catch::Contains("no device is named"));
}
