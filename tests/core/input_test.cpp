// What a reader gets: fresh, stale, never written, no slot; in order, in place, as of a time, waiting.
#include "core/input.hpp"

#include <catch2/catch.hpp>

#include <cstring>

#include "core/node.hpp"
#include "tests/scratch/child.hpp"
#include "tests/scratch/pattern.hpp"
#include "tests/scratch/scratch_board.hpp"
#include "tests/scratch/wire.hpp"

using namespace seqboard;
using namespace seqboard::testing;
using namespace std::chrono_literals;

namespace {

struct Count {
    std::uint32_t count = 0;
};
SEQBOARD_MESSAGE(Count, count);

/// A writer's and a reader's view of one board, as two processes have them.
struct TwoProcesses {
    ScratchBoard scratch;
    std::shared_ptr<Blackboard> writers = std::make_shared<Blackboard>(make_backend(scratch.place()), "test");
    std::shared_ptr<Blackboard> readers = std::make_shared<Blackboard>(make_backend(scratch.place()), "test");
};

}  // namespace

TEST_CASE("a value is fresh up to its maximum age, and stale after it") {
    Wire<Count> wire{{.max_age = 100ms}};
    wire.at(1s);
    wire.output.write({.count = 7});
    CHECK(wire.input.read()->count == 7);
    wire.at(1s + 100ms);
    const auto at_the_limit = wire.input.read();
    REQUIRE(at_the_limit);
    CHECK(at_the_limit.age() == 100ms);
    CHECK(at_the_limit.stamp() == Time{1s});
    wire.at(1s + 100ms + 1ns);
    const auto stale = wire.input.read();
    CHECK_FALSE(stale);
    CHECK(stale.freshness() == Freshness::kStale);
    CHECK(stale.last()->count == 7);
    CHECK(stale.value_or({.count = 1}).count == 1);
    CHECK(stale.age() == 100ms + 1ns);
}

TEST_CASE("a value written after the reader's step began has age zero") {
    Wire<Count> wire{{.max_age = 100ms}};
    wire.at(1s);
    wire.writer_step.begin(Time{1s + 5ms});
    wire.output.write({.count = 7});
    REQUIRE(wire.input.read());
    CHECK(wire.input.read().age() == Duration::zero());
}

TEST_CASE("a slot that nobody wrote gives no zeros: never written") {
    const Wire<Count> wire;
    const auto reading = wire.input.read();
    CHECK_FALSE(reading);
    CHECK(reading.freshness() == Freshness::kNeverWritten);
    CHECK(reading.last() == nullptr);
    CHECK(reading.age() == Duration::zero());
}

TEST_CASE("an input without a slot says so, and finds the slot when it appears") {
    const auto board = Blackboard::in_memory();
    StepContext context;
    InputPort port{"front", slot_spec<Count>("front"), 100ms, context};
    const Input<Count> input{port};
    CHECK_FALSE(port.connect(*board));
    CHECK(port.fault() == "no node offers it");
    CHECK(input.read().freshness() == Freshness::kNoSlot);
    Wire<Count> wire{{}, board};
    wire.output.write({.count = 3});
    REQUIRE(port.connect(*board));
    CHECK(input.read()->count == 3);
}

TEST_CASE("an input refuses a slot of another message, naming both") {
    Wire<Pattern> wire;
    StepContext context;
    InputPort port{"front", slot_spec<Count>("front"), 100ms, context};
    CHECK_FALSE(port.connect(wire.board()));
    CHECK_THAT(port.fault(), Catch::Contains("node 'writer'") && Catch::Contains("Pattern there, Count here"));
    CHECK(Input<Count>{port}.read().freshness() == Freshness::kNoSlot);
}

TEST_CASE("using a value that is not fresh aborts, naming the slot") {
    Child misuse{[] {
        Wire<Count> wire{{.max_age = 100ms}};
        wire.output.write({.count = 7});
        wire.at(1s);
        return static_cast<int>(wire.input.read()->count);
    }};
    CHECK(misuse.wait() == 128 + SIGABRT);
    CHECK_THAT(misuse.said(), Catch::Contains("slot 'front'") && Catch::Contains("it is stale") && Catch::Contains("ask first"));
}

