// Which yaws a turn explains.
#include "drivers/yaw_gate.hpp"

#include <catch2/catch.hpp>

using namespace seqboard;
using namespace std::chrono_literals;

namespace {

constexpr float kFastest_rad_s = 5;
const Time kStart{100s};

}  // namespace

TEST_CASE("a yaw within rate times time and the margin passes, one beyond is refused and counted") {
    for (const auto& [gap, farthest_rad] : {std::pair{0ms, 0.1f}, std::pair{20ms, 0.2f}, std::pair{100ms, 0.6f}, std::pair{10'000ms, 0.6f}})
        for (const float side : {1.0f, -1.0f}) {
            INFO(gap.count() << " ms, side " << side);
            YawGate near{kFastest_rad_s}, far{kFastest_rad_s};
            REQUIRE(near.accept(3.0f, kStart));
            REQUIRE(far.accept(3.0f, kStart));
            CHECK(near.accept(wrapped_rad(3.0f + side * (farthest_rad - 0.001f)), kStart + gap));
            CHECK_FALSE(far.accept(wrapped_rad(3.0f + side * (farthest_rad + 0.001f)), kStart + gap));
            CHECK(near.refused() == 0);
            CHECK(far.refused() == 1);
        }
}

TEST_CASE("a broken yaw now and then costs itself only") {
    YawGate gate{kFastest_rad_s};
    Time now = kStart;
    for (int i = 0; i < 1000; ++i, now += 10ms) {
        const bool broken = i % 7 == 3;
        CHECK(gate.accept(broken ? 2.5f : 0.01f, now) == !broken);
    }
}

TEST_CASE("a module that jumps once and stays there is believed at the fifth yaw") {
    YawGate gate{kFastest_rad_s};
    Time now = kStart;
    REQUIRE(gate.accept(0, now));
    for (int i = 0; i < 4; ++i) CHECK_FALSE(gate.accept(2.0f + 0.02f * static_cast<float>(i), now += 10ms));
    CHECK(gate.accept(2.1f, now += 10ms));
    CHECK(gate.accept(2.1f, now += 10ms));
    CHECK(gate.refused() == 4);
}

TEST_CASE("yaws that agree neither with the last good one nor with each other never pass") {
    YawGate gate{kFastest_rad_s};
    Time now = kStart;
    REQUIRE(gate.accept(0, now));
    for (int i = 0; i < 100; ++i) CHECK_FALSE(gate.accept(i % 2 == 0 ? 1.5f : -1.5f, now += 10ms));
    CHECK(gate.accept(0, now += 10ms));
}

TEST_CASE("good yaws in between take a jump's witnesses away") {
    YawGate gate{kFastest_rad_s};
    Time now = kStart;
    REQUIRE(gate.accept(0, now));
    for (int i = 0; i < 100; ++i) CHECK(gate.accept(i % 2 == 0 ? 1.5f : 0.0f, now += 10ms) == (i % 2 != 0));
}
