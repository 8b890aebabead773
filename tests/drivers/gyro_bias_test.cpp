#include "drivers/gyro_bias.hpp"

#include <catch2/catch.hpp>

#include "nodes/sim/random_stream.hpp"

using namespace seqboard;
using Axes = GyroBias::Axes;

namespace {

/// A gyro with this bias in a body that turns like this and shakes.
struct Body {
    GyroBias bias;
    sim::RandomStream random{1, "body"};

    void windows(unsigned count, const Axes& rate_rad_s, float noise_rad_s = 0.001f, float shake_m_s2 = 0.03f) {
        for (unsigned i = 0; i < count * GyroBias::kWindow; ++i) {
            Axes rate = rate_rad_s, acceleration{0, 0, 9.8f};
            for (float& axis : rate) axis += noise_rad_s * random.normal();
            for (float& axis : acceleration) axis += shake_m_s2 * random.normal();
            bias.add(rate, acceleration);
        }
    }
};
constexpr Axes kBias = {0.05f, -0.2f, 0.31f};

}  // namespace

TEST_CASE("a body at rest shows its gyro's bias after one window") {
    Body body;
    CHECK_FALSE(body.bias.is_known());
    CHECK(body.bias.rad_s() == Axes{});
    body.windows(1, kBias);
    REQUIRE(body.bias.is_known());
    CHECK(body.bias.at_rest());
    for (std::size_t axis = 0; axis < 3; ++axis) CHECK(body.bias.rad_s()[axis] == Approx(kBias[axis]).margin(0.0005));
    for (const float noise_rad_s : body.bias.noise_rad_s()) CHECK(noise_rad_s == Approx(0.001).epsilon(0.4));
    for (const float noise_m_s2 : body.bias.noise_m_s2()) CHECK(noise_m_s2 == Approx(0.03).epsilon(0.4));
}

TEST_CASE("a body that turns unevenly, shakes or spins is not at rest and teaches no bias") {
    Body body;
    SECTION("uneven turn") { body.windows(5, kBias, 0.02f); }
    SECTION("shaken") { body.windows(5, kBias, 0.001f, 0.5f); }
    SECTION("a steady spin that no bias can be") { body.windows(5, {0, 0, 0.9f}); }
    CHECK_FALSE(body.bias.is_known());
    CHECK_FALSE(body.bias.at_rest());
    body.windows(1, kBias);  // and it is learnt when the body comes to rest
    CHECK(body.bias.is_known());
}

TEST_CASE("a known bias follows its drift but not a turn, however smooth") {
    Body body;
    body.windows(1, kBias);
    Axes turning = kBias, drifted = kBias;
    turning[2] += 0.1f, drifted[2] += 0.01f;
    body.windows(5, turning);
    CHECK_FALSE(body.bias.at_rest());
    CHECK(body.bias.rad_s()[2] == Approx(kBias[2]).margin(0.0005));
    body.windows(20, drifted);
    CHECK(body.bias.at_rest());
    CHECK(body.bias.rad_s()[2] == Approx(drifted[2]).margin(0.0005));
}

TEST_CASE("a bias learnt in a smooth turn mends itself in the next long rest") {
    Body body;
    Axes turning = kBias;
    turning[2] -= 0.5f;
    body.windows(1, turning);
    REQUIRE(body.bias.rad_s()[2] == Approx(turning[2]).margin(0.0005));
    body.windows(7, kBias);
    CHECK_FALSE(body.bias.at_rest());
    CHECK(body.bias.rad_s()[2] == Approx(turning[2]).margin(0.0005));
    body.windows(1, kBias);
    CHECK(body.bias.at_rest());
    CHECK(body.bias.rad_s()[2] == Approx(kBias[2]).margin(0.0005));
}

TEST_CASE("still windows that do not agree, or not in a row, convince nobody") {
    Body body;
    body.windows(1, kBias);
    for (unsigned i = 0; i < 20; ++i) body.windows(1, {kBias[0], kBias[1], i % 2 == 0 ? 0.45f : 0.5f});
    CHECK(body.bias.rad_s()[2] == Approx(kBias[2]).margin(0.0005));
    for (unsigned i = 0; i < 4; ++i) {
        body.windows(7, {kBias[0], kBias[1], 0.45f});
        body.windows(1, {kBias[0], kBias[1], 0.45f}, 0.02f);
    }
    CHECK(body.bias.rad_s()[2] == Approx(kBias[2]).margin(0.0005));
}

TEST_CASE("after missed samples the bias stays known and rest begins anew") {
    Body body;
    body.windows(1, kBias);
    body.bias.interrupt();
    CHECK(body.bias.is_known());
    CHECK_FALSE(body.bias.at_rest());
    body.windows(1, kBias);
    CHECK(body.bias.at_rest());
}
