// The heading node with its real driver on an emulated module.
#include "nodes/heading_node.hpp"

#include <catch2/catch.hpp>
#include <memory>

#include "core/exit_code.hpp"
#include "core/testing/bench.hpp"
#include "nodes/sim/heading_pty.hpp"
#include "tests/scratch/captured_log.hpp"
#include "tests/scratch/scratch_board.hpp"

using namespace seqboard;
using namespace std::chrono_literals;
using seqboard::sim::HeadingFault;
using seqboard::sim::HeadingPty;

namespace {

InertialMotion turning(float yaw_rad, float rate_rad_s) { return {.rate_rad_s = {0, 0, rate_rad_s}, .angle_rad = {0.1f, -0.2f, yaw_rad}}; }

/// A module that turns at 0.25 rad/s, a cycle per step of the node.
struct World {
    testing::ScratchBoard scratch;
    testing::CapturedLog log;
    std::string link = scratch.directory() + "/heading.tty";
    std::unique_ptr<HeadingPty> device;
    std::string family;
    Bench<HeadingNode> bench;
    HeadingFault fault = HeadingFault::kNone;
    float yaw_rad = 0.5f;

    explicit World(const std::string& module = "jy61", std::map<std::string, std::string> params = {})
        : device{make(link, module)}, family{module}, bench{with_device(std::move(params), link)} {}

    static std::unique_ptr<HeadingPty> make(const std::string& link, const std::string& module) {
        return std::make_unique<HeadingPty>(link, sim::HeadingPtyConfig{.family = module});
    }
    static std::map<std::string, std::string> with_device(std::map<std::string, std::string> params, const std::string& link) {
        params["device"] = link;
        return params;
    }
    void plug_in() { device = make(link, family); }
    void run_for(Duration duration) {
        for (Duration passed{}; passed < duration; passed += 20ms) {
            yaw_rad = wrapped_rad(yaw_rad + 0.005f);
            if (device) device->send(turning(yaw_rad, 0.25f), fault);
            bench.run_for(20ms);
        }
    }
    Reading<Heading> heading() { return bench.get<Heading>("heading"); }
};

}  // namespace

TEST_CASE("yaw and rate of either module become the heading, left positive") {
    for (const char* module : {"jy61", "gy25"}) {
        INFO(module);
        World world{module};
        world.run_for(200ms);
        const auto heading = world.heading();
        CHECK(heading.age() == 0s);
        CHECK(heading->heading_rad == Approx(world.yaw_rad).margin(0.0002));
        CHECK(heading->yaw_rate_rad_s == Approx(0.25).margin(0.004));
        CHECK(heading->roll_rad == Approx(0.1).margin(0.0002));
        CHECK(heading->pitch_rad == Approx(-0.2).margin(0.0002));
        CHECK(heading->frames == (world.family == "jy61" ? 30 : 10));
        CHECK(heading->frame_errors == 0);
    }
}

TEST_CASE("the first cycle of a module that counts its bytes is enough") {
    World world;
    world.run_for(20ms);
    CHECK(world.heading()->frames == 3);
}

TEST_CASE("a module mounted upside down turns the other way") {
    World world{"jy61", {{"yaw_sign_ratio", "-1"}}};
    world.run_for(20ms);
    CHECK(world.heading()->heading_rad == Approx(-world.yaw_rad).margin(0.0002));
    CHECK(world.heading()->yaw_rate_rad_s == Approx(-0.25).margin(0.002));
}

TEST_CASE("nothing is published while the module says nothing") {
    World world;
    world.bench.step();
    CHECK(world.heading().freshness() == Freshness::kNeverWritten);
}

TEST_CASE("the log names the module that was found, once") {
    World world{"gy25"};
    world.run_for(2s);
    const std::string text = world.log.take();
    CHECK_THAT(text, Catch::Contains(world.link + ": a gy25 at 115200 baud"));
    CHECK(testing::lines_of(text) == 1);
}

TEST_CASE("each fault ages the heading, is told once, and is over without a restart") {
    for (const char* module : {"jy61", "gy25"})
        for (const auto& [fault, sentence] : {std::pair{HeadingFault::kSilent, "the module is silent"},
                                              std::pair{HeadingFault::kGarbage, "no known module sends what comes in"},
                                              std::pair{HeadingFault::kWrongChecksum, "no known module sends what comes in"},
                                              std::pair{HeadingFault::kTruncated, "no known module sends what comes in"},
                                              std::pair{HeadingFault::kFrozen, "it has frozen"}}) {
            INFO(module << ": " << sentence);
            World world{module};
            world.run_for(200ms);
            world.log.take();
            world.fault = fault;
            world.run_for(20s);
            CHECK(world.heading().age() >= 17s);
            const std::string text = world.log.take();
            CHECK_THAT(text, Catch::Contains(sentence));
            CHECK(testing::lines_of(text) == 1);
            world.fault = HeadingFault::kNone;
            world.run_for(1s);
            CHECK(world.heading().age() == 0s);
            CHECK(world.heading()->heading_rad == Approx(world.yaw_rad).margin(0.0002));
            CHECK_THAT(world.log.take(), Catch::Contains(module));
        }
}

TEST_CASE("a module that was unplugged is opened again") {
    for (const char* module : {"jy61", "gy25"}) {
        INFO(module);
        World world{module};
        world.run_for(200ms);
        world.log.take();
        world.device.reset();
        world.run_for(2s);
        CHECK(world.heading().age() >= 2s);
        CHECK_THAT(world.log.take(), Catch::Contains("is gone"));
        world.plug_in();
        world.run_for(700ms);
        CHECK(world.heading().age() == 0s);
        CHECK(world.heading()->heading_rad == Approx(world.yaw_rad).margin(0.0002));
        CHECK_THAT(world.log.take(), Catch::Contains("is open again") && Catch::Contains(module));
    }
}

TEST_CASE("how long frames may stay the same is a parameter") {
    World world{"jy61", {{"frozen_after", "100ms"}}};
    world.run_for(200ms);
    world.fault = HeadingFault::kFrozen;
    world.run_for(1s);
    CHECK(world.heading().age() >= 800ms);
}

TEST_CASE("a module that is not there when the node starts is worth another try later") {
    try {
        Bench<HeadingNode> bench{{{"device", "/dev/no-such-uart"}}};
        FAIL("started");
    } catch (const StartError& error) {
        CHECK(error.code() == ExitCode::kUnavailable);
    }
}
