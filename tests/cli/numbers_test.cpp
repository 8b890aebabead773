// What tables print: rates, periods, short texts, names.
#include <catch2/catch.hpp>

#include "core/cli/name_case.hpp"
#include "core/cli/period_statistics.hpp"
#include "core/cli/rate_meter.hpp"
#include "core/cli/short_text.hpp"
#include "core/cli/watch_pause.hpp"

using namespace std::chrono_literals;
using namespace seqboard;
using namespace seqboard::cli;

TEST_CASE("quantities are printed in three significant digits") {
    CHECK(short_duration(0ns) == "0 ns");
    CHECK(short_duration(18'462ns) == "18.5 us");
    CHECK(short_duration(999'700ns) == "1.00 ms");
    CHECK(short_duration(40ms) == "40.0 ms");
    CHECK(short_duration(3210ms) == "3.21 s");
    CHECK(short_duration(2h + 5min + 30s) == "2 h 5 min");
    CHECK(short_number(99.96) == "100");
    CHECK(short_number(0.25) == "0.25");
    CHECK(short_bytes(512) == "512 B");
    CHECK(short_bytes(1536) == "1.50 KiB");
    CHECK(short_bytes(64ULL << 20) == "64.0 MiB");
}

TEST_CASE("periods are counted only between neighbours") {
    PeriodStatistics periods;
    periods.add(1, Time{10ms});
    periods.add(2, Time{20ms});
    periods.add(3, Time{40ms});
    periods.add(9, Time{100ms});  // five are missing: no period
    CHECK(periods.periods() == 2);
    CHECK(periods.mean_s() == Approx(0.015));
    CHECK(periods.min_s() == Approx(0.010));
    CHECK(periods.max_s() == Approx(0.020));
    CHECK(periods.stddev_s() == Approx(0.0070711).epsilon(1e-4));
    CHECK(periods.rate_hz() == Approx(66.667).epsilon(1e-4));
}

TEST_CASE("periods go on where the sequence number wraps") {
    PeriodStatistics periods;
    periods.add(UINT32_MAX, Time{10ms});
    periods.add(0, Time{20ms});
    CHECK(periods.periods() == 1);
}

TEST_CASE("a rate comes from two looks, also across the counter's wrap, and fades when nothing follows") {
    RateMeter rate;
    rate.add(UINT32_MAX - 4, Time{0ms});
    CHECK_FALSE(rate.hz({}));
    rate.add(5, Time{100ms});
    CHECK(*rate.hz({}) == Approx(100));
    CHECK(*rate.hz(Duration{20ms}) == Approx(100));
    CHECK(*rate.hz(Duration{1s}) == 0);
}

TEST_CASE("a watcher sleeps less when it comes too late, more when it comes for nothing, within its limits") {
    WatchPause pause;
    for (int i = 0; i < 100; ++i) pause.after(0);
    CHECK(pause.after(1) == WatchPause::kLongest);
    for (int i = 0; i < 100; ++i) pause.after(2);
    CHECK(pause.after(1) == WatchPause::kShortest);
}

TEST_CASE("a node's name is written in snake case and becomes a class") {
    CHECK(snake_stem("line_follower_node") == "line_follower");
    CHECK(pascal_case("line_follower2") == "LineFollower2");
    for (const char* bad : {"", "Node", "_node", "9lives", "a__b", "a-b", "a.b", "trailing_"}) {
        INFO(bad);
        CHECK(snake_stem(bad).empty());
    }
}
