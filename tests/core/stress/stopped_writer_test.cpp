// A writer that is stopped or killed after every single instruction of its publish, a reader that is stopped after every one of its read, in
// every kind of memory.
#include <catch2/catch.hpp>

#include "core/segment/attached_segment.hpp"
#include "core/segment/owned_segment.hpp"
#include "tests/core/stress/traced_child.hpp"
#include "tests/scratch/busy_slot.hpp"
#include "tests/scratch/scratch_backend.hpp"
#include "tests/scratch/skip.hpp"

using namespace seqboard;
using namespace seqboard::testing;

namespace {

/// One slot, its owner and a reader as another process has it.
struct Slot {
    explicit Slot(const char* kind, std::size_t cells)
        : backend{kind},
          owned{*backend, "test", "wheels", {slot_spec<Pattern>("front", cells)}},
          attached{AttachedSegment::attach(*backend.another(), "wheels")},
          reader{attached->reader(*attached->find("front"))} {
        RingWriter writer = owned.writer(0);
        publish(writer, 1);
    }

    /// A writer on its own that publishes two samples, the second in place.
    TracedChild writer_of(std::uint32_t number) const {
        return TracedChild{[this, number] {
            RingWriter writer = owned.writer(0);
            const Pattern first = pattern(number), next = pattern(number + 1);
            TracedChild::mark();
            writer.publish({.stamp_ns = number, .flags = sample_flags(1)}, &first, sizeof first);
            std::memcpy(writer.begin(), &next, sizeof next);
            writer.commit({.stamp_ns = number + 1, .flags = sample_flags(1)});
            TracedChild::mark();
            return 0;
        }};
    }

    /// The newest sample's number if `reads` reads have each found it whole at their first try, else 0.
    std::uint32_t read(int reads) const {
        std::uint32_t number = 0;
        for (int i = 0; i < reads; ++i) {
            SampleHeader header;
            Pattern message;
            const std::uint32_t index = reader.head();
            if (!reader.copy(index, header, &message, sizeof message)) return 0;  // one try, not up to kReadTries
            if (!is_whole(message) || header.sequence != index || header.stamp_ns != message.number) return 0;
            if (i > 0 && message.number != number) return 0;
            number = message.number;
        }
        return number;
    }

    ScratchBackend backend;
    OwnedSegment owned;
    std::shared_ptr<AttachedSegment> attached;
    RingReader reader;
};

constexpr int kWords = static_cast<int>((sizeof(Pattern) + sizeof(SampleHeader)) / sizeof(detail::Word));

}  // namespace

TEST_CASE("a writer that is stopped after any instruction of its publish leaves a whole sample, read a thousand times at the first try") {
    SEQBOARD_SKIP_IF(!TracedChild::permitted(), "this machine lets no process follow another (ptrace)");
    const Slot slot{GENERATE("posix", "file", "sysv", "anonymous"), GENERATE(2u, 4u)};
    TracedChild writer = slot.writer_of(2);
    int instructions = 0;
    std::uint32_t before = 1;
    do {
        const std::uint32_t number = slot.read(1000);
        REQUIRE(number >= before);  // 0 if a read failed
        REQUIRE(number <= before + 1);
        before = number;
        ++instructions;
    } while (writer.step());
    CHECK(slot.read(1000) == 3);
    CHECK(instructions > 2 * kWords);
    CHECK(writer.let_go() == 0);
}

TEST_CASE("a writer that is killed after any instruction of its publish leaves a whole sample, and the next writer goes on") {
    SEQBOARD_SKIP_IF(!TracedChild::permitted(), "this machine lets no process follow another (ptrace)");
    const Slot slot{"posix", GENERATE(2u, 4u)};
    std::uint32_t last = 1;
    bool more = true;
    for (int instructions = 0; more; ++instructions) {
        INFO("killed after " << instructions << " instructions");
        TracedChild writer = slot.writer_of(last + 1);
        for (int i = 0; i < instructions && more; ++i) more = writer.step();
        writer.kill();
        const std::uint32_t left = slot.read(1000);
        REQUIRE(left >= last);
        REQUIRE(left <= last + 2);
        RingWriter next = slot.owned.writer(0);
        last += 3;
        publish(next, last);
        REQUIRE(slot.read(1) == last);
    }
    CHECK(last > 3 * 2 * static_cast<std::uint32_t>(kWords));
}

TEST_CASE("a reader that is stopped at any instruction of its read, while the writer goes round ten times, takes nothing that is torn") {
    SEQBOARD_SKIP_IF(!TracedChild::permitted(), "this machine lets no process follow another (ptrace)");
    const Slot slot{"posix", GENERATE(2u, 4u)};
    RingWriter writer = slot.owned.writer(0);
    std::uint32_t last = 1;
    bool more = true;
    int instructions = 0;
    for (; more; ++instructions) {
        INFO("stopped after " << instructions << " instructions");
        TracedChild reader{[&] {
            SampleHeader header;
            Pattern message;
            TracedChild::mark();
            const Copied copied = slot.reader.latest(header, &message, sizeof message);
            TracedChild::mark();
            return copied == Copied::kWhole && is_whole(message) && header.stamp_ns == message.number ? 0 : 1;
        }};
        for (int i = 0; i < instructions && more; ++i) more = reader.step();
        for (std::uint32_t i = 0; i < 10 * (slot.reader.depth() + 1); ++i) publish(writer, ++last);
        REQUIRE(reader.let_go() == 0);
    }
    CHECK(instructions > kWords);
}
