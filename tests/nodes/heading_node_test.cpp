// The heading node with a real driver on an emulated module.
#include <catch2/catch.hpp>
#include <memory>

#include "core/exit_code.hpp"
#include "core/testing/bench.hpp"
#include "nodes/heading_node.hpp"
#include "nodes/sim/jy61_pty.hpp"
#include "tests/scratch/scratch_board.hpp"

using namespace seqboard;
using namespace std::chrono_literals;

namespace {

Jy61Motion turning(float yaw_rad, float rate_rad_s) { return {.rate_rad_s = {0, 0, rate_rad_s}, .angle_rad = {0.1f, -0.2f, yaw_rad}}; }

}  // namespace

TEST_CASE("yaw and rate of the module become the heading, left positive") {
    testing::ScratchBoard scratch;
    sim::Jy61Pty device{scratch.directory() + "/heading.tty"};
    Bench<HeadingNode> bench{{{"device", device.link()}}};
    device.send(turning(0.5f, 0.25f));
    bench.step();
    const auto heading = bench.get<Heading>("heading");
    CHECK(heading->heading_rad == Approx(0.5).margin(0.0002));
    CHECK(heading->yaw_rate_rad_s == Approx(0.25).margin(0.002));
    CHECK(heading->roll_rad == Approx(0.1).margin(0.0002));
    CHECK(heading->pitch_rad == Approx(-0.2).margin(0.0002));
    CHECK(heading->frames == 3);
}

TEST_CASE("a module mounted upside down turns the other way") {
    testing::ScratchBoard scratch;
    sim::Jy61Pty device{scratch.directory() + "/heading.tty"};
    Bench<HeadingNode> bench{{{"device", device.link()}, {"yaw_sign_ratio", "-1"}}};
    device.send(turning(0.5f, 0.25f));
    bench.step();
    CHECK(bench.get<Heading>("heading")->heading_rad == Approx(-0.5).margin(0.0002));
    CHECK(bench.get<Heading>("heading")->yaw_rate_rad_s == Approx(-0.25).margin(0.002));
}

TEST_CASE("nothing is published while the module says nothing") {
    testing::ScratchBoard scratch;
    sim::Jy61Pty device{scratch.directory() + "/heading.tty"};
    Bench<HeadingNode> bench{{{"device", device.link()}}};
    bench.step();
    CHECK(bench.get<Heading>("heading").freshness() == Freshness::kNeverWritten);
}

TEST_CASE("a module that was unplugged is opened again") {
    testing::ScratchBoard scratch;
    const std::string link = scratch.directory() + "/heading.tty";
    auto device = std::make_unique<sim::Jy61Pty>(link);
    Bench<HeadingNode> bench{{{"device", link}}};
    device->send(turning(0.1f, 0));
    bench.step();
    device.reset();
    bench.run_for(2s);
    CHECK(bench.get<Heading>("heading").age() >= 2s);
    device = std::make_unique<sim::Jy61Pty>(link);
    bench.run_for(600ms);
    device->send(turning(0.7f, 0));
    bench.step();
    CHECK(bench.get<Heading>("heading").age() == 0s);
    CHECK(bench.get<Heading>("heading")->heading_rad == Approx(0.7).margin(0.0002));
}

TEST_CASE("a module that is not there when the node starts is worth another try later") {
    try {
        Bench<HeadingNode> bench{{{"device", "/dev/no-such-uart"}}};
        FAIL("started");
    } catch (const StartError& error) {
        CHECK(error.code() == ExitCode::kUnavailable);
    }
}
