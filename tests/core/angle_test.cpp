// Angles in float alone.
#include <catch2/catch.hpp>

#include "core/angle.hpp"
#include "tests/scratch/slow_build.hpp"

using namespace seqboard;
using seqboard::testing::kSlowBuild;

TEST_CASE("sine and cosine are those of the library, to the last bits of a float") {
    double worst = 0;
    constexpr int kStride = kSlowBuild ? 37 : 1;
    for (int i = -1'000'000; i <= 1'000'000; i += kStride) {
        const float angle_rad = static_cast<float>(i) * 0.001f;
        const auto [sine, cosine] = sine_cosine(angle_rad);
        worst = std::max({worst, std::abs(static_cast<double>(sine) - std::sin(static_cast<double>(angle_rad))),
                          std::abs(static_cast<double>(cosine) - std::cos(static_cast<double>(angle_rad)))});
    }
    CHECK(worst < 2e-7);
}

TEST_CASE("the sine of a tiny angle is the angle, the cosine of none is one") {
    CHECK(sine_cosine(1e-20f).sine == 1e-20f);
    CHECK(sine_cosine(-3e-5f).sine == -3e-5f);
    CHECK(sine_cosine(0).cosine == 1);
}

TEST_CASE("what is no angle has no sine") {
    const float none = GENERATE(std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity(), -2e6f);
    CHECK(std::isnan(sine_cosine(none).sine));
    CHECK(std::isnan(sine_cosine(none).cosine));
}

TEST_CASE("a wrapped angle is the same direction within half a turn") {
    CHECK(wrapped_rad(3.2f) == Approx(3.2 - 2 * 3.14159265).margin(1e-6));
    CHECK(wrapped_rad(-7.0f) == Approx(-7.0 + 2 * 3.14159265).margin(1e-6));
    CHECK(wrapped_rad(1.0f) == 1.0f);
}
