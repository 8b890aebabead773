// A stick's counts as a share of its way.
#include <catch2/catch.hpp>
#include <limits>

#include "drivers/input/axis_position.hpp"

using namespace seqboard;

TEST_CASE("a stick's ends are one, its middle zero, whatever it counts in") {
    for (const auto& [least, most] : {std::pair{0, 255}, {-32768, 32767}, {0, 1023}, {-1, 1}}) {
        CHECK(axis_ratio({.value = least, .minimum = least, .maximum = most}, 0.1f) == -1);
        CHECK(axis_ratio({.value = most, .minimum = least, .maximum = most}, 0.1f) == 1);
        CHECK(axis_ratio({.value = (least + most) / 2, .minimum = least, .maximum = most}, 0.1f) == 0);
    }
    CHECK(axis_ratio({.value = 90, .minimum = -100, .maximum = 100}, 0) == Approx(0.9));
}

TEST_CASE("the dead zone ends without a jump, and a device's own that is wider wins") {
    const auto ratio = [](int value, int flat) {
        return axis_ratio({.value = value, .minimum = -1000, .maximum = 1000, .flat = flat}, 0.2f);
    };
    CHECK(ratio(200, 0) == 0);
    CHECK(ratio(-200, 0) == 0);
    CHECK(ratio(201, 0) == Approx(0.00125));
    CHECK(ratio(-600, 0) == Approx(-0.5));
    CHECK(ratio(300, 100) == Approx(0.125));
    CHECK(ratio(300, 300) == 0);
    CHECK(ratio(650, 300) == Approx(0.5));
}

TEST_CASE("an axis without a range is at zero, and no number is beyond the ends") {
    constexpr int kMost = std::numeric_limits<int>::max(), kLeast = std::numeric_limits<int>::min();
    CHECK(axis_ratio({.value = 5}, 0.1f) == 0);
    CHECK(axis_ratio({.value = 5, .minimum = 3, .maximum = -3}, 0.1f) == 0);
    CHECK(axis_ratio({.value = 500, .minimum = -3, .maximum = 3}, 0.1f) == 1);
    CHECK(axis_ratio({.value = kLeast, .minimum = kLeast, .maximum = kMost, .flat = kMost}, 0.1f) == -1);
    CHECK(axis_ratio({.value = 1, .minimum = -3, .maximum = 3, .flat = -7}, 0.1f) == Approx(0.259).epsilon(0.01));
}
