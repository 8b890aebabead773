// Travel from counts.
#include "nodes/wheel_odometer.hpp"

#include <catch2/catch.hpp>
#include <limits>
#include <numbers>

#include "core/testing/bench.hpp"

using namespace seqboard;
using namespace std::chrono_literals;

namespace {

/// A node around an odometer: readings are made by a board only.
class OdometerNode {
public:
    static constexpr auto kPeriod = 20ms;

    struct Io {
        Setup& setup;
        Input<EncoderCounts> counts = setup.input<EncoderCounts>("encoder_counts", 1s);
    };
    explicit OdometerNode(Io io) : io_{std::move(io)} {}
    void step(const Tick&) {
        if (const auto counts = io_.counts.read()) motion = odometer_.update(counts);
    }
    WheelOdometer::Motion motion;

private:
    Io io_;
    WheelOdometer odometer_{0.033f, 780};
};

}  // namespace

TEST_CASE("counts that wrap are travel, the first ones of a writer are not") {
    Bench<OdometerNode> bench;
    const auto step_with = [&](EncoderCounts counts) {
        bench.set("encoder_counts", counts);
        bench.step();
        bench.advance(20ms);
        return bench.node().motion;
    };
    const float turn_m = 2 * std::numbers::pi_v<float> * 0.033f;
    CHECK(step_with({.left = std::numeric_limits<std::int32_t>::max() - 389}).elapsed_s == 0);
    const WheelOdometer::Motion motion = step_with({.left = std::numeric_limits<std::int32_t>::min() + 390});
    CHECK(motion.left_m == Approx(turn_m));
    CHECK(motion.right_m == 0);
    CHECK(motion.elapsed_s == Approx(0.02));
}
