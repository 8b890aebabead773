// Two processes, one slot, a writer that never rests: no torn sample is ever accepted.
#include <catch2/catch.hpp>

#include <atomic>
#include <thread>

#include "core/segment/attached_segment.hpp"
#include "core/segment/owned_segment.hpp"
#include "core/slot/cursor.hpp"
#include "tests/scratch/child.hpp"
#include "tests/scratch/pattern.hpp"
#include "tests/scratch/ring_memory.hpp"
#include "tests/scratch/scratch_backend.hpp"

using namespace seqboard;
using namespace seqboard::testing;

namespace {

#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
constexpr int kReads = 200'000;
#else
constexpr int kReads = 2'000'000;
#endif

void publish(RingWriter& writer, std::uint32_t number) {
    const Pattern message = pattern(number);
    writer.publish({.stamp_ns = number, .flags = sample_flags(1)}, &message, sizeof message);
}

struct Tally {
    int torn = 0;
    int backwards = 0;
    int whole = 0;
};

/// Reads the newest again and again; numbers may not run backwards, header and message belong together.
Tally read_many(const RingReader& reader, int reads) {
    Tally tally;
    std::uint32_t last = 0;
    SampleHeader header;
    Pattern message;
    for (int i = 0; i < reads; ++i) {
        if (reader.latest(header, &message, sizeof message) != Copied::kWhole) continue;
        ++tally.whole;
        tally.torn += !is_whole(message) || header.stamp_ns != message.number;
        tally.backwards += message.number < last;
        last = message.number;
    }
    return tally;
}

}  // namespace

TEST_CASE("millions of reads against a busy writer in another process: none is torn") {
    const ScratchBackend backend{GENERATE("posix", "file", "sysv", "anonymous")};
    const std::size_t cells = GENERATE(2u, 4u);
    const OwnedSegment owned{*backend, "test", "wheels", {slot_spec<Pattern>("front", cells)}};
    RingWriter first = owned.writer(0);
    publish(first, 0);
    Baton running;
    Child busy{[&]() -> int {
        RingWriter writer = owned.writer(0);
        for (std::uint32_t number = 1;; ++number) {
            publish(writer, number);
            if (number == 1000) running.pass();
        }
    }};
    REQUIRE(running.take());
    const auto attached = AttachedSegment::attach(*backend.another(), "wheels");
    const Tally tally = read_many(attached->reader(*attached->find("front")), kReads);
    CHECK(tally.torn == 0);
    CHECK(tally.backwards == 0);
    CHECK(tally.whole > 0);
    busy.kill();
    const Tally after = read_many(attached->reader(*attached->find("front")), 10);
    CHECK(after.whole == 10);  // wherever it was killed
    CHECK(after.torn == 0);
}

TEST_CASE("threads on one mapping: no torn sample, in order, none twice") {
    const RingMemory memory{sizeof(Pattern), 8};
    std::atomic<bool> stop{false};
    std::thread busy{[&] {
        RingWriter writer = memory.writer();
        for (std::uint32_t number = 1; !stop; ++number) publish(writer, number);
    }};
    const Tally tally = read_many(memory.reader(), kReads);
    Cursor cursor;
    int torn = 0, disorder = 0;
    std::uint32_t last = 0;
    for (int i = 0; i < kReads; ++i) {
        SampleHeader header;
        Pattern message;
        if (cursor.take(memory.reader(), header, &message, sizeof message) != Copied::kWhole) continue;
        torn += !is_whole(message);
        disorder += message.number <= last;
        last = message.number;
    }
    stop = true;
    busy.join();
    CHECK(tally.torn == 0);
    CHECK(tally.backwards == 0);
    CHECK(torn == 0);
    CHECK(disorder == 0);
}