TEST_CASE("take gives every sample once, begins anew in a new segment, and goes on counting") {
    const TwoProcesses boards;
    auto wire = std::make_unique<Wire<Count>>(WireOptions{}, boards.writers);
    StepContext context;
    InputPort port{"front", slot_spec<Count>("front"), kForever, context};
    Input<Count> input{port};
    CHECK(input.take().freshness() == Freshness::kNoSlot);
    REQUIRE(port.connect(*boards.readers));
    for (std::uint32_t i = 1; i <= 2; ++i) wire->output.write({.count = i});
    CHECK(input.take()->count == 1);
    CHECK(input.take()->count == 2);
    CHECK(input.take().freshness() == Freshness::kNeverWritten);
    for (std::uint32_t i = 3; i <= 9; ++i) wire->output.write({.count = i});
    CHECK(input.take()->count == 7);
    CHECK(input.missed() == 4);

    wire.reset();
    wire = std::make_unique<Wire<Count>>(WireOptions{.cells = 8}, boards.writers);  // another layout: another segment
    REQUIRE(port.lost(*boards.readers, false));
    REQUIRE(port.connect(*boards.readers));
    wire->output.write({.count = 100});
    CHECK(input.take()->count == 100);
    CHECK(input.missed() == 4);
}

TEST_CASE("a slot that goes away is no flood of missed samples") {
    const TwoProcesses boards;
    auto wire = std::make_unique<Wire<Count>>(WireOptions{}, boards.writers);
    StepContext context;
    InputPort port{"front", slot_spec<Count>("front"), kForever, context};
    Input<Count> input{port};
    REQUIRE(port.connect(*boards.readers));
    wire->output.write({.count = 1});
    CHECK(input.take()->count == 1);
    wire.reset();
    boards.writers->backend().remove("writer");
    REQUIRE(port.lost(*boards.readers, true));
    CHECK_FALSE(port.connect(*boards.readers));
    CHECK(input.take().freshness() == Freshness::kNoSlot);
    CHECK(input.missed() == 0);
}

TEST_CASE("a value as of a time is the newest at or before it") {
    Wire<Count> wire{{.cells = 8}};
    for (std::uint32_t i = 1; i <= 5; ++i) {
        wire.at(i * 10ms);
        wire.output.write({.count = i});
    }
    CHECK(wire.input.as_of(Time{35ms})->count == 3);
    CHECK(wire.input.as_of(Time{10ms})->count == 1);
    CHECK(wire.input.as_of(Time{9ms}).freshness() == Freshness::kNeverWritten);
    CHECK(wire.input.as_of(Time{1h})->count == 5);
}

TEST_CASE("a view sees the newest sample in place, and is told when it was overtaken") {
    Wire<Pattern> wire{{.max_age = 100ms, .cells = 4}};
    CHECK_FALSE(wire.input.view([](const Pattern&) { FAIL("nothing to look at"); }));
    wire.output.write(pattern(5));
    std::uint32_t seen = 0;
    CHECK(wire.input.view([&](const Pattern& in_place) { seen = in_place.number; }));
    CHECK(seen == 5);
    const auto look_while_written = [&](std::uint32_t writes) {
        return wire.input.view([&](const Pattern&) {
            for (std::uint32_t i = 0; i < writes; ++i) wire.output.write(pattern(i));
        });
    };
    CHECK(look_while_written(2));
    CHECK_FALSE(look_while_written(3));
    wire.at(1s);
    CHECK_FALSE(wire.input.view([](const Pattern&) { FAIL("stale"); }));
}

TEST_CASE("news are what no read has seen") {
    Wire<Count> wire;
    CHECK_FALSE(wire.input.has_news());
    wire.output.write({.count = 1});
    CHECK(wire.input.has_news());
    (void)wire.input.read();
    CHECK_FALSE(wire.input.has_news());
    CHECK_FALSE(wire.input.wait(0ns));
    wire.output.write({.count = 2});
    CHECK(wire.input.wait(0ns));
    CHECK(wire.input.wait(kForever));
}

