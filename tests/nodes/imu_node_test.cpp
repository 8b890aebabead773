// The node with its real driver on an emulated bus.
#include "nodes/imu_node.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <memory>

#include "core/exit_code.hpp"
#include "core/testing/bench.hpp"
#include "drivers/i2c/emulated_i2c_bus.hpp"
#include "nodes/sim/mpu6050_model.hpp"
#include "tests/scratch/scratch_board.hpp"

using namespace seqboard;
using namespace std::chrono_literals;
using sim::ImuFault;

namespace {

constexpr Mpu6050Motion kAtRest{{0, 0, 9.80665f}, {}, 25.0f};

struct World {
    testing::ScratchBoard scratch;
    std::string socket = (std::filesystem::create_directories(scratch.root()), scratch.root() + "/i2c.sock");
    sim::Mpu6050Model model{{}, 7};
    std::unique_ptr<EmulatedI2cBus> bus;
    Bench<ImuNode> bench;

    explicit World(std::map<std::string, std::string> params = {})
        : bus{make(params.contains("ad0_high"))}, bench{with_bus(std::move(params), socket)} {}

    std::unique_ptr<EmulatedI2cBus> make(bool second = false) {
        const std::uint8_t address = second ? Mpu6050::kSecondAddress : Mpu6050::kAddress;
        const auto chip = [this](auto written, auto read) { return model.transfer(written, read); };
        return std::make_unique<EmulatedI2cBus>(socket, std::map<std::uint8_t, EmulatedI2cBus::Chip>{{address, chip}});
    }
    static std::map<std::string, std::string> with_bus(std::map<std::string, std::string> params, const std::string& socket) {
        params.insert({"i2c", "emulated:" + socket});
        return params;
    }
    void run(Duration duration, const Mpu6050Motion& motion = kAtRest) {
        for (Duration passed{}; passed < duration; passed += 10ms) {
            model.step(motion, 10ms);
            bench.run_for(10ms);
        }
    }
    void turn(Duration duration, float rate_rad_s) { run(duration, {{0, 0, 9.80665f}, {0, 0, rate_rad_s}, 25.0f}); }
    Reading<Imu> imu() { return bench.get<Imu>("imu"); }
    Reading<Heading> heading() { return bench.get<Heading>("heading"); }
};

}  // namespace

TEST_CASE("rates and accelerations come at once, the heading when the bias is known") {
    World world;
    world.run(500ms);
    REQUIRE(world.imu().age() == 0s);
    CHECK(world.imu()->state == ImuState::kBiasUnknown);
    CHECK(world.imu()->rate_rad_s[2] == Approx(world.model.bias_rad_s()[2]).margin(0.005));
    CHECK(world.heading().freshness() == Freshness::kNeverWritten);
    world.run(500ms);
    CHECK(world.imu()->state == ImuState::kAtRest);
    CHECK(world.imu()->rate_rad_s[2] == Approx(0).margin(0.005));
    CHECK(world.imu()->bias_rad_s[2] == Approx(world.model.bias_rad_s()[2]).margin(0.001));
    CHECK(world.imu()->acceleration_m_s2[2] == Approx(9.8).margin(0.2));
    CHECK(world.imu()->temperature_celsius == Approx(25).margin(0.1));
    CHECK(world.imu()->starts == 1);
    CHECK(world.heading().age() == 0s);
    CHECK(world.heading()->heading_rad == Approx(0).margin(0.002));
}

TEST_CASE("a turn to the left is a positive heading and yaw rate") {
    World world;
    world.run(1s);
    world.turn(2s, 0.5f);
    CHECK(world.imu()->state == ImuState::kMoving);
    CHECK(world.heading()->yaw_rate_rad_s == Approx(0.5).margin(0.005));
    CHECK(world.heading()->heading_rad == Approx(1).margin(0.01));
    world.turn(1s, -1);
    CHECK(world.heading()->heading_rad == Approx(0).margin(0.02));
    CHECK(world.heading()->frames == world.imu()->samples);
    CHECK(world.heading()->frame_errors == 0);
}

