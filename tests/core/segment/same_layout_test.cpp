// When a restarted owner may go on in the segment that it finds.
#include <catch2/catch.hpp>

#include "core/segment/mapping.hpp"
#include "core/segment/segment_error.hpp"
#include "core/segment/segment_layout.hpp"
#include "tests/scratch/pattern.hpp"

using namespace seqboard;
using namespace seqboard::testing;

namespace {

SegmentDescription description() {
    return build_segment("robot", "ranger", {slot_spec<Pattern>("front"), slot_spec<Pattern>("left")}).description;
}

}  // namespace

TEST_CASE("two layouts are the same when nothing of them differs that a reader relies on") {
    CHECK(same_layout(description(), description()));
    const std::pair<const char*, void (*)(SegmentDescription&)> differences[] = {
        {"board", [](SegmentDescription& d) { d.board = "other"; }},
        {"node", [](SegmentDescription& d) { d.node = "other"; }},
        {"size", [](SegmentDescription& d) { d.total_bytes += 64; }},
        {"number of slots", [](SegmentDescription& d) { d.slots.pop_back(); }},
        {"a slot's name", [](SegmentDescription& d) { d.slots[1].name = "right"; }},
        {"fields", [](SegmentDescription& d) { d.slots[1].fingerprint ^= 1; }},
        {"message size", [](SegmentDescription& d) { d.slots[1].message_bytes += 4; }},
        {"cells", [](SegmentDescription& d) { d.slots[1].cells *= 2; }},
        {"notify", [](SegmentDescription& d) { d.slots[1].notify = !d.slots[1].notify; }},
        {"period", [](SegmentDescription& d) { d.slots[1].period += Duration{1}; }},
        {"offset", [](SegmentDescription& d) { d.slots[1].offset += 64; }},
    };
    for (const auto& [name, differ] : differences) {
        INFO(name);
        SegmentDescription other = description();
        differ(other);
        CHECK_FALSE(same_layout(description(), other));
        CHECK_FALSE(same_layout(other, description()));
    }
    SegmentDescription later = description();
    later.boot_id[0] ^= 1;  // judged by who asks
    CHECK(same_layout(description(), later));
}

TEST_CASE("a header that was cut after its size was read is refused") {
    const SegmentImage image = build_segment("robot", "ranger", {slot_spec<Pattern>("front")});
    const std::span<const std::byte> whole{image.header};
    CHECK_NOTHROW(parse_segment("here", whole, image.description.total_bytes));
    try {
        parse_segment("here", whole.first(whole.size() - 1), image.description.total_bytes);
        FAIL("accepted");
    } catch (const SegmentError& error) {
        CHECK(error.fault() == SegmentFault::kTooSmall);
        CHECK_THAT(error.what(), Catch::StartsWith("here: shorter than its header"));
    }
}

TEST_CASE("a slot whose message has no valid name is refused") {
    SlotSpec slot = slot_spec<Pattern>("front");
    slot.message = "a b";
    CHECK_THROWS_WITH(build_segment("robot", "ranger", {slot}), Catch::Contains("slot 'front': a name is 1 to 47"));
}

TEST_CASE("every fault of a segment has its exit code") {
    for (const auto& [fault, code] : {std::pair{SegmentFault::kNotFound, ExitCode::kNoInput},
                                      {SegmentFault::kRefused, ExitCode::kRefused},
                                      {SegmentFault::kOwned, ExitCode::kOwned},
                                      {SegmentFault::kNoSpace, ExitCode::kNoSpace},
                                      {SegmentFault::kSystem, ExitCode::kSystem},
                                      {SegmentFault::kCorrupt, ExitCode::kBadSegment}})
        CHECK(SegmentError{fault, "x"}.code() == code);
}

TEST_CASE("memory that nobody has to give back is left as it is") {
    std::byte memory[4] = {std::byte{1}};
    { const Mapping mapping{memory, sizeof memory, nullptr}; }
    CHECK(memory[0] == std::byte{1});
    CHECK_FALSE(Mapping{});
}
