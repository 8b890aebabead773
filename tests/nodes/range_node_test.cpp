// From pings to distances.
#include "nodes/range_node.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>

#include "core/testing/bench.hpp"
#include "nodes/sim/hc_sr04_model.hpp"
#include "tests/scratch/scratch_board.hpp"

using namespace seqboard;
using namespace std::chrono_literals;
using seqboard::sim::SonarFault;

namespace {

/// The node, its driver, the emulated bus and the module: only the room is missing.
struct World {
    testing::ScratchBoard scratch;
    std::string socket = (std::filesystem::create_directories(scratch.root()), scratch.root() + "/gpio.sock");
    EmulatedGpioBank bank{socket, {"trigger", "echo"}};
    sim::HcSr04Model module{bank, 0, 1};
    Bench<RangeNode> bench;
    unsigned pings = 0;

    explicit World(std::map<std::string, std::string> params = {}) : bench{with_lines(std::move(params), socket)} {
        bank.advance(bench.now());
    }

    static std::map<std::string, std::string> with_lines(std::map<std::string, std::string> params, const std::string& socket) {
        params.insert({{"gpio", "emulated:" + socket}, {"trigger", "trigger"}, {"echo", "echo"}});
        return params;
    }
    /// Ten steps of the node, the module answering each ping.
    void run(float echo_s, SonarFault fault = SonarFault::kNone) {
        for (int i = 0; i < 10; ++i) {
            bench.run_for(20ms);
            bank.advance(bench.now());
            for (const auto& change : bank.take_changes())
                if (module.is_ping(change)) ++pings, module.answer(change, echo_s, fault);
        }
    }
    float range_m() { return bench.get<Range>("range")->range_m; }
};

float range_for(float echo_s, std::map<std::string, std::string> params = {}) {
    World world{std::move(params)};
    world.run(echo_s);
    return world.range_m();
}

}  // namespace

TEST_CASE("a metre takes twice its time of flight") {
    CHECK(range_for(2.0f / 343.5f) == Approx(1.0).epsilon(1e-5));  // 20 degC: 331.5 + 0.6 * 20
    CHECK(range_for(2.0f / 331.5f, {{"air_celsius", "0"}}) == Approx(1.0).epsilon(1e-5));
    CHECK(range_for(2.0f / 319.5f, {{"air_celsius", "-20"}}) == Approx(1.0).epsilon(1e-5));
}

TEST_CASE("no echo is infinite, what is unplugged, stuck or disturbed is not a number, and recovers") {
    World world;
    world.run(std::numeric_limits<float>::infinity());
    CHECK(world.range_m() == std::numeric_limits<float>::infinity());
    for (const SonarFault fault : {SonarFault::kUnplugged, SonarFault::kCrossTalk, SonarFault::kStuckHigh}) {
        INFO(static_cast<int>(fault));
        world.run(0.005f, fault);
        CHECK(std::isnan(world.range_m()));
        world.module.recover();
        world.run(0.005f);
        CHECK(world.range_m() == Approx(0.005 * 343.5 / 2));
    }
}

TEST_CASE("an echo from beyond the sensor's reach counts as none, one from its dead zone as a failure") {
    CHECK(std::isinf(range_for(2 * 4.1f / 343.5f)));
    CHECK(range_for(2 * 3.9f / 343.5f) == Approx(3.9).epsilon(1e-4));
    CHECK(std::isnan(range_for(2 * 0.01f / 343.5f)));
    CHECK(range_for(2 * 0.021f / 343.5f) == Approx(0.021).epsilon(1e-3));
}

TEST_CASE("the bearing is where the head pointed at the ping, reach and beam width go along") {
    World world{{{"max_range_m", "3"}, {"beam_width_rad", "0.3"}, {"mount_bearing_rad", "0.1"}}};
    world.run(0.005f);
    CHECK(world.bench.get<Range>("range")->bearing_rad == Approx(0.1));  // no head: as it is mounted
    world.bench.set("head_pose", HeadPose{.pan_rad = -0.7f, .settled = 1});
    world.run(0.005f);
    const auto range = world.bench.get<Range>("range");
    CHECK(range->bearing_rad == Approx(-0.6));
    CHECK(range->max_range_m == 3.0f);
    CHECK(range->beam_width_rad == Approx(0.3));
}

TEST_CASE("while the head turns nothing is pinged") {
    World world;
    world.bench.set("head_pose", HeadPose{.pan_rad = -0.7f, .settled = 0});
    world.run(0.005f);
    CHECK(world.pings == 0);
    world.bench.set("head_pose", HeadPose{.pan_rad = -0.7f, .settled = 1});
    world.run(0.005f);
    CHECK(world.pings > 0);
}

TEST_CASE("every ping gives one range, a ping every 60 ms") {
    World world;
    world.run(0.005f);
    world.run(0.005f);
    CHECK(world.pings == 7);  // of 400 ms
    CHECK(world.bench.get<Range>("range").sequence() == world.pings);
}
