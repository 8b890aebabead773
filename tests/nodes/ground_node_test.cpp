// What counts as floor, and that everything else is a cliff.
#include <catch2/catch.hpp>
#include <filesystem>
#include <optional>

#include "core/exit_code.hpp"
#include "core/testing/bench.hpp"
#include "drivers/gpio/emulated_gpio_bank.hpp"
#include "nodes/ground_node.hpp"
#include "tests/scratch/scratch_board.hpp"

using namespace seqboard;
using namespace std::chrono_literals;

namespace {

using Levels = std::array<std::uint8_t, 4>;
constexpr Levels kAllLow{0, 0, 0, 0};
constexpr Levels kAllHigh{1, 1, 1, 1};

std::map<std::string, std::string> wiring(std::string socket, std::map<std::string, std::string> params) {
    params.insert({{"gpio", "emulated:" + socket}, {"front_left", "a"}, {"front_right", "b"}, {"rear_left", "c"}, {"rear_right", "d"}});
    return params;
}

/// The node, its driver and the emulated bus: only the floor is missing.
struct World {
    testing::ScratchBoard scratch;
    std::string socket = (std::filesystem::create_directories(scratch.root()), scratch.root() + "/gpio.sock");
    std::optional<EmulatedGpioBank> bank{std::in_place, socket, std::vector<std::string>{"d", "c", "b", "a"}};
    Bench<GroundNode> bench;

    explicit World(std::map<std::string, std::string> params) : bench{wiring(socket, std::move(params))} {}

    Levels after(Levels levels, Duration duration) {
        for (std::size_t i = 0; i < levels.size(); ++i) bank->drive(3 - i, levels[i] != 0, {});
        for (Duration passed{}; passed < duration; passed += 10ms) {
            bench.step();
            bench.advance(10ms);
        }
        return cliffs();
    }
    Levels cliffs() { return bench.get<GroundContact>("ground_contact")->cliff; }
};

}  // namespace

TEST_CASE("the polarity has no default: vendors differ") {
    try {
        Bench<GroundNode> bench{wiring("/nowhere", {})};
        FAIL("started");
    } catch (const StartError& error) {
        CHECK(error.code() == ExitCode::kConfig);
        CHECK_THAT(error.what(), Catch::Contains("active_low"));
    }
}

TEST_CASE("with active-low comparators a low line is floor and a high one a cliff") {
    World world{{{"active_low", "true"}}};
    CHECK(world.after(kAllLow, 200ms) == kAllLow);
    CHECK(world.after({0, 1, 0, 0}, 200ms) == Levels{0, 1, 0, 0});
}

TEST_CASE("with active-high comparators it is the other way round") {
    World world{{{"active_low", "false"}}};
    CHECK(world.after(kAllHigh, 200ms) == kAllLow);
    CHECK(world.after({1, 1, 1, 0}, 200ms) == Levels{0, 0, 0, 1});
}

TEST_CASE("a broken wire reads as a cliff") {
    World low{{{"active_low", "true"}}};
    CHECK(low.after({0, 0, 1, 0}, 200ms)[2] == 1);  // the pull-up takes the line high
    World high{{{"active_low", "false"}}};
    CHECK(high.after({1, 1, 0, 1}, 200ms)[2] == 1);  // the pull-down takes it low
}

TEST_CASE("before anything is sure, and when the chip has gone, everything is a cliff") {
    World world{{{"active_low", "true"}}};
    world.bench.step();
    CHECK(world.cliffs() == kAllHigh);
    REQUIRE(world.after(kAllLow, 200ms) == kAllLow);
    world.bank.reset();
    world.bench.step();
    CHECK(world.cliffs() == kAllHigh);
}

TEST_CASE("a flicker shorter than the debounce time changes nothing") {
    World world{{{"active_low", "true"}, {"debounce", "20ms"}}};
    REQUIRE(world.after(kAllLow, 200ms) == kAllLow);
    CHECK(world.after(kAllHigh, 20ms) == kAllLow);
    CHECK(world.after(kAllLow, 20ms) == kAllLow);
    CHECK(world.after(kAllHigh, 40ms) == kAllHigh);
}

TEST_CASE("a cliff is believed sooner than a floor") {
    World world{{{"active_low", "true"}}};
    CHECK(world.after(kAllLow, 40ms) == kAllHigh);
    CHECK(world.after(kAllLow, 20ms) == kAllLow);
    CHECK(world.after(kAllHigh, 20ms) == kAllHigh);
}
