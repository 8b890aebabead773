// From a camera to the slot that shows what it sees.
#include "nodes/camera_node.hpp"

#include <catch2/catch.hpp>

#include "core/testing/bench.hpp"

using namespace seqboard;
using namespace std::chrono_literals;

namespace {

std::uint64_t hash_of(const CameraFrame& frame) { return fnv1a({reinterpret_cast<const char*>(frame.grey.data()), frame.grey.size()}); }

}  // namespace

TEST_CASE("the pattern is published picture by picture, with its time and the same pixels in every run") {
    Bench<CameraNode> bench{{{"device", "pattern"}}};
    bench.step();
    const Time began = bench.now();
    const CameraFrame first = *bench.get<CameraFrame>("camera_frame");
    CHECK((first.width_px == 160 && first.height_px == 120));
    CHECK(first.exposed_at_ns == ns_of(began));
    CHECK(first.grey[3 * 160 + 5] == (5 ^ 3));
    bench.run_for(500ms);
    const CameraFrame sixth = *bench.get<CameraFrame>("camera_frame");
    CHECK(sixth.sequence == 5);
    CHECK(sixth.dropped == 0);
    CHECK(sixth.exposed_at_ns == ns_of(began + 500ms));
    CHECK(hash_of(sixth) == 0x51f1a52671adf25);
}

TEST_CASE("a larger pattern is published smaller, and pictures between two steps count as dropped") {
    Bench<CameraNode> bench{{{"device", "pattern"}, {"width_px", "352"}, {"height_px", "288"}, {"frame_period", "50ms"}}};
    bench.step();
    bench.run_for(300ms);
    const CameraFrame frame = *bench.get<CameraFrame>("camera_frame");
    CHECK((frame.width_px == 117 && frame.height_px == 96));
    CHECK(frame.dropped == 3);
    CHECK(frame.sequence == 6);
    CHECK(frame.grey[117 * 96] == 0);
    CHECK(hash_of(frame) == 0xd1ee3239638c10f8);
}

TEST_CASE("without a camera nothing is published, and the node lives") {
    Bench<CameraNode> bench{{{"device", "/nowhere/video0"}}};
    bench.run_for(3s);
    CHECK_FALSE(bench.get<CameraFrame>("camera_frame"));
}
