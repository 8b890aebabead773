#include "drivers/gpio/pin_refusal.hpp"

#include <catch2/catch.hpp>

using namespace seqboard;

TEST_CASE("pins that can be what they are wired for are not refused") {
    CHECK(pin_refusal("GPB0", PinUse::kPwm).empty());
    CHECK(pin_refusal("TOUT1", PinUse::kPwm).empty());
    CHECK(pin_refusal("GPJ0", PinUse::kOutput).empty());
    CHECK(pin_refusal("GPA12", PinUse::kOutput).empty());
    CHECK(pin_refusal("GPF4", PinUse::kEdges).empty());
    CHECK(pin_refusal("EINT8", PinUse::kEdges).empty());
    CHECK(pin_refusal("GPH9", PinUse::kInput).empty());
}

TEST_CASE("an echo on a pin without an interrupt is refused") {
    CHECK(pin_refusal("GPB1", PinUse::kEdges) ==
          "GPB1 cannot interrupt, so its edges would not be seen; use a pin of GPF0 to GPF7 or GPG0 to GPG15");
    CHECK(pin_refusal("GPB1", PinUse::kInput).empty());
}

TEST_CASE("a PWM output is one of three pins") {
    CHECK(pin_refusal("GPB4", PinUse::kPwm) ==
          "GPB4 is no timer's output; use TOUT0, TOUT1 or TOUT2 (GPB0 to GPB2), or the PWM backend software");
    CHECK(pin_refusal("TOUT3", PinUse::kPwm) ==
          "TOUT3 (GPB3) belongs to timer 3, which counts Linux's time; use TOUT0, TOUT1 or TOUT2, or the PWM backend software");
    CHECK(pin_refusal("TOUT2", PinUse::kPwm).empty());
}

TEST_CASE("bank A reads nothing") {
    CHECK(pin_refusal("GPA0", PinUse::kInput) == "GPA0 cannot be an input: bank A drives only; use a pin of another bank");
    CHECK_FALSE(pin_refusal("GPA0", PinUse::kEdges).empty());
}

TEST_CASE("other chips' lines are not ours to judge") {
    CHECK(pin_refusal("gpiochip0/4", PinUse::kEdges).empty());
    CHECK(pin_refusal("gpiochip0/4", PinUse::kPwm).empty());
    CHECK(mini2440_remark("gpiochip0/4").empty());
}

TEST_CASE("what a mini2440 has on a pin is said, with a way out where there is one") {
    CHECK(mini2440_remark("GPF7") == "GPF7 is the Ethernet chip's interrupt on a mini2440; use another pin");
    CHECK(mini2440_remark("EINT11") ==
          "EINT11 (GPG3) is key K2 on a mini2440; use another pin, or boot a kernel without CONFIG_KEYBOARD_GPIO");
    CHECK(mini2440_remark("TOUT2") ==
          "TOUT2 (GPB2) is the audio chip's control lines (L3) on a mini2440; use another pin, or boot a kernel "
          "without CONFIG_SND_SOC");
    for (const char* const taken : {"GPB5", "GPB8", "GPG0", "GPG4", "GPG8", "GPH8", "GPE5", "GPC5"}) {
        INFO(taken);
        CHECK_FALSE(mini2440_remark(taken).empty());
    }
    for (const char* const free : {"GPB1", "GPB9", "GPF0", "GPF6", "GPG1", "GPG2", "GPG9", "GPG10", "GPG12", "GPJ0"}) {
        INFO(free);
        CHECK(mini2440_remark(free).empty());
    }
}
