// One suite for every kind of memory a board can lie in. What a kind cannot give is in its Guarantees, and tested as such.
#include <catch2/catch.hpp>

#include "core/segment/attached_segment.hpp"
#include "core/segment/owned_segment.hpp"
#include "core/segment/segment_error.hpp"
#include "tests/scratch/child.hpp"
#include "tests/scratch/pattern.hpp"
#include "tests/scratch/scratch_backend.hpp"
#include "tests/scratch/skip.hpp"

using namespace seqboard;
using namespace seqboard::testing;

#define FOR_EVERY_BACKEND() GENERATE("posix", "file", "sysv", "anonymous", "posix+huge", "file+huge", "sysv+huge", "anonymous+huge")

namespace {

struct Other {
    std::uint32_t count = 0;
};
SEQBOARD_MESSAGE(Other, count);

std::vector<SlotSpec> pattern_slot() { return {slot_spec<Pattern>("front")}; }

void publish(const OwnedSegment& segment, std::uint32_t number) {
    const Pattern message = pattern(number);
    segment.writer(0).publish({.stamp_ns = 1000 + number, .flags = sample_flags(segment.epoch())}, &message, sizeof message);
}

struct Seen {
    Copied copied;
    Pattern message;
    SampleHeader header;
};
Seen look(const AttachedSegment& segment, const char* slot = "front") {
    Seen seen{};
    seen.copied = segment.reader(*segment.find(slot)).latest(seen.header, &seen.message, sizeof seen.message);
    return seen;
}

template <class Action>
SegmentFault fault_of(Action&& action) {
    try {
        action();
    } catch (const SegmentError& error) {
        return error.fault();
    }
    FAIL("no error");
    return SegmentFault::kSystem;
}

}  // namespace

TEST_CASE("what a node writes, a reader of its segment sees") {
    const ScratchBackend backend{FOR_EVERY_BACKEND()};
    CHECK(AttachedSegment::attach(*backend, "wheels") == nullptr);
    const OwnedSegment owned{*backend, "test", "wheels", pattern_slot()};
    const auto other = backend.another();
    const auto attached = AttachedSegment::attach(*other, "wheels");
    REQUIRE(attached);
    CHECK(attached->description().node == "wheels");
    CHECK(attached->epoch() == 1);
    CHECK(attached->find("front") != nullptr);
    CHECK(attached->find("nothing") == nullptr);
    CHECK(look(*attached).copied == Copied::kNeverWritten);
    publish(owned, 5);
    CHECK(look(*attached).message.number == 5);
    CHECK(is_whole(look(*attached).message));
}

TEST_CASE("a restarted owner goes on in the same segment: the last sample stays, the epoch counts up") {
    const ScratchBackend backend{FOR_EVERY_BACKEND()};
    auto first = std::make_unique<OwnedSegment>(*backend, "test", "wheels", pattern_slot());
    publish(*first, 7);
    const auto reader = AttachedSegment::attach(*backend, "wheels");
    first.reset();
    CHECK(look(*reader).message.number == 7);
    const OwnedSegment second{*backend, "test", "wheels", pattern_slot()};
    CHECK(second.epoch() == 2);
    CHECK(reader->epoch() == 2);
    CHECK_FALSE(reader->retired());
    CHECK(look(*reader).message.number == 7);
    CHECK(epoch_of(look(*reader).header) == 1);
    publish(second, 8);
    CHECK(look(*reader).message.number == 8);
    CHECK(look(*reader).header.sequence == 2);
    CHECK(epoch_of(look(*reader).header) == 2);
}

TEST_CASE("an owner whose slots have changed gets a new segment, and the old one is marked retired") {
    const ScratchBackend backend{FOR_EVERY_BACKEND()};
    auto first = std::make_unique<OwnedSegment>(*backend, "test", "wheels", pattern_slot());
    publish(*first, 7);
    const auto reader = AttachedSegment::attach(*backend, "wheels");
    const SegmentIdentity before = reader->identity();
    CHECK_FALSE(backend->replaced("wheels", before));
    first.reset();
    const OwnedSegment second{*backend, "test", "wheels", {slot_spec<Pattern>("front"), slot_spec<Other>("left")}};
    CHECK(second.epoch() == 2);
    CHECK(reader->retired());
    CHECK(backend->replaced("wheels", before));
    CHECK(look(*reader).message.number == 7);  // who still looks sees the last sample, not rubbish
    const auto again = AttachedSegment::attach(*backend, "wheels");
    REQUIRE(again);
    CHECK_FALSE(again->retired());
    CHECK(again->epoch() == 2);
    CHECK(again->find("left") != nullptr);
    CHECK(look(*again).copied == Copied::kNeverWritten);
}

