// The node with its real driver on an emulated converter.
#include "nodes/battery_node.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <vector>

#include "core/testing/bench.hpp"
#include "drivers/adc/emulated_adc_chip.hpp"
#include "nodes/sim/adc_model.hpp"
#include "tests/scratch/scratch_board.hpp"
#include "tests/scratch/start_error.hpp"

using namespace seqboard;
using namespace std::chrono_literals;
using sim::AdcFault;

namespace {

struct World {
    testing::ScratchBoard scratch;
    std::string socket = (std::filesystem::create_directories(scratch.root()), scratch.root() + "/adc.sock");
    sim::AdcModel model{{}, 7};
    std::unique_ptr<EmulatedAdcChip> chip = make();
    Bench<BatteryNode> bench{{{"adc", "emulated:" + socket}, {"channel", "0"}}};

    std::unique_ptr<EmulatedAdcChip> make() {
        return std::make_unique<EmulatedAdcChip>(socket, std::vector<EmulatedAdcChip::Channel>{[this] { return model.read_volt(); }});
    }
    Battery run(float battery_volt, Duration duration = 10s) {
        model.set_voltage(battery_volt);
        bench.run_for(duration);
        return *bench.get<Battery>("battery");
    }
    void drive(float duty_ratio) {
        bench.set<MotorDrive>("motor_drive", {.left_duty_ratio = duty_ratio, .right_duty_ratio = duty_ratio, .enable = 1});
    }
};

}  // namespace

TEST_CASE("battery node: the voltage behind the divider, the charge and the state") {
    World world;
    const Battery full = world.run(8.4f);
    CHECK(full.voltage_volt == Approx(8.4).margin(0.01));
    CHECK(full.charge_ratio == Approx(1).margin(0.01));
    CHECK(full.state == BatteryState::kOk);
    CHECK(std::isnan(full.current_amp));
    CHECK(world.run(6.9f).state == BatteryState::kLow);
    CHECK(world.run(6.5f).state == BatteryState::kCritical);
    CHECK(world.run(7.5f).state == BatteryState::kOk);
}

TEST_CASE("battery node: noise beyond the converter's own moves the voltage by less than a tenth") {
    World world;
    world.model.set_fault(AdcFault::kNoisy);
    const Battery battery = world.run(7.6f);
    CHECK(battery.voltage_volt == Approx(7.6).margin(0.1));
    CHECK(battery.voltage_volt != Approx(7.6).margin(0.0001));
}

TEST_CASE("battery node: a wire that is off is no voltage, and makes no battery better") {
    World world;
    world.run(6.5f);
    world.model.set_fault(AdcFault::kUnplugged);
    const Battery off = world.run(6.5f, 100ms);
    CHECK(std::isnan(off.voltage_volt));
    CHECK(std::isnan(off.charge_ratio));
    CHECK(off.state == BatteryState::kCritical);
    world.model.set_fault(AdcFault::kNone);
    CHECK(world.run(8.0f, 100ms).voltage_volt == Approx(8.0).margin(0.02));
}

TEST_CASE("battery node: a converter that goes is absent until it is back") {
    World world;
    world.run(8.0f, 100ms);
    world.chip.reset();
    CHECK(std::isnan(world.run(8.0f, 100ms).voltage_volt));
    world.chip = world.make();
    CHECK(world.run(8.0f, 100ms).voltage_volt == Approx(8.0).margin(0.02));
}

TEST_CASE("battery node: a dip is overlooked while the motors start, not while they run") {
    World world;
    world.run(7.2f);
    world.drive(0.8f);
    CHECK(world.run(5.0f, 400ms).voltage_volt == Approx(7.2).margin(0.02));
    world.run(7.2f, 2s);
    CHECK(world.run(5.0f, 400ms).state == BatteryState::kCritical);
}

TEST_CASE("battery node: a converter that is stuck keeps its voltage") {
    World world;
    world.run(7.2f);
    world.model.set_fault(AdcFault::kStuck);
    CHECK(world.run(5.0f).voltage_volt == Approx(7.2).margin(0.03));
}

TEST_CASE("battery node: thresholds in the wrong order are refused") {
    World world;
    const auto start = [&](const char* name, const char* value) {
        return testing::start_error([&] {
                   Bench<BatteryNode> bench{{{"adc", "emulated:" + world.socket}, {"channel", "0"}, {name, value}}};
               })
            .first;
    };
    CHECK(start("warn_volt", "6.5") == ExitCode::kConfig);
    CHECK(start("full_volt", "6.0") == ExitCode::kConfig);
    CHECK(start("full_volt", "8.2") == ExitCode::kOk);
}
