#include "drivers/converter_check.hpp"

#include <catch2/catch.hpp>
#include <vector>

using namespace seqboard;
using namespace std::chrono_literals;

namespace {

/// Bursts of four conversions every 100 ms, `noise_volt` above and below the mean.
struct Pin {
    ConverterCheck check;
    Time now{100s};

    ConverterFault read(float volt, float noise_volt, std::optional<float> load_ratio, Duration duration) {
        const std::vector burst{volt + noise_volt, volt - noise_volt, volt - noise_volt, volt + noise_volt};
        for (Duration passed{}; passed < duration; passed += 100ms) check.add(burst, load_ratio, now += 100ms);
        return check.fault();
    }
};

}  // namespace

TEST_CASE("converter check: a reading that stays while the load changes is stuck, until it moves") {
    Pin pin;
    CHECK(pin.read(2.5f, 0, 0.2f, 5s) == ConverterFault::kNone);
    CHECK(pin.read(2.5f, 0, 0.8f, 100ms) == ConverterFault::kStuck);
    CHECK(pin.read(2.5f, 0, 0.2f, 5s) == ConverterFault::kStuck);
    CHECK(pin.read(2.49f, 0, 0.2f, 100ms) == ConverterFault::kNone);
    CHECK(pin.read(2.49f, 0, 0.2f, 5s) == ConverterFault::kNone);
}

TEST_CASE("converter check: a load that hardly changes, or that nobody knows, tells nothing") {
    Pin pin;
    CHECK(pin.read(2.5f, 0, std::nullopt, 5s) == ConverterFault::kNone);
    CHECK(pin.read(2.5f, 0, 0.5f, 5s) == ConverterFault::kNone);
    CHECK(pin.read(2.5f, 0, 0.7f, 5s) == ConverterFault::kNone);
    CHECK(pin.read(2.5f, 0, 0.3f, 100ms) == ConverterFault::kStuck);
}

TEST_CASE("converter check: a load that has just changed is given time") {
    Pin pin;
    pin.read(2.5f, 0.01f, 0, 1s);
    pin.read(2.5f, 0, 0, 100ms);
    CHECK(pin.read(2.5f, 0, 1, 1900ms) == ConverterFault::kNone);
    CHECK(pin.read(2.5f, 0, 1, 200ms) == ConverterFault::kStuck);
}

TEST_CASE("converter check: a few bursts that scatter are noise, and one is not") {
    Pin pin;
    pin.read(2.5f, 0.003f, 0, 1s);
    CHECK(pin.read(2.5f, 0.08f, 0, 100ms) == ConverterFault::kNone);
    CHECK(pin.read(2.5f, 0.08f, 0, 1s) == ConverterFault::kNoisy);
    CHECK(pin.read(2.5f, 0.04f, 0, 5s) == ConverterFault::kNoisy);
    CHECK(pin.read(2.5f, 0.01f, 0, 2s) == ConverterFault::kNone);
}
