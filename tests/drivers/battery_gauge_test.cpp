#include "drivers/battery_gauge.hpp"

#include <catch2/catch.hpp>

using namespace seqboard;
using namespace std::chrono_literals;

namespace {

/// Readings every 100 ms, given as the battery's voltage.
struct Pack {
    BatteryGaugeConfig config{};
    BatteryGauge gauge{config};
    Time now{100s};

    void read(float battery_volt, Duration duration) {
        for (Duration passed{}; passed < duration; passed += 100ms) gauge.add(battery_volt / config.divider_ratio, now += 100ms);
    }
};

}  // namespace

TEST_CASE("battery gauge: nothing is known before the first reading, which is taken as it is") {
    Pack pack;
    CHECK_FALSE(pack.gauge.voltage_volt());
    CHECK(pack.gauge.level() == BatteryLevel::kUnknown);
    pack.read(7.4f, 100ms);
    CHECK(*pack.gauge.voltage_volt() == Approx(7.4));
    CHECK(pack.gauge.charge_ratio() == Approx(0.5));
    CHECK(pack.gauge.level() == BatteryLevel::kOk);
}

TEST_CASE("battery gauge: the voltage follows with the filter's time") {
    Pack pack;
    pack.read(8.0f, 100ms);
    pack.read(7.0f, 1s);
    CHECK(*pack.gauge.voltage_volt() == Approx(7.37).margin(0.04));  // 8 - (1 - 1/e)
    pack.read(7.0f, 9s);
    CHECK(*pack.gauge.voltage_volt() == Approx(7.0).margin(0.01));
}

TEST_CASE("battery gauge: warns, becomes critical, and gets better only beyond the hysteresis") {
    Pack pack;
    pack.read(7.2f, 100ms);
    CHECK(pack.gauge.level() == BatteryLevel::kOk);
    pack.read(6.95f, 10s);
    CHECK(pack.gauge.level() == BatteryLevel::kLow);
    pack.read(7.15f, 10s);
    CHECK(pack.gauge.level() == BatteryLevel::kLow);
    pack.read(7.25f, 10s);
    CHECK(pack.gauge.level() == BatteryLevel::kOk);
    pack.read(6.5f, 10s);
    CHECK(pack.gauge.level() == BatteryLevel::kCritical);
    pack.read(6.75f, 10s);
    CHECK(pack.gauge.level() == BatteryLevel::kCritical);
    pack.read(6.85f, 10s);
    CHECK(pack.gauge.level() == BatteryLevel::kLow);
}

TEST_CASE("battery gauge: a dip while the motors start is not the battery's end") {
    Pack pack;
    pack.read(7.2f, 1s);
    pack.gauge.motors_start(pack.now);
    pack.read(5.0f, 400ms);
    CHECK(*pack.gauge.voltage_volt() == Approx(7.2));
    CHECK(pack.gauge.level() == BatteryLevel::kOk);
    Pack unaware;
    unaware.read(7.2f, 1s);
    unaware.read(5.0f, 400ms);
    CHECK(unaware.gauge.level() == BatteryLevel::kCritical);
}

TEST_CASE("battery gauge: a voltage that stays low after the start counts") {
    Pack pack;
    pack.read(7.2f, 1s);
    pack.gauge.motors_start(pack.now);
    pack.read(5.0f, 1s);
    CHECK(pack.gauge.level() == BatteryLevel::kCritical);
}

TEST_CASE("battery gauge: motors that start again and again do not hide an empty battery") {
    Pack pack;
    pack.read(7.2f, 1s);
    for (int i = 0; i < 50; ++i) {
        pack.gauge.motors_start(pack.now);
        pack.read(6.0f, 200ms);
    }
    CHECK(pack.gauge.level() == BatteryLevel::kCritical);
}

TEST_CASE("battery gauge: after an interruption the voltage starts afresh, the level does not") {
    Pack pack;
    pack.read(6.5f, 100ms);
    REQUIRE(pack.gauge.level() == BatteryLevel::kCritical);
    pack.gauge.interrupt();
    CHECK_FALSE(pack.gauge.voltage_volt());
    CHECK(pack.gauge.level() == BatteryLevel::kCritical);
    pack.read(6.7f, 100ms);
    CHECK(*pack.gauge.voltage_volt() == Approx(6.7));
    CHECK(pack.gauge.level() == BatteryLevel::kCritical);
}

TEST_CASE("battery gauge: the charge keeps within empty and full") {
    Pack pack;
    pack.read(9.0f, 100ms);
    CHECK(pack.gauge.charge_ratio() == 1);
    pack.read(5.0f, 60s);
    CHECK(pack.gauge.charge_ratio() == 0);
}
