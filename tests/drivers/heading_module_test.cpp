// The driver against the emulated modules, both families with the same demands.
#include "drivers/heading_module.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <memory>

#include "core/exit_code.hpp"
#include "nodes/sim/heading_pty.hpp"
#include "tests/scratch/scratch_board.hpp"

using namespace seqboard;
using namespace std::chrono_literals;
using seqboard::sim::HeadingFault;
using seqboard::sim::HeadingPty;

namespace {

/// The module sends every 10 ms, the driver looks every 20 ms; the body turns.
struct World {
    testing::ScratchBoard scratch;
    std::string link = scratch.directory() + "/heading.tty";
    std::unique_ptr<HeadingPty> device;
    Time now{100s};
    float yaw_rad = 0;
    float rate_rad_s = 0.5f;
    HeadingFault fault = HeadingFault::kNone;

    explicit World(const sim::HeadingPtyConfig& config = {}) : device{std::make_unique<HeadingPty>(link, config)} {}

    InertialMotion motion() const {
        return {.acceleration_m_s2 = {0, 0, 9.80665f}, .rate_rad_s = {0, 0, rate_rad_s}, .angle_rad = {0.1f, -0.2f, yaw_rad}};
    }
    void send() {
        yaw_rad = wrapped_rad(yaw_rad + 0.01f * rate_rad_s);
        if (device) device->send(motion(), fault);
        now += 10ms;
    }
    /// The last attitude of that time, and how many there were.
    std::optional<Attitude> run(HeadingModule& module, Duration duration) {
        std::optional<Attitude> last;
        count = 0;
        for (const Time end = now + duration; now < end;) {
            send();
            send();
            const auto attitude = module.poll(now);
            if (!attitude) continue;
            last = attitude;
            ++count;
            rates_right &= std::abs(*attitude->yaw_rate_rad_s - rate_rad_s) < 0.02f;
        }
        return last;
    }
    int count = 0;
    bool rates_right = true;  ///< of all attitudes so far
};

sim::HeadingPtyConfig module_of(const char* family, int baud = 115200) { return {.family = family, .baud = baud}; }

}  // namespace

TEST_CASE("family and speed are found out, and what the module measures comes through") {
    for (const char* family : {"jy61", "gy25"})
        for (const int baud : {115200, 9600}) {
            INFO(family << " at " << baud);
            World world{module_of(family, baud)};
            HeadingModule module{{.device = world.link}};
            CHECK(module.state() == HeadingState::kSearching);
            const auto attitude = world.run(module, 1s);
            REQUIRE(attitude);
            CHECK(module.state() == HeadingState::kTalking);
            CHECK(std::string{module.family()} == family);
            CHECK(module.baud() == baud);
            CHECK(attitude->yaw_rad == Approx(world.yaw_rad).margin(0.0002));
            CHECK(attitude->roll_rad == Approx(0.1).margin(0.0002));
            CHECK(attitude->pitch_rad == Approx(-0.2).margin(0.0002));
            CHECK(*attitude->yaw_rate_rad_s == Approx(0.5).margin(0.004));
            world.run(module, 1s);
            CHECK(world.count == 50);
            CHECK(module.errors() == 0);
        }
}

TEST_CASE("of a named family and speed nothing else is taken") {
    for (const char* family : {"jy61", "gy25"}) {
        World world{module_of(family)};
        HeadingModule same{{.device = world.link, .family = family, .baud = 115200}};
        CHECK(world.run(same, 200ms));
        HeadingModule other{{.device = world.link, .family = std::string{family} == "jy61" ? "gy25" : "jy61"}};
        CHECK_FALSE(world.run(other, 2s));
        CHECK(other.state() == HeadingState::kGarbled);
        HeadingModule slow{{.device = world.link, .baud = 9600}};
        CHECK_FALSE(world.run(slow, 2s));
        CHECK(slow.state() == HeadingState::kGarbled);
    }
}

TEST_CASE("an unknown family is a mistake in the node set") {
    try {
        HeadingModule module{{.device = "/dev/null", .family = "jy62"}};
        FAIL("started");
    } catch (const StartError& error) {
        CHECK(error.code() == ExitCode::kConfig);
        CHECK_THAT(error.what(), Catch::Contains("jy62") && Catch::Contains("did you mean 'jy61'") && Catch::Contains("gy25"));
    }
}

