// Two processes, one slot, a writer that never rests: no torn sample is ever accepted.
#include <catch2/catch.hpp>

#include <atomic>
#include <thread>

#include "core/segment/attached_segment.hpp"
#include "core/segment/owned_segment.hpp"
#include "core/slot/cursor.hpp"
#include "tests/scratch/busy_slot.hpp"
#include "tests/scratch/child.hpp"
#include "tests/scratch/ring_memory.hpp"
#include "tests/scratch/scratch_backend.hpp"

using namespace seqboard;
using namespace seqboard::testing;

namespace {

#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__) || defined(__arm__)  // there each fence is a call of the kernel's helper
constexpr int kReads = 200'000;
#else
constexpr int kReads = 2'000'000;
#endif

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
