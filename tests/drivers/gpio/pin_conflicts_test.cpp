#include "drivers/gpio/pin_conflicts.hpp"

#include <catch2/catch.hpp>

using namespace seqboard;

namespace {

using Sentences = std::vector<std::string>;

Sentences conflicts(const std::vector<PinClaim>& claims, S3c2440Board board = S3c2440Board::kUnknown) {
    return pin_conflicts(claims, board);
}

}  // namespace

TEST_CASE("a wiring that works has no conflicts") {
    CHECK(conflicts({{"GPB0", PinUse::kPwm, "wheels.left_pwm"},
                     {"TOUT1", PinUse::kPwm, "wheels.right_pwm"},
                     {"GPJ0", PinUse::kOutput, "wheels.left_in1"},
                     {"GPA12", PinUse::kOutput, "wheels.enable"},
                     {"GPF4", PinUse::kEdges, "front.echo"},
                     {"EINT8", PinUse::kEdges, "encoders.left_a"},
                     {"GPH9", PinUse::kInput, "ground.front_left"}})
              .empty());
}

TEST_CASE("an echo on a pin without an interrupt is refused") {
    CHECK(conflicts({{"GPB1", PinUse::kEdges, "front.echo"}}) ==
          Sentences{"front.echo: GPB1 cannot interrupt, so its edges would not be seen; use a pin of GPF0 to GPF7 or GPG0 to GPG15"});
    CHECK(conflicts({{"GPB1", PinUse::kInput, "front.echo"}}).empty());
}

TEST_CASE("a pin can be one thing only, whatever it is called") {
    CHECK(conflicts({{"EINT4", PinUse::kEdges, "front.echo"}, {"GPF4", PinUse::kInput, "ground.front_left"}}) ==
          Sentences{"ground.front_left: GPF4 is already taken by front.echo; every line needs a pin of its own"});
    CHECK(conflicts({{"TOUT1", PinUse::kPwm, "head.pan"}, {"GPB1", PinUse::kOutput, "front.trigger"}, {"GPB1", PinUse::kOutput, "led"}})
              .size() == 3);
}

TEST_CASE("a PWM output is one of three pins") {
    CHECK(conflicts({{"GPB4", PinUse::kPwm, "head.tilt"}}) ==
          Sentences{"head.tilt: GPB4 is no timer's output; use TOUT0, TOUT1 or TOUT2 (GPB0 to GPB2), or the PWM backend software"});
    CHECK(conflicts({{"TOUT3", PinUse::kPwm, "head.tilt"}}) == Sentences{"head.tilt: TOUT3 (GPB3) belongs to timer 3, which counts Linux's "
                                                                         "time; use TOUT0, TOUT1 or TOUT2, or the PWM backend software"});
    CHECK(conflicts({{"TOUT2", PinUse::kPwm, "head.tilt"}}).empty());
}

TEST_CASE("bank A reads nothing") {
    CHECK(conflicts({{"GPA0", PinUse::kInput, "ground.rear_left"}}) ==
          Sentences{"ground.rear_left: GPA0 cannot be an input: bank A drives only; use a pin of another bank"});
    CHECK(conflicts({{"GPA0", PinUse::kEdges, "front.echo"}}).size() == 1);
}

TEST_CASE("what a mini2440 has on a pin is said, with a way out where there is one") {
    constexpr auto kMini = S3c2440Board::kMini2440;
    CHECK(conflicts({{"GPF7", PinUse::kEdges, "front.echo"}}, kMini) ==
          Sentences{"front.echo: GPF7 is the Ethernet chip's interrupt on a mini2440; use another pin"});
    CHECK(conflicts({{"EINT11", PinUse::kEdges, "encoders.left_a"}}, kMini) ==
          Sentences{
              "encoders.left_a: EINT11 (GPG3) is key K2 on a mini2440; use another pin, or boot a kernel without CONFIG_KEYBOARD_GPIO"});
    CHECK(conflicts({{"TOUT2", PinUse::kPwm, "head.pan"}}, kMini) ==
          Sentences{"head.pan: TOUT2 (GPB2) is the audio chip's control lines (L3) on a mini2440; use another pin, or boot a kernel "
                    "without CONFIG_SND_SOC"});
    for (const char* const taken : {"GPB5", "GPB8", "GPG0", "GPG4", "GPG8", "GPH8", "GPE5", "GPC5"}) {
        INFO(taken);
        CHECK(conflicts({{taken, PinUse::kInput, "x"}}, kMini).size() == 1);
        CHECK(conflicts({{taken, PinUse::kInput, "x"}}).empty());
    }
    for (const char* const free : {"GPB1", "GPB9", "GPF0", "GPF6", "GPG1", "GPG2", "GPG9", "GPG10", "GPG12", "GPJ0"}) {
        INFO(free);
        CHECK(conflicts({{free, PinUse::kInput, "x"}}, kMini).empty());
    }
}

TEST_CASE("several things wrong with one pin are all said, and other chips' lines are not ours to judge") {
    CHECK(conflicts({{"GPB5", PinUse::kEdges, "front.echo"}, {"GPB5", PinUse::kOutput, "led"}}, S3c2440Board::kMini2440).size() == 4);
    CHECK(conflicts({{"gpiochip0/4", PinUse::kEdges, "front.echo"}, {"gpiochip0/4", PinUse::kPwm, "x"}}).empty());
}
