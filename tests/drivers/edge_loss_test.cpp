#include "drivers/edge_loss.hpp"

#include <catch2/catch.hpp>

#include <limits>

using namespace seqboard;
using namespace std::chrono_literals;

namespace {

/// A wheel that makes `counts` and loses `errors` edges every 20 ms.
struct Wheel {
    EdgeLoss loss;
    Time now{};
    std::int32_t count = 0;
    std::uint32_t errors = 0;

    float run_for(Duration time, std::int32_t counts, std::uint32_t lost) {
        float ratio = 0;
        for (const Time end = now + time; now < end;) {
            now += 20ms;
            count = static_cast<std::int32_t>(static_cast<std::uint32_t>(count) + static_cast<std::uint32_t>(counts));
            errors += lost;
            ratio = loss.add(now, count, errors);
        }
        return ratio;
    }
};

}  // namespace

TEST_CASE("an encoder that loses nothing has a loss of zero") { CHECK(Wheel{}.run_for(2s, 12, 0) == 0.0f); }

TEST_CASE("the loss is the share of all edges, whichever way the wheel turns") {
    CHECK(Wheel{}.run_for(1s, 9, 1) == Approx(0.1));
    CHECK(Wheel{}.run_for(1s, -9, 1) == Approx(0.1));
}

TEST_CASE("what was lost is forgotten half a second later") {
    Wheel wheel;
    REQUIRE(wheel.run_for(1s, 9, 1) > 0);
    CHECK(wheel.run_for(1s, 9, 0) == 0.0f);
}

TEST_CASE("a wheel that hardly moves says nothing of its encoder") { CHECK(Wheel{}.run_for(1s, 0, 0) == 0.0f); }

TEST_CASE("counts and errors that wrap are counted on") {
    Wheel wheel;
    wheel.count = std::numeric_limits<std::int32_t>::max() - 300;
    wheel.errors = std::numeric_limits<std::uint32_t>::max() - 20;
    wheel.run_for(600ms, 0, 0);
    CHECK(wheel.run_for(2s, 9, 1) == Approx(0.1));
}