TEST_CASE("a reader in another process is woken through its read-only mapping") {
    const bool notify = GENERATE(true, false);
    const ScratchBoard scratch;
    Wire<Count> wire{{.notify = notify}, Blackboard::open(scratch.place())};
    Baton waits;
    Child reader{[&] {
        const auto board = Blackboard::open(scratch.place());
        StepContext context;
        InputPort port{"front", slot_spec<Count>("front"), kForever, context};
        const Input<Count> input{port};
        if (!port.connect(*board)) return 2;
        waits.pass();
        for (std::uint32_t expected = 1; expected <= 100; ++expected) {
            while (!input.wait(kForever)) {
            }
            if (input.read()->count < expected) return 3;
            if (input.read()->count == 100) return 0;
        }
        return 1;
    }};
    REQUIRE(waits.take());
    for (std::uint32_t i = 1; i <= 100; ++i) wire.output.write({.count = i});
    CHECK(reader.wait() == 0);
}

TEST_CASE("a loan is published by its commit, and not without") {
    Wire<Pattern> wire;
    wire.output.write(pattern(1));
    {
        const auto dropped = wire.output.loan();
        *dropped = pattern(2);
    }
    CHECK(wire.input.read()->number == 1);
    auto loan = wire.output.loan();
    *loan = pattern(3);
    auto moved = std::move(loan);
    std::move(moved).commit();
    CHECK(wire.input.read()->number == 3);
    CHECK(wire.input.read().sequence() == 2);
    std::move(moved).commit();  // once is enough
    CHECK(wire.input.read().sequence() == 2);
}

TEST_CASE("what a step writes carries the oldest source of what it has read") {
    const auto board = Blackboard::in_memory();
    Wire<Count> sensor{{.node = "sensor"}, board};
    Wire<Count> map{{.slot = "map", .node = "map"}, board};
    Wire<Count> command{{.slot = "command", .node = "planner"}, board};
    StepContext& step = command.writer_step;
    InputPort sensor_port{"front", slot_spec<Count>("front"), 100ms, step};
    InputPort map_port{"map", slot_spec<Count>("map"), 100ms, step};
    REQUIRE(sensor_port.connect(*board));
    REQUIRE(map_port.connect(*board));

    sensor.at(1000ms);
    sensor.output.write({});
    CHECK(sensor.input.read().source_stamp() == Time{1000ms});  // a sensor's value is its own source
    map.at(990ms);
    map.output.write({});
    command.at(1020ms);
    (void)Input<Count>{sensor_port}.read();
    (void)Input<Count>{map_port}.read();
    command.output.write({});
    CHECK(command.input.read().stamp() == Time{1020ms});
    CHECK(command.input.read().source_stamp() == Time{990ms});

    command.at(1200ms);
    CHECK_FALSE(Input<Count>{sensor_port}.read());  // stale: it led to nothing
    command.output.write({});
    CHECK(command.input.read().source_stamp() == Time{1200ms});
}

TEST_CASE("a reader sees that its writer was restarted by the epoch, and keeps the last value meanwhile") {
    const TwoProcesses boards;
    auto wire = std::make_unique<Wire<Count>>(WireOptions{}, boards.writers);
    StepContext context;
    InputPort port{"front", slot_spec<Count>("front"), kForever, context};
    REQUIRE(port.connect(*boards.readers));
    const Input<Count> input{port};
    wire->output.write({.count = 1});
    const std::uint32_t before = input.read().epoch();
    wire.reset();
    CHECK(input.read()->count == 1);
    wire = std::make_unique<Wire<Count>>(WireOptions{}, boards.writers);
    CHECK_FALSE(port.lost(*boards.readers, true));
    CHECK(input.read()->count == 1);
    wire->output.write({.count = 2});
    CHECK(input.read()->count == 2);
    CHECK(input.read().epoch() == before + 1);
}
