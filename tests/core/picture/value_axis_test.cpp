#include "core/picture/value_axis.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

using namespace seqboard::picture;

TEST_CASE("round steps are 1, 2 or 5 of a power of ten") {
    CHECK(round_step(10, 5) == Approx(2));
    CHECK(round_step(14.5f, 12) == Approx(2));
    CHECK(round_step(0.02f, 4) == Approx(0.005));
    CHECK(round_step(0.9f, 4) == Approx(0.5));
}

TEST_CASE("ticks are the multiples of a round step, with as many digits as the step has") {
    const auto ticks = ticks_of({-0.1f, 0.9f}, 4);
    REQUIRE(ticks.size() == 2);
    CHECK(ticks[0].label == "0.0");
    CHECK(ticks[1].label == "0.5");
    CHECK(ticks_of({0, 10}, 5).back().label == "10");  // the end is one of them
    CHECK(ticks_of({0, 0.3f}, 3).size() == 4);
}

TEST_CASE("an axis has ends that differ and a few ticks, whatever the values are") {
    const float most = std::numeric_limits<float>::max();
    for (const ValueSpan span : {ValueSpan{0, 0}, {1.2e9f, 1.2e9f}, {-most, most}, {1e-20f, 1e-20f}, {most, most}, {-3e8f, -3e8f + 32}}) {
        const ValueSpan wide = widened(span, 1e-6f);
        INFO(span.low << " to " << span.high);
        CHECK(wide.low < wide.high);
        CHECK(std::isfinite(wide.high - wide.low));
        const auto ticks = ticks_of(wide, 4);
        CHECK(ticks.size() <= 9);
        for (const Tick& tick : ticks) CHECK(tick.label.size() < 16);
    }
}

TEST_CASE("noise does not fill an axis that has a least span") {
    const ValueSpan span = widened({1.0f, 1.001f}, 0.1f);
    CHECK(span.high - span.low >= 0.1f);
    CHECK((span.low + span.high) / 2 == Approx(1.0005));
}
