// A segment whose bytes somebody changes at random while it is read: samples may be wrong, no read leaves the segment or fails to end.
#include <catch2/catch.hpp>

#include <sys/mman.h>

#include "core/segment/attached_segment.hpp"
#include "core/segment/owned_segment.hpp"
#include "core/segment/segment_error.hpp"
#include "core/slot/cursor.hpp"
#include "tests/scratch/busy_slot.hpp"
#include "tests/scratch/child.hpp"
#include "tests/scratch/scratch_backend.hpp"
#include "tests/scratch/slow_build.hpp"

using namespace seqboard;
using namespace seqboard::testing;

namespace {

/// Overwrites bytes of the mapping for ever; every other one in the header and the first ring's counter.
[[noreturn]] void mutate(std::byte* data, std::size_t bytes) {
    std::uint32_t random = 20140101;
    const auto next = [&] { return random = random * 1664525 + 1013904223; };
    for (;;) {
        const std::size_t room = (next() & 0x100) != 0 ? bytes : std::min<std::size_t>(bytes, 2048);
        reinterpret_cast<volatile std::byte*>(data)[(next() >> 4) % room] = static_cast<std::byte>(next() >> 16);
    }
}

/// Everything that a reader can ask of an attached segment.
int read_everything(const AttachedSegment& segment) {
    int whole = 0;
    Pattern message;
    SampleHeader header;
    segment.retired(), segment.epoch(), segment.from_earlier_boot();
    for (const SlotPlace& slot : segment.description().slots) {
        const RingReader reader = segment.reader(slot);
        Cursor cursor;
        whole += reader.latest(header, &message, sizeof message) == Copied::kWhole;
        for (int i = 0; i < 8; ++i) whole += cursor.take(reader, header, &message, sizeof message) == Copied::kWhole;
        whole += copy_as_of(reader, Time{std::chrono::seconds{1}}, header, &message, sizeof message) == Copied::kWhole;
    }
    return whole;
}

}  // namespace

TEST_CASE("readers of a segment whose bytes change at random get samples or errors, and never leave it") {
    const ScratchBackend backend{GENERATE("posix", "file", "sysv", "anonymous")};
    const OwnedSegment owned{*backend, "test", "wheels", {slot_spec<Pattern>("front", 2), slot_spec<Pattern>("left", 8)}};
    for (std::size_t slot = 0; slot < 2; ++slot) {
        RingWriter writer = owned.writer(slot);
        for (std::uint32_t number = 1; number < 20; ++number) publish(writer, number);
    }
    const auto attached = AttachedSegment::attach(*backend.another(), "wheels");
    Baton running;
    Child vandal{[&]() -> int {
        running.pass();
        mutate(owned.mapping().data(), owned.description().total_bytes);
    }};
    REQUIRE(running.take());
    int whole = 0, attaches = 0, refused = 0;
    for (int round = 0; round < (kSlowBuild ? 500 : 5'000); ++round) {
        whole += read_everything(*attached);
        try {
            if (const auto again = AttachedSegment::attach(*backend.another(), "wheels")) whole += read_everything(*again);
            ++attaches;
        } catch (const SegmentError&) {
            ++refused;
        }
    }
    CHECK(whole > 0);
    CHECK(refused > 0);  // else nothing was changed
    CHECK(attaches + refused == (kSlowBuild ? 500 : 5'000));
}