TEST_CASE("each fault of the line is told apart, nothing is read from it, and the module is found again after it") {
    for (const char* family : {"jy61", "gy25"})
        for (const auto& [fault, state] :
             {std::pair{HeadingFault::kSilent, HeadingState::kSilent}, std::pair{HeadingFault::kGarbage, HeadingState::kGarbled},
              std::pair{HeadingFault::kWrongChecksum, HeadingState::kGarbled},
              std::pair{HeadingFault::kTruncated, HeadingState::kGarbled}}) {
            INFO(family << ", fault " << static_cast<int>(fault));
            World world{module_of(family)};
            HeadingModule module{{.device = world.link}};
            REQUIRE(world.run(module, 200ms));
            world.fault = fault;
            CHECK_FALSE(world.run(module, 3s));
            CHECK(module.state() == state);
            world.fault = HeadingFault::kNone;
            const auto attitude = world.run(module, 1s);
            REQUIRE(attitude);
            CHECK(attitude->yaw_rad == Approx(world.yaw_rad).margin(0.0002));
            CHECK(module.state() == HeadingState::kTalking);
        }
}

TEST_CASE("frames that never change are frozen after two seconds, and good again with the first that differs") {
    for (const char* family : {"jy61", "gy25"}) {
        INFO(family);
        World world{module_of(family)};
        HeadingModule module{{.device = world.link}};
        REQUIRE(world.run(module, 200ms));
        world.fault = HeadingFault::kFrozen;
        CHECK(world.run(module, 1900ms));
        CHECK(module.state() == HeadingState::kTalking);
        world.run(module, 200ms);
        CHECK_FALSE(world.run(module, 10s));
        CHECK(module.state() == HeadingState::kFrozen);
        world.fault = HeadingFault::kNone;
        world.run(module, 200ms);
        CHECK(world.count >= 5);
        CHECK(module.state() == HeadingState::kTalking);
    }
}

TEST_CASE("a yaw that no turn explains is refused and counted, a module that was zeroed anew is believed soon") {
    for (const char* family : {"jy61", "gy25"}) {
        INFO(family);
        World world{module_of(family)};
        HeadingModule module{{.device = world.link}};
        REQUIRE(world.run(module, 200ms));
        world.yaw_rad += 2;  // one broken frame
        world.device->send(world.motion());
        world.yaw_rad -= 2;
        CHECK_FALSE(module.poll(world.now));
        CHECK(module.errors() == 1);
        world.run(module, 200ms);
        CHECK(world.count >= 9);
        CHECK(module.errors() == 1);

        world.yaw_rad = -2;
        const auto attitude = world.run(module, 200ms);
        REQUIRE(attitude);
        CHECK(attitude->yaw_rad == Approx(world.yaw_rad).margin(0.0002));
        CHECK(world.rates_right);
        CHECK(module.errors() == 5);
    }
}

TEST_CASE("a device that disappears is opened again twice a second") {
    for (const char* family : {"jy61", "gy25"}) {
        INFO(family);
        World world{module_of(family)};
        HeadingModule module{{.device = world.link}};
        REQUIRE(world.run(module, 200ms));
        world.device.reset();
        CHECK_FALSE(world.run(module, 3s));
        CHECK(module.state() == HeadingState::kUnplugged);
        world.device = std::make_unique<HeadingPty>(world.link, module_of(family));
        world.yaw_rad = -2;  // where it points now is no jump
        const auto attitude = world.run(module, 700ms);
        REQUIRE(attitude);
        CHECK(world.rates_right);
        CHECK(module.errors() == 0);
        CHECK(attitude->yaw_rad == Approx(world.yaw_rad).margin(0.0002));
    }
}

TEST_CASE("a module of the other family can take the place of one that was pulled out") {
    World world{module_of("jy61")};
    HeadingModule module{{.device = world.link}};
    REQUIRE(world.run(module, 200ms));
    world.device.reset();
    world.run(module, 100ms);
    world.device = std::make_unique<HeadingPty>(world.link, module_of("gy25", 9600));
    CHECK(world.run(module, 2s));
    CHECK(std::string{module.family()} == "gy25");
    CHECK(module.baud() == 9600);
}

TEST_CASE("two cycles between two looks leave the newer one") {
    World world;
    HeadingModule module{{.device = world.link}};
    world.rate_rad_s = 5;
    world.send();
    world.send();
    const auto attitude = module.poll(world.now);
    REQUIRE(attitude);
    CHECK(attitude->yaw_rad == Approx(0.1).margin(0.0002));
    CHECK_FALSE(module.poll(world.now));
}

TEST_CASE("a module that nobody reads goes on, and a late reader gets fresh data") {
    World world;
    for (int cycle = 0; cycle < 1000; ++cycle) world.send();
    HeadingModule module{{.device = world.link}};
    world.send();
    const auto attitude = module.poll(world.now);
    REQUIRE(attitude);
    CHECK(attitude->yaw_rad == Approx(world.yaw_rad).margin(0.0002));
}
