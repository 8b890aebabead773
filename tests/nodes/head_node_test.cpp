// The head's way from side to side.
#include <algorithm>
#include <catch2/catch.hpp>
#include <vector>

#include "core/testing/bench.hpp"
#include "nodes/head_node.hpp"

using namespace seqboard;
using namespace std::chrono_literals;

namespace {

struct Stay {
    float pan_rad;
    Duration length;
};

std::vector<Stay> stays(Bench<HeadNode>& bench, Duration duration) {
    std::vector<Stay> stays;
    for (Duration passed{}; passed < duration; passed += 20ms) {
        bench.step();
        bench.advance(20ms);
        const float pan_rad = bench.get<HeadPose>("head_command")->pan_rad;
        if (stays.empty() || stays.back().pan_rad != pan_rad) stays.push_back({pan_rad, 0ms});
        stays.back().length += 20ms;
    }
    return stays;
}

}  // namespace

TEST_CASE("the head sweeps from right to left and back, the ends once each") {
    Bench<HeadNode> bench{{{"positions", "3"}, {"pan_limit_rad", "1"}}};
    const auto seen = stays(bench, 2s);
    REQUIRE(seen.size() >= 6);
    const std::vector<float> expected{-1, 0, 1, 0, -1, 0};
    CHECK(std::equal(expected.begin(), expected.end(), seen.begin(),
                     [](float pan_rad, const Stay& stay) { return pan_rad == stay.pan_rad; }));
}

TEST_CASE("a position lasts until the servo is there, has settled and a ping could be made") {
    Bench<HeadNode> bench{
        {{"positions", "2"}, {"pan_limit_rad", "1"}, {"servo_speed_rad_s", "4"}, {"dwell", "100ms"}, {"settle_margin", "20ms"}}};
    const auto seen = stays(bench, 4s);
    REQUIRE(seen.size() >= 3);
    CHECK(seen[1].length >= 640ms);  // 2 rad at 4 rad/s, one 20 ms frame, 20 ms margin, 100 ms dwell
    CHECK(seen[1].length <= 660ms);
}

TEST_CASE("a single position looks ahead for ever") {
    Bench<HeadNode> bench{{{"positions", "1"}}};
    const auto seen = stays(bench, 2s);
    REQUIRE(seen.size() == 1);
    CHECK(seen[0].pan_rad == 0);
}
