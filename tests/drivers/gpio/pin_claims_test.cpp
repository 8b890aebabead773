#include "drivers/gpio/pin_claims.hpp"

#include <catch2/catch.hpp>

using namespace seqboard;

TEST_CASE("one pin has one word, whatever it is called, and what it cannot do is said") {
    const auto claims = PinClaims{}.add("echo", "auto", "EINT4", PinUse::kEdges).add("left", "registers", "GPF4", PinUse::kInput).all();
    REQUIRE(claims.size() == 2);
    CHECK(claims[0].parameter == "echo");
    CHECK(claims[0].pin == "GPF4");
    CHECK(claims[1].pin == "GPF4");
    CHECK(claims[0].refusal.empty());
    CHECK_THAT(PinClaims{}.add("echo", "auto", "GPJ4", PinUse::kEdges).all().front().refusal, Catch::Contains("GPJ4 cannot interrupt"));
}

TEST_CASE("a pin that is not used is none, and another chip's line is itself") {
    CHECK(PinClaims{}.add("interrupt", "auto", "", PinUse::kInput).all().empty());
    CHECK(PinClaims{}.add("echo", "cdev", "gpiochip0/4", PinUse::kEdges).all().front().pin == "gpiochip0/4");
}

TEST_CASE("lines of an emulated bus are no pins of a chip, and each bus has its own") {
    const auto claims =
        PinClaims{}.add("echo", "emulated:/a", "GPJ4", PinUse::kEdges).add("echo", "emulated:/b", "GPJ4", PinUse::kEdges).all();
    CHECK(claims[0].refusal.empty());
    CHECK(claims[0].pin != claims[1].pin);
}

TEST_CASE("software makes a PWM output of any pin that can be one") {
    CHECK_FALSE(PinClaims{}.add_pwm("tilt", "auto", "GPJ6").all().front().refusal.empty());
    CHECK(PinClaims{}.add_pwm("tilt", "software", "GPJ6").all().front().refusal.empty());
    CHECK(PinClaims{}.add_pwm("tilt", "software:registers", "GPJ6").all().front().pin == "GPJ6");
    CHECK(PinClaims{}.add_pwm("tilt", "software:emulated:/a", "x").all().front().pin == "x of emulated:/a");
}

TEST_CASE("a PCA9685's outputs are its own, of each chip on a bus") {
    const auto claims = PinClaims{}.add_pwm("left", "pca9685:/dev/i2c-0:0x41", "3").add_pwm("pan", "pca9685:/dev/i2c-0", "3").all();
    CHECK(claims[0].pin == "3 of pca9685:/dev/i2c-0:0x41");
    CHECK(claims[0].refusal.empty());
    CHECK(claims[0].pin != claims[1].pin);
}