TEST_CASE("a name has one owner") {
    const ScratchBackend backend{FOR_EVERY_BACKEND()};
    CHECK_FALSE(backend->owner("wheels"));
    {
        const OwnedSegment owned{*backend, "test", "wheels", pattern_slot()};
        REQUIRE(backend->owner("wheels"));
        CHECK(backend->owner("wheels")->pid == ::getpid());
        CHECK(owned.still_owned());
        CHECK(owned.still_in_place());
        const auto other = backend.another();
        CHECK(fault_of([&] { const OwnedSegment second{*other, "test", "wheels", pattern_slot()}; }) == SegmentFault::kOwned);
        const OwnedSegment neighbour{*other, "test", "planner", pattern_slot()};
        CHECK(owned.still_owned());  // the refused attempt and the probe took nothing away
    }
    CHECK_FALSE(backend->owner("wheels"));
}

TEST_CASE("another process is refused a name that is owned, and told whose it is") {
    const ScratchBackend backend{FOR_EVERY_BACKEND()};
    SEQBOARD_SKIP_IF(!backend->guarantees().owner_freed_by_kernel, "names of this backend do not leave the process");
    const OwnedSegment owned{*backend, "test", "wheels", pattern_slot()};
    Child second{[&] {
        try {
            const OwnedSegment segment{*backend.another(), "test", "wheels", pattern_slot()};
            return 0;
        } catch (const SegmentError& error) {
            std::fprintf(stderr, "%s", error.what());
            return static_cast<int>(error.code());
        }
    }};
    CHECK(second.wait() == static_cast<int>(ExitCode::kOwned));
    CHECK_THAT(second.said(), Catch::Contains("owned by process " + std::to_string(::getpid())));
    CHECK(owned.still_owned());
}

TEST_CASE("kill -9 of the owner frees its name, also when a helper that it forked lives on") {
    const ScratchBackend backend{FOR_EVERY_BACKEND()};
    SEQBOARD_SKIP_IF(!backend->guarantees().owner_freed_by_kernel, "names of this backend do not leave the process");
    Baton ready, helper_may_end, helper_ended;
    Child owner{[&] {
        const OwnedSegment segment{*backend, "test", "wheels", pattern_slot()};
        publish(segment, 3);
        if (::fork() == 0) {
            helper_may_end.take();
            helper_ended.pass();
            ::_exit(0);
        }
        ready.pass();
        ::pause();
        return 0;
    }};
    REQUIRE(ready.take());
    CHECK(backend->owner("wheels")->pid == owner.pid());
    owner.kill();
    CHECK_FALSE(backend->owner("wheels"));
    CHECK(look(*AttachedSegment::attach(*backend, "wheels")).message.number == 3);
    const OwnedSegment next{*backend, "test", "wheels", pattern_slot()};
    CHECK(next.epoch() == 2);
    helper_may_end.pass();
    CHECK(helper_ended.take());
    CHECK(next.still_owned());
}

TEST_CASE("a forked child does not own what its parent owns, nor give it back when it ends") {
    const ScratchBackend backend{FOR_EVERY_BACKEND()};
    SEQBOARD_SKIP_IF(!backend->guarantees().owner_freed_by_kernel, "names of this backend do not leave the process");
    auto owned = std::make_unique<OwnedSegment>(*backend, "test", "wheels", pattern_slot());
    Child child{[&] {
        const bool held = owned->still_owned();
        owned.reset();  // as an unwinding exception would
        return held ? 1 : 0;
    }};
    CHECK(child.wait() == 0);
    CHECK(owned->still_owned());
    CHECK(backend.another()->owner("wheels")->pid == ::getpid());
}

TEST_CASE("the nodes with a segment are listed, and a removed one is gone") {
    const ScratchBackend backend{FOR_EVERY_BACKEND()};
    CHECK(backend->nodes().empty());
    auto wheels = std::make_unique<OwnedSegment>(*backend, "test", "wheels", pattern_slot());
    auto planner = std::make_unique<OwnedSegment>(*backend, backend.place().board, "planner", pattern_slot());
    wheels.reset();
    wheels = std::make_unique<OwnedSegment>(*backend, backend.place().board, "wheels", pattern_slot());
    CHECK(backend->nodes() == std::vector<std::string>{"planner", "wheels"});
    const auto reader = AttachedSegment::attach(*backend, "planner");
    publish(*planner, 4);
    planner.reset();
    backend->remove("planner");
    CHECK(backend->nodes() == std::vector<std::string>{"wheels"});
    CHECK(AttachedSegment::attach(*backend, "planner") == nullptr);
    CHECK(backend->replaced("planner", reader->identity()));
    CHECK(look(*reader).message.number == 4);  // a reader that is attached keeps what it had
    backend->remove("planner");                // twice is no error
}

TEST_CASE("a segment deleted under its owner is noticed") {
    const ScratchBackend backend{FOR_EVERY_BACKEND()};
    const OwnedSegment owned{*backend, "test", "wheels", pattern_slot()};
    publish(owned, 1);
    CHECK(owned.still_in_place());
    backend.another()->remove("wheels");
    CHECK_FALSE(owned.still_in_place());
}

