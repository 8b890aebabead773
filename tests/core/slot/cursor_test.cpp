// Ordered take and looking back.
#include "core/slot/cursor.hpp"

#include <catch2/catch.hpp>

#include <optional>

#include "tests/scratch/pattern.hpp"
#include "tests/scratch/ring_memory.hpp"

using namespace seqboard;
using namespace seqboard::testing;

namespace {

void publish(RingWriter& writer, std::uint32_t number) {
    const Pattern message = pattern(number);
    writer.publish({.stamp_ns = 10 * number, .flags = sample_flags(1)}, &message, sizeof message);
}

std::optional<std::uint32_t> take(Cursor& cursor, const RingReader& reader) {
    SampleHeader header;
    Pattern message;
    if (cursor.take(reader, header, &message, sizeof message) != Copied::kWhole) return std::nullopt;
    REQUIRE(is_whole(message));
    return message.number;
}

struct LookBack {
    Copied copied;
    std::uint32_t number;
};
LookBack as_of(const RingReader& reader, std::uint64_t time_ns) {
    SampleHeader header;
    Pattern message;
    const Copied copied = copy_as_of(reader, time_from_ns(time_ns), header, &message, sizeof message);
    return {copied, message.number};
}

}  // namespace

TEST_CASE("a cursor takes every sample once and in order") {
    const std::uint32_t start = GENERATE(0u, 0xFFFFFFFAu);
    const RingMemory memory{sizeof(Pattern), 8, start};
    RingWriter writer = memory.writer();
    Cursor cursor;
    CHECK(take(cursor, memory.reader()) == std::nullopt);
    std::uint32_t expected = 1;
    for (std::uint32_t number = 1; number <= 40; ++number) {
        publish(writer, number);
        if (number % 5 != 0) continue;  // at most five behind, seven are kept
        while (const auto taken = take(cursor, memory.reader())) REQUIRE(*taken == expected++);
    }
    CHECK(expected == 41);
    CHECK(cursor.missed() == 0);
}

TEST_CASE("a cursor that starts late begins with the oldest sample in the ring and has missed nothing") {
    const RingMemory memory{sizeof(Pattern), 4};
    RingWriter writer = memory.writer();
    for (std::uint32_t number = 1; number <= 10; ++number) publish(writer, number);
    Cursor cursor;
    CHECK(take(cursor, memory.reader()) == 8u);
    CHECK(take(cursor, memory.reader()) == 9u);
    CHECK(take(cursor, memory.reader()) == 10u);
    CHECK(take(cursor, memory.reader()) == std::nullopt);
    CHECK(cursor.missed() == 0);
}

TEST_CASE("a cursor that starts before the ring is full takes what there is") {
    const RingMemory memory{sizeof(Pattern), 64};
    RingWriter writer = memory.writer();
    publish(writer, 1);
    publish(writer, 2);
    Cursor cursor;
    CHECK(take(cursor, memory.reader()) == 1u);
    CHECK(take(cursor, memory.reader()) == 2u);
    CHECK(take(cursor, memory.reader()) == std::nullopt);
    CHECK(cursor.missed() == 0);
}

TEST_CASE("a slow cursor counts what it missed, also over the wrap") {
    const std::uint32_t start = GENERATE(0u, 0xFFFFFFF0u, 0xFFFFFFFEu);
    const RingMemory memory{sizeof(Pattern), 4, start};
    RingWriter writer = memory.writer();
    Cursor cursor;
    publish(writer, 1);
    REQUIRE(take(cursor, memory.reader()) == 1u);
    for (std::uint32_t number = 2; number <= 21; ++number) publish(writer, number);
    CHECK(take(cursor, memory.reader()) == 19u);
    CHECK(cursor.missed() == 17);
    CHECK(take(cursor, memory.reader()) == 20u);
    CHECK(take(cursor, memory.reader()) == 21u);
    CHECK(take(cursor, memory.reader()) == std::nullopt);
    CHECK(cursor.missed() == 17);
}

TEST_CASE("a cursor in a ring of two takes the newest and counts the rest") {
    const RingMemory memory{sizeof(Pattern), 2};
    RingWriter writer = memory.writer();
    Cursor cursor;
    for (std::uint32_t number = 1; number <= 5; ++number) publish(writer, number);
    CHECK(take(cursor, memory.reader()) == 5u);
    publish(writer, 6);
    publish(writer, 7);
    CHECK(take(cursor, memory.reader()) == 7u);
    CHECK(cursor.missed() == 1);
}

TEST_CASE("looking back finds the newest sample at or before a time") {
    const std::uint32_t start = GENERATE(0u, 0xFFFFFFFCu);
    const RingMemory memory{sizeof(Pattern), 8, start};
    RingWriter writer = memory.writer();
    CHECK(as_of(memory.reader(), 100).copied == Copied::kNeverWritten);
    for (std::uint32_t number = 1; number <= 10; ++number) publish(writer, number);  // stamps 10, 20, ... 100
    CHECK(as_of(memory.reader(), 1000).number == 10);
    CHECK(as_of(memory.reader(), 100).number == 10);
    CHECK(as_of(memory.reader(), 99).number == 9);
    CHECK(as_of(memory.reader(), 40).number == 4);
    CHECK(as_of(memory.reader(), 39).copied == Copied::kTooOld);
}

TEST_CASE("looking back before the first sample says too old") {
    const RingMemory memory{sizeof(Pattern), 8};
    RingWriter writer = memory.writer();
    publish(writer, 5);
    CHECK(as_of(memory.reader(), 49).copied == Copied::kTooOld);
    CHECK(as_of(memory.reader(), 50).copied == Copied::kWhole);
}
