// The test pattern: the same pictures in every run, on every machine.
#include "drivers/camera/pattern_camera.hpp"

#include <catch2/catch.hpp>
#include <string_view>

#include "core/exit_code.hpp"
#include "core/schema/schema_text.hpp"
#include "drivers/camera/open_camera.hpp"
#include "tests/scratch/start_error.hpp"

using namespace seqboard;
using namespace std::chrono_literals;

namespace {

std::uint64_t hash_of(const RawFrame& frame) { return fnv1a({reinterpret_cast<const char*>(frame.bytes.data()), frame.bytes.size()}); }

ExitCode refusal(const CameraRequest& request) {
    return testing::start_error([&] { (void)open_camera(request); }).first;
}

}  // namespace

TEST_CASE("the pattern drifts to the left by a pixel from picture to picture") {
    PatternCamera camera{160, 120, 100ms};
    const auto first = camera.next(Time{5s});
    REQUIRE(first);
    CHECK(first->sequence == 0);
    CHECK(first->exposed_at == Time{5s});
    CHECK(first->bytes[3 * 160 + 5] == (5 ^ 3));
    CHECK(hash_of(*first) == 0x5ec45402202b70a5);
    CHECK_FALSE(camera.next(Time{5s + 99ms}));
    const auto second = camera.next(Time{5s + 110ms});
    REQUIRE(second);
    CHECK(second->sequence == 1);
    CHECK(second->exposed_at == Time{5s + 100ms});
    CHECK(second->bytes[3 * 160 + 5] == (6 ^ 3));
    CHECK(hash_of(*second) == 0xf1ecb33794cfe365);
    CHECK(camera.dropped() == 0);
}

TEST_CASE("pictures of the pattern that nobody took are dropped and counted") {
    PatternCamera camera{16, 16, 10ms};
    CHECK(camera.next(Time{1s})->sequence == 0);
    CHECK(camera.next(Time{1s + 50ms})->sequence == 5);
    CHECK(camera.dropped() == 4);
}

TEST_CASE("a camera needs a name and a period, and is there later or not at all") {
    CHECK(refusal({.device = "", .period = 100ms}) == ExitCode::kConfig);
    CHECK(refusal({.device = "pattern", .period = 0ms}) == ExitCode::kConfig);
    CHECK(refusal({.device = "pattern", .period = 11s}) == ExitCode::kConfig);
    CHECK(open_camera({.device = "pattern", .period = 100ms})->is_present());
    const auto absent = open_camera({.device = "/nowhere/video0", .period = 100ms});
    CHECK_FALSE(absent->next(Time{1s}));
    CHECK_FALSE(absent->is_present());
}