TEST_CASE("a write through a reader's mapping faults where the kind of memory promises it") {
    const ScratchBackend backend{FOR_EVERY_BACKEND()};
    const OwnedSegment owned{*backend, "test", "wheels", pattern_slot()};
    publish(owned, 9);
    Child wild{[&] {
        const auto other = backend.another();
        const auto attached = AttachedSegment::attach(*other, "wheels");
        const SlotPlace& slot = *attached->find("front");
        auto* const place = const_cast<std::byte*>(attached->reader(slot).message_in_place(1));
        std::memset(place, 0xFF, sizeof(Pattern));
        return 0;
    }};
    if (backend->guarantees().read_only_is_enforced) {
        CHECK(wild.wait() == 128 + SIGSEGV);
        const Seen seen = look(*AttachedSegment::attach(*backend, "wheels"));
        CHECK(seen.message.number == 9);
        CHECK(is_whole(seen.message));
    } else {
        CHECK(wild.wait() == 0);
        CHECK(look(*AttachedSegment::attach(*backend, "wheels")).message.number == 0xFFFFFFFF);
    }
}

TEST_CASE("the last samples outlive their process where the kind of memory promises it") {
    const ScratchBackend backend{FOR_EVERY_BACKEND()};
    Child writer{[&] {
        const OwnedSegment segment{*backend, "test", "wheels", pattern_slot()};
        publish(segment, 6);
        return 0;
    }};
    REQUIRE(writer.wait() == 0);
    const auto attached = AttachedSegment::attach(*backend, "wheels");
    REQUIRE((attached != nullptr) == backend->guarantees().outlives_processes);
    if (attached) CHECK(look(*attached).message.number == 6);
}

TEST_CASE("only memory that survives a boot is used after one, and then without its stamps") {
    const ScratchBackend backend{FOR_EVERY_BACKEND()};
    {
        const OwnedSegment before{*backend, "test", "wheels", pattern_slot()};
        publish(before, 8);
        before.mapping().data()[offsetof(SegmentHeader, boot_id)] ^= std::byte{0xFF};
    }
    if (!backend->guarantees().outlives_reboot) {
        CHECK(fault_of([&] { AttachedSegment::attach(*backend, "wheels"); }) == SegmentFault::kEarlierBoot);
        const OwnedSegment after{*backend, "test", "wheels", pattern_slot()};
        CHECK(after.epoch() == 2);
        CHECK(look(*AttachedSegment::attach(*backend, "wheels")).copied == Copied::kNeverWritten);
        return;
    }
    const auto reader = AttachedSegment::attach(*backend, "wheels");
    REQUIRE(reader);
    CHECK(reader->from_earlier_boot());
    CHECK(look(*reader).message.number == 8);
    const OwnedSegment after{*backend, "test", "wheels", pattern_slot()};
    CHECK(after.epoch() == 2);
    const Seen restored = look(*reader);
    CHECK(restored.message.number == 8);
    CHECK(restored.header.stamp_ns == 0);
    CHECK((restored.header.flags & kSampleRestored) != 0);
    CHECK_FALSE(reader->from_earlier_boot());  // its stamps count again: a reader need not start anew
}

TEST_CASE("a segment is zero and writable from its first to its last byte") {
    const ScratchBackend backend{FOR_EVERY_BACKEND()};
    SlotSpec large = slot_spec<Pattern>("front", 2);
    large.message_bytes = 3u << 20;
    const OwnedSegment owned{*backend, "test", "wheels", {large}};
    REQUIRE(owned.mapping().bytes() >= owned.description().total_bytes);
    std::byte sum{};
    for (std::size_t at = owned.description().slots[0].offset; at < owned.description().total_bytes; ++at)
        sum |= owned.mapping().data()[at];
    CHECK(sum == std::byte{0});
    std::vector<std::byte> message(large.message_bytes, std::byte{0x5A}), seen(large.message_bytes);
    for (int round = 0; round < 4; ++round) owned.writer(0).publish({.flags = sample_flags(1)}, message.data(), message.size());
    SampleHeader header;
    const auto attached = AttachedSegment::attach(*backend, "wheels");
    CHECK(attached->reader(*attached->find("front")).latest(header, seen.data(), seen.size()) == Copied::kWhole);
    CHECK(seen == message);
}

TEST_CASE("a segment of another node under this name is not believed") {
    const ScratchBackend backend{FOR_EVERY_BACKEND()};
    const SegmentImage image = build_segment("test", "planner", pattern_slot());
    const auto ownership = backend->own("wheels");
    const Mapping mapping = backend->create("wheels", image.header, image.description.total_bytes);
    CHECK(fault_of([&] { AttachedSegment::attach(*backend, "wheels"); }) == SegmentFault::kCorrupt);
}

TEST_CASE("an owner replaces a segment that nobody can read") {
    const ScratchBackend backend{FOR_EVERY_BACKEND()};
    {
        const OwnedSegment before{*backend, "test", "wheels", pattern_slot()};
        before.mapping().data()[offsetof(SegmentHeader, layout_version)] = std::byte{77};
    }
    CHECK(fault_of([&] { AttachedSegment::attach(*backend, "wheels"); }) == SegmentFault::kVersion);
    const OwnedSegment after{*backend, "test", "wheels", pattern_slot()};
    CHECK(AttachedSegment::attach(*backend, "wheels") != nullptr);
}