TEST_CASE("at rest the heading drifts by less than a degree a minute") {
    World world;
    world.run(1s);
    world.run(60s);
    CHECK(std::abs(world.heading()->heading_rad) < 0.0174f);
}

TEST_CASE("a tilted robot shows its roll and pitch") {
    World world;
    world.run(1s, {{-1.9f, 0.98f, 9.57f}, {}, 25.0f});  // nose down by 0.195, to the right by 0.102
    CHECK(world.heading()->pitch_rad == Approx(0.195).margin(0.01));
    CHECK(world.heading()->roll_rad == Approx(0.102).margin(0.01));
}

TEST_CASE("a chip mounted upside down turns the other way and feels gravity from the other side") {
    World world{{{"upside_down", "true"}}};
    const Mpu6050Motion still{{0, 0, -9.80665f}, {}, 25.0f};
    world.run(1s, still);
    CHECK(world.imu()->acceleration_m_s2[2] == Approx(9.8).margin(0.2));
    CHECK(world.heading()->roll_rad == Approx(0).margin(0.02));
    Mpu6050Motion turning = still;
    turning.rate_rad_s[2] = -0.5f;
    world.run(1s, turning);
    CHECK(world.heading()->heading_rad == Approx(0.5).margin(0.01));
}

TEST_CASE("while the chip is gone nothing is published, replugged, it recovers and yaw goes on") {
    World world;
    world.run(1s);
    world.turn(1s, 0.5f);
    const float before_rad = world.heading()->heading_rad;
    world.model.set_fault(ImuFault::kUnplugged);
    world.run(3s);
    CHECK(world.imu().age() >= 2900ms);
    CHECK(world.heading().age() >= 2900ms);
    const std::uint32_t errors = world.imu()->bus_errors;
    world.model.set_fault(ImuFault::kNone);
    world.run(500ms + 200ms);
    CHECK(world.imu().age() == 0s);
    CHECK(world.imu()->starts == 2);
    CHECK(world.imu()->bus_errors - errors == Approx(3 + 5).margin(1));  // three polls, then twice a second
    CHECK(world.heading().age() == 0s);
    CHECK(world.heading()->heading_rad == Approx(before_rad).margin(0.01));
}

TEST_CASE("a frozen, reset or garbled chip stops publishing and is started anew without help") {
    for (const ImuFault fault : {ImuFault::kFrozen, ImuFault::kBrownOut, ImuFault::kGarbage, ImuFault::kForeign}) {
        INFO(static_cast<int>(fault));
        World world;
        world.run(1s);
        world.model.set_fault(fault);
        world.run(fault == ImuFault::kForeign ? 600ms : 100ms);  // the identity is asked for twice a second
        CHECK(world.imu().age() >= 80ms);
        world.model.set_fault(ImuFault::kNone);
        world.run(2s);
        CHECK(world.imu().age() == 0s);
        CHECK(world.imu()->starts == 2);
        CHECK(world.imu()->state == ImuState::kAtRest);
        CHECK(world.heading().age() == 0s);
        CHECK(std::abs(world.heading()->heading_rad) < 0.05f);
    }
}

TEST_CASE("a simulator that was restarted is found again") {
    World world;
    world.run(1s);
    world.bus.reset();
    world.run(1s);
    CHECK(world.imu().age() >= 900ms);
    world.bus = world.make();
    world.run(2s);
    CHECK(world.imu().age() == 0s);
    CHECK(world.heading().age() == 0s);
}

TEST_CASE("the chip's second address is one parameter away") {
    World world{{{"ad0_high", "true"}}};
    world.run(1s);
    CHECK(world.heading().age() == 0s);
}

TEST_CASE("a chip that is not there when the node starts is worth another try later") {
    try {
        Bench<ImuNode> bench{{{"i2c", "/dev/i2c-no-such"}}};
        FAIL("started");
    } catch (const StartError& error) {
        CHECK(error.code() == ExitCode::kUnavailable);
    }
}
