// When a heading module's frame has to be found anew, and when not.
#include <catch2/catch.hpp>

#include "nodes/heading_frame.hpp"

using namespace seqboard;
using namespace std::chrono_literals;

namespace {

/// A module that has turned at 2 rad/s for a second, aligned with a world in which it began at 0.5 rad.
struct Turning {
    HeadingFrame frame;
    Time now{1s};
    float heading_rad = 0;

    Turning() {
        frame.see(now, heading_rad, 2);
        frame.align(0.5f);
        for (int i = 0; i < 50; ++i) turn(20ms);
    }
    void turn(Duration duration) {
        now += duration;
        heading_rad = wrapped_rad(heading_rad + 2 * seconds_of(duration));
        frame.see(now, heading_rad, 2);
    }
};

}  // namespace

TEST_CASE("a heading is what it has turned since it was aligned") {
    const Turning module;
    CHECK(module.frame.aligned());
    CHECK(module.frame.world_heading_rad() == Approx(2.5).margin(1e-4));
}

TEST_CASE("a fast turn, seen seldom, is no jump") {
    Turning module;
    for (int i = 0; i < 20; ++i) module.turn(200ms);
    CHECK_FALSE(module.frame.uncertain());
}

TEST_CASE("a heading that jumps leaves the frame uncertain, until it is confirmed or found") {
    Turning module;
    module.frame.see(module.now + 20ms, module.heading_rad - 0.8f, 2);
    CHECK(module.frame.uncertain());
    module.frame.see(module.now + 40ms, module.heading_rad - 0.76f, 2);
    CHECK(module.frame.uncertain());

    HeadingFrame confirmed = module.frame;
    confirmed.confirm();
    CHECK_FALSE(confirmed.uncertain());

    module.frame.align(-1);
    CHECK_FALSE(module.frame.uncertain());
    CHECK(module.frame.world_heading_rad() == Approx(-1));
}

TEST_CASE("after a pause in which the module could have been restarted its frame is uncertain") {
    Turning module;
    module.turn(301ms);
    CHECK(module.frame.uncertain());
}

TEST_CASE("a module that was never seen has no frame") {
    HeadingFrame frame;
    CHECK_FALSE(frame.aligned());
    frame.see(Time{1s}, 0, 0);
    CHECK(frame.uncertain());
}
