// Periods, lateness, statistics.
#include "core/node/schedule.hpp"

#include <catch2/catch.hpp>

#include "core/node/real_time_pacer.hpp"
#include "core/node/step_statistics.hpp"
#include "tests/scratch/pattern.hpp"
#include "tests/scratch/wire.hpp"

using namespace seqboard;
using namespace seqboard::testing;
using namespace std::chrono_literals;

TEST_CASE("steps are due at multiples of the period, however long each takes") {
    Schedule schedule{Time{1s}, 10ms};
    for (int k = 0; k < 5; ++k) {
        REQUIRE(schedule.next() == Time{1s + k * 10ms});
        const Turn turn = schedule.begin(schedule.next() + 3ms);
        CHECK(turn.late == 3ms);
        CHECK(turn.missed == 0);
    }
}

TEST_CASE("missed deadlines are counted, not caught up in a burst") {
    struct Stop {
        Duration late;
        std::uint32_t missed;
        Duration next;
    };
    for (const Stop stop : {Stop{10ms, 1, 20ms}, Stop{99ms, 9, 100ms}, Stop{100ms, 10, 110ms}, Stop{10s, 1000, 10010ms}}) {
        Schedule schedule{Time{1s}, 10ms};
        const Turn turn = schedule.begin(Time{1s + stop.late});
        CHECK(turn.missed == stop.missed);
        CHECK(turn.late == stop.late);
        CHECK(schedule.next() == Time{1s + stop.next});  // one step for them all, and back on the beat
        CHECK(schedule.begin(schedule.next()).missed == 0);
    }
}

TEST_CASE("more missed periods than the counter holds do not shift the beat") {
    Schedule schedule{Time{}, 1ns};
    CHECK(schedule.begin(Time{6s}).missed == UINT32_MAX);
    CHECK(schedule.next() == Time{6s + 1ns});
}

TEST_CASE("a triggered node runs on news, once for each look, and not before its slot was written") {
    Wire<Pattern> wire{{.notify = true}};
    TriggeredPacer pacer{wire.input_port()};
    CHECK_FALSE(pacer.wait());
    wire.output.write(pattern(1));
    wire.output.write(pattern(2));
    CHECK(pacer.wait());
    CHECK_FALSE(pacer.wait());
    wire.output.write(pattern(3));
    CHECK(pacer.wait());
}

TEST_CASE("what a slot holds when it appears is news for the node it triggers") {
    Wire<Pattern> wire;
    wire.output.write(pattern(1));
    TriggeredPacer pacer{wire.input_port()};
    CHECK(pacer.wait());
    CHECK_FALSE(pacer.wait());
}

TEST_CASE("a triggered node without its slot waits, it does not spin") {
    StepContext context;
    const auto board = Blackboard::in_memory();
    InputPort port{"front", slot_spec<Pattern>("front"), kForever, context};
    TriggeredPacer pacer{port};
    const Time before = monotonic_now();
    CHECK_FALSE(pacer.wait());
    CHECK(monotonic_now() - before >= 1ms);
    auto wire = std::make_unique<Wire<Pattern>>(WireOptions{}, board);
    REQUIRE(port.connect(*board));
    wire->output.write(pattern(1));
    CHECK(pacer.wait());
}

TEST_CASE("step statistics are minimum, mean, maximum, last, and the worst start") {
    StepStatistics statistics;
    NodeStatus status;
    statistics.write_to(status);
    CHECK(status.step_time_mean_ns == 0);
    statistics.add_start(5us, 0);
    statistics.add_step(100us);
    statistics.add_start(1us, 3);
    statistics.add_step(300us);
    statistics.add_step(200us);
    statistics.write_to(status);
    CHECK(status.steps == 3);
    CHECK(status.missed_deadlines == 3);
    CHECK(status.step_time_min_ns == 100'000);
    CHECK(status.step_time_mean_ns == 200'000);
    CHECK(status.step_time_max_ns == 300'000);
    CHECK(status.step_time_last_ns == 200'000);
    CHECK(status.lateness_max_ns == 5'000);
    statistics.add_step(1h);
    statistics.add_step(-1ns);
    statistics.write_to(status);
    CHECK(status.step_time_max_ns == UINT32_MAX);
    CHECK(status.step_time_min_ns == 0);
}
