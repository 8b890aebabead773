#include "drivers/slotted_disc.hpp"

#include <catch2/catch.hpp>

using namespace seqboard;
using namespace std::chrono_literals;

TEST_CASE("a slotted disc counts in the direction of what drives it, and rolls out the same way") {
    SlottedDisc disc;
    Time now{10s};
    const auto turn = [&](int edges) {
        for (int i = 0; i < edges; ++i) disc.take({now += 5ms, 0, i % 2 == 0, 0});
    };
    disc.set_drive(0.4f);
    turn(10);
    disc.set_drive(0);
    turn(2);
    CHECK(disc.count() == 12);
    CHECK(disc.update_speed(now) == Approx(200));
    disc.set_drive(-0.4f);
    turn(20);
    CHECK(disc.count() == -8);
    CHECK(disc.direction() == -1);
    CHECK(disc.update_speed(now) == Approx(-200));
}

TEST_CASE("a comparator that chatters at a slot's rim is one edge, and dropped edges are errors") {
    SlottedDisc disc;
    disc.take({Time{10s}, 0, true, 0});
    disc.take({Time{10s + 50us}, 0, false, 0});
    disc.take({Time{10s + 90us}, 0, true, 0});
    CHECK(disc.count() == 1);
    disc.take({Time{10s + 4ms}, 0, false, 3});
    CHECK(disc.count() == 2);
    CHECK(disc.errors() == 3);
}
