// The driver against outputs that a test looks at.
#include "drivers/servo_head.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <numbers>
#include <optional>

#include "core/exit_code.hpp"
#include "drivers/pwm/emulated_pwm_bank.hpp"
#include "tests/scratch/scratch_board.hpp"

using namespace seqboard;
using namespace std::chrono_literals;

namespace {

constexpr float kQuarter_rad = std::numbers::pi_v<float> / 2;
enum Output : std::size_t { kPan, kTilt };

struct Head {
    testing::ScratchBoard scratch;
    std::string socket = (std::filesystem::create_directories(scratch.root()), scratch.root() + "/pwm.sock");
    std::optional<EmulatedPwmBank> bank{std::in_place, socket, std::vector<std::string>{"pan", "tilt"}};
    ServoHead::Wiring wiring{
        .pan = {.output = "pan", .backend = "emulated:" + socket, .calibration = {.speed_rad_s = 10}},
        .tilt = {.output = "tilt",
                 .backend = "emulated:" + socket,
                 .calibration = {.minus_90_deg = 2400us, .plus_90_deg = 600us, .min_rad = -0.5f, .max_rad = 1, .speed_rad_s = 5}}};
    std::optional<ServoHead> driver;
    Time now{10s};

    void open() { driver.emplace(wiring); }
    float high_us(Output output) const { return static_cast<float>(bank->pulse(output).high.count()) / 1000; }
};

std::string refusal(const ServoCalibration& calibration) {
    try {
        const ServoAxis axis{"pan", calibration};
    } catch (const StartError& error) {
        CHECK(error.code() == ExitCode::kConfig);
        return error.what();
    }
    return "";
}

}  // namespace

TEST_CASE("angles become the pulses of each axis's calibration, fifty times a second") {
    Head head;
    head.open();
    CHECK(head.high_us(kPan) == 0);
    CHECK(head.driver->point(0, 0, head.now) == ServoHead::Answer::kTurns);
    CHECK(head.bank->pulse(kPan).period == 20ms);
    CHECK(head.high_us(kPan) == Approx(1500));
    CHECK(head.high_us(kTilt) == Approx(1500));
    CHECK(head.driver->point(kQuarter_rad / 2, 1, head.now) == ServoHead::Answer::kTurns);
    CHECK(head.high_us(kPan) == Approx(1750));
    CHECK(head.high_us(kTilt) == Approx(1500 - 1800 / std::numbers::pi).margin(0.1));  // mounted the other way round
}

TEST_CASE("an angle beyond a limit turns to the limit and says so, one that is no number does nothing") {
    Head head;
    head.open();
    CHECK(head.driver->point(0.5f, 1.5f, head.now) == ServoHead::Answer::kClamped);
    CHECK(head.driver->tilt_rad() == 1);
    const float before_us = head.high_us(kPan);
    CHECK(head.driver->point(std::nanf(""), 0, head.now) == ServoHead::Answer::kRefused);
    CHECK(head.driver->pan_rad() == 0.5f);
    CHECK(head.high_us(kPan) == before_us);
}

TEST_CASE("the head is settled after the slower axis's turn, one frame and the margin") {
    Head head;
    head.open();
    CHECK_FALSE(head.driver->settled(head.now));
    head.driver->point(0, 0, head.now);
    const Duration whole_range = 314ms + 20ms + 10ms;  // nobody knows where it was
    CHECK_FALSE(head.driver->settled(head.now + whole_range - 1ms));
    CHECK(head.driver->settled(head.now += whole_range));
    head.driver->point(0.5f, 0, head.now);  // 50 ms
    CHECK_FALSE(head.driver->settled(head.now + 79ms));
    CHECK(head.driver->settled(head.now + 81ms));
    head.driver->point(0.5f, 0, head.now += 100ms);  // the same again is no turn
    CHECK(head.driver->settled(head.now));
    head.driver->point(0.6f, 0.5f, head.now);  // tilt is slower: 100 ms
    CHECK_FALSE(head.driver->settled(head.now + 129ms));
    CHECK(head.driver->settled(head.now + 131ms));
}

TEST_CASE("a head that is turned on its way needs what is left of that way too") {
    Head head;
    head.open();
    head.driver->point(0, 0, head.now);
    head.now += 1s;
    head.driver->point(1, 0, head.now);          // 130 ms
    head.driver->point(0, 0, head.now += 30ms);  // 100 ms left, and 130
    CHECK_FALSE(head.driver->settled(head.now + 229ms));
    CHECK(head.driver->settled(head.now + 231ms));
}

TEST_CASE("a relaxed head has no pulses, is not settled, and may be anywhere when it wakes") {
    Head head;
    head.open();
    head.driver->point(0.2f, 0.2f, head.now);
    head.now += 1s;
    REQUIRE(head.driver->settled(head.now));
    head.driver->relax();
    CHECK(head.high_us(kPan) == 0);
    CHECK(head.high_us(kTilt) == 0);
    CHECK_FALSE(head.driver->settled(head.now));
    head.driver->point(0.2f, 0.2f, head.now);
    CHECK_FALSE(head.driver->settled(head.now + 300ms));
    head.driver.reset();
    CHECK(head.high_us(kPan) == 0);
}

TEST_CASE("a head whose outputs are gone is not settled") {
    Head head;
    head.open();
    head.bank.reset();
    CHECK(head.driver->point(0, 0, head.now) == ServoHead::Answer::kGone);
    CHECK_FALSE(head.driver->settled(head.now + 10s));
}

TEST_CASE("a calibration that is none is refused, with the axis's name") {
    CHECK(refusal({}).empty());
    CHECK(refusal({.minus_90_deg = 1500us, .plus_90_deg = 1500us}) ==
          "servo pan: pulses of 1.5 ms and 1.5 ms; expected two different ones from 300 us to 3 ms");
    CHECK_FALSE(refusal({.minus_90_deg = 200us}).empty());
    CHECK_FALSE(refusal({.min_rad = 1, .max_rad = -1}).empty());
    CHECK_FALSE(refusal({.speed_rad_s = 0}).empty());
    CHECK(refusal({.minus_90_deg = 500us, .plus_90_deg = 2500us, .max_rad = 3}).find("narrow min_rad and max_rad") != std::string::npos);
}
