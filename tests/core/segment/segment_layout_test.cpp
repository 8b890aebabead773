// Headers of segments: the bytes that go in, and every kind of wrong bytes that may come out.
#include "core/segment/segment_layout.hpp"

#include <catch2/catch.hpp>

#include <functional>

#include "core/segment/attached_segment.hpp"
#include "core/segment/segment_error.hpp"
#include "tests/scratch/memory_segment.hpp"
#include "tests/scratch/pattern.hpp"

using namespace seqboard;
using namespace seqboard::testing;

namespace {

std::vector<SlotSpec> two_slots() { return {slot_spec<Pattern>("front"), slot_spec<Pattern>("left", 8)}; }

/// A whole, valid segment of two slots.
std::vector<std::byte> good_bytes() {
    const SegmentImage image = build_segment("robot", "ranger", two_slots());
    std::vector<std::byte> bytes = image.header;
    bytes.resize(image.description.total_bytes);
    return bytes;
}

/// The bytes as the structs that lie in them, to be spoilt.
struct Spoilt {
    std::vector<std::byte> bytes = good_bytes();
    SegmentHeader& header() { return *reinterpret_cast<SegmentHeader*>(bytes.data()); }
    SlotEntry& slot(std::size_t index) { return reinterpret_cast<SlotEntry*>(bytes.data() + kSlotTableOffset)[index]; }
    void resize(std::size_t size) { bytes.resize(size); }
};

struct Case {
    const char* name;
    void (*spoil)(Spoilt&);
    SegmentFault fault;
    const char* names;  ///< what the sentence must say
};

constexpr Case kCases[] = {
    {"an empty file", [](Spoilt& s) { s.resize(0); }, SegmentFault::kTooSmall, "0 bytes"},
    {"a file of one byte", [](Spoilt& s) { s.resize(1); }, SegmentFault::kTooSmall, "1 bytes"},
    {"a header alone, cut before its end", [](Spoilt& s) { s.resize(kSlotTableOffset - 1); }, SegmentFault::kTooSmall, "at least 160"},
    {"a header alone, whole", [](Spoilt& s) { s.resize(kSlotTableOffset); }, SegmentFault::kTooSmall, "160 bytes; its header says"},
    {"a file cut in its last ring", [](Spoilt& s) { s.resize(s.bytes.size() - 1); }, SegmentFault::kTooSmall, "its header says"},
    {"another magic", [](Spoilt& s) { s.header().magic[7] = 'X'; }, SegmentFault::kBadMagic, "not a seqboard segment"},
    {"the other byte order", [](Spoilt& s) { s.header().byte_order = 0x04030201; }, SegmentFault::kByteOrder, "other byte order"},
    {"an older layout", [](Spoilt& s) { s.header().layout_version = 0; }, SegmentFault::kVersion, "layout version 0, this program knows 1"},
    {"a newer layout", [](Spoilt& s) { s.header().layout_version = 7; }, SegmentFault::kVersion, "layout version 7, this program knows 1"},
    {"2^32 - 1 slots", [](Spoilt& s) { s.header().slot_count = 0xFFFFFFFF; }, SegmentFault::kCorrupt, "slot_count = 4294967295"},
    {"more slots than the header has room for", [](Spoilt& s) { s.header().slot_count = 4000; }, SegmentFault::kCorrupt, "header_bytes"},
    {"a header that ends in its slot table", [](Spoilt& s) { s.header().header_bytes = kSlotTableOffset + 8; }, SegmentFault::kCorrupt,
     "header_bytes = 168"},
    {"a header larger than the segment", [](Spoilt& s) { s.header().header_bytes = s.header().total_bytes + 64; }, SegmentFault::kCorrupt,
     "header_bytes"},
    {"a segment of 4 GiB", [](Spoilt& s) { s.header().total_bytes = 0xFFFFFFFF; }, SegmentFault::kCorrupt, "total_bytes = 4294967295"},
    {"a ring that is not aligned", [](Spoilt& s) { s.slot(0).offset += 4; }, SegmentFault::kCorrupt, "slot 0: offset"},
    {"a ring inside the header", [](Spoilt& s) { s.slot(0).offset = 0; }, SegmentFault::kCorrupt, "slot 0: offset = 0"},
    {"a ring past the end", [](Spoilt& s) { s.slot(1).offset = s.header().total_bytes; }, SegmentFault::kCorrupt, "slot 1: offset"},
    {"a ring whose end overflows", [](Spoilt& s) { s.slot(1).offset = 0xFFFFFFC0; }, SegmentFault::kCorrupt, "slot 1: offset = 4294967232"},
    {"two rings on one place", [](Spoilt& s) { s.slot(1).offset = s.slot(0).offset; }, SegmentFault::kCorrupt, "slot 'left' overlaps"},
    {"a ring without cells", [](Spoilt& s) { s.slot(0).cells = 0; }, SegmentFault::kCorrupt, "slot 0: cells = 0"},
    {"a ring of one cell", [](Spoilt& s) { s.slot(0).cells = 1; }, SegmentFault::kCorrupt, "slot 0: cells = 1"},
    {"a ring of three cells", [](Spoilt& s) { s.slot(0).cells = 3; }, SegmentFault::kCorrupt, "slot 0: cells = 3"},
    {"a ring of 128 cells", [](Spoilt& s) { s.slot(0).cells = 128; }, SegmentFault::kCorrupt, "slot 0: cells = 128"},
    {"a message of no bytes", [](Spoilt& s) { s.slot(1).message_bytes = 0; }, SegmentFault::kCorrupt, "slot 1: message_bytes = 0"},
    {"a message of three bytes", [](Spoilt& s) { s.slot(1).message_bytes = 3; }, SegmentFault::kCorrupt, "slot 1: message_bytes = 3"},
    {"a message over 16 MiB", [](Spoilt& s) { s.slot(1).message_bytes = (16u << 20) + 4; }, SegmentFault::kCorrupt,
     "slot 1: message_bytes"},
    {"a message larger than its ring", [](Spoilt& s) { s.slot(1).message_bytes = 16u << 20; }, SegmentFault::kCorrupt, "slot 1: offset"},
    {"a schema before the header's texts", [](Spoilt& s) { s.slot(0).schema_offset = 0; }, SegmentFault::kCorrupt, "slot 0: schema"},
    {"a schema past the header", [](Spoilt& s) { s.slot(0).schema_offset = s.header().header_bytes + 1; }, SegmentFault::kCorrupt,
     "slot 0: schema"},
    {"a schema whose end overflows", [](Spoilt& s) { s.slot(0).schema_offset = 0xFFFFFFFF; }, SegmentFault::kCorrupt, "slot 0: schema"},
    {"a schema longer than the header", [](Spoilt& s) { s.slot(0).schema_bytes = 16000; }, SegmentFault::kCorrupt, "slot 0: schema"},
    {"a schema of 4 GiB", [](Spoilt& s) { s.slot(0).schema_bytes = 0xFFFFFFFF; }, SegmentFault::kCorrupt, "slot 0: schema"},
    {"a fingerprint of another schema", [](Spoilt& s) { s.slot(0).fingerprint ^= 1; }, SegmentFault::kCorrupt, "slot 0: fingerprint"},
    {"a slot's name without an end", [](Spoilt& s) { s.slot(0).name.fill('a'); }, SegmentFault::kBadName, "a slot"},
    {"an empty slot name", [](Spoilt& s) { s.slot(0).name[0] = '\0'; }, SegmentFault::kBadName, "a slot"},
    {"a slot's name with a slash", [](Spoilt& s) { s.slot(0).name[1] = '/'; }, SegmentFault::kBadName, "a slot"},
    {"a slot called ..",
     [](Spoilt& s) {
         s.slot(0).name = {'.', '.'};
     },
     SegmentFault::kBadName, "a slot"},
    {"a slot's name with a newline", [](Spoilt& s) { s.slot(1).name[1] = '\n'; }, SegmentFault::kBadName, "a slot"},
    {"a message's name with a byte over 0x7F", [](Spoilt& s) { s.slot(1).message[1] = '\x80'; }, SegmentFault::kBadName, "a message"},
    {"a node's name without an end", [](Spoilt& s) { s.header().node.fill('n'); }, SegmentFault::kBadName, "the node"},
    {"a board's name with a space", [](Spoilt& s) { s.header().board[1] = ' '; }, SegmentFault::kBadName, "the board"},
};

}  // namespace

TEST_CASE("every malformed header is refused by its own fault, naming the place and the field") {
    for (const Case& bad : kCases) {
        INFO(bad.name);
        Spoilt spoilt;
        bad.spoil(spoilt);
        try {
            read_description("/place/of.seg", MemorySegment{spoilt.bytes});
            FAIL("accepted");
        } catch (const SegmentError& error) {
            CHECK(error.fault() == bad.fault);
            CHECK_THAT(error.what(), Catch::StartsWith("/place/of.seg: "));
            CHECK_THAT(error.what(), Catch::Contains(bad.names));
        }
    }
}

TEST_CASE("what was built is what is read back") {
    const SegmentDescription read = read_description("here", MemorySegment{good_bytes()});
    CHECK(read.board == "robot");
    CHECK(read.node == "ranger");
    CHECK(read.boot_id == current_boot_id());
    REQUIRE(read.slots.size() == 2);
    CHECK(read.slots[1].name == "left");
    CHECK(read.slots[1].message == "Pattern");
    CHECK(read.slots[1].schema == schema_text<Pattern>());
    CHECK(read.slots[1].fingerprint == kFingerprint<Pattern>);
    CHECK(read.slots[1].cells == 8);
    CHECK(read.slots[1].message_bytes == sizeof(Pattern));
    CHECK(read.slots[1].offset % kCacheLineBytes == 0);
    CHECK(read.total_bytes == read.slots[1].offset + ring_bytes(sizeof(Pattern), 8));
}

TEST_CASE("a segment without slots and a file that has grown are fine") {
    const SegmentImage image = build_segment("robot", "idle", {});
    std::vector<std::byte> bytes = image.header;
    bytes.resize(image.description.total_bytes);
    CHECK(read_description("here", MemorySegment{bytes}).slots.empty());

    std::vector<std::byte> grown = good_bytes();
    grown.resize(grown.size() + 12345);
    CHECK(read_description("here", MemorySegment{grown}).slots.size() == 2);
}

TEST_CASE("random bytes in a header are refused or read, never more") {
    std::uint32_t random = 20140101;
    const auto next = [&] { return random = random * 1664525 + 1013904223; };
    const std::vector<std::byte> good = good_bytes();
    int refused = 0;
    for (int round = 0; round < 20'000; ++round) {
        std::vector<std::byte> bytes = good;
        for (std::uint32_t flips = 1 + next() % 4; flips > 0; --flips)
            bytes[(next() >> 8) % (kSlotTableOffset + 2 * sizeof(SlotEntry))] = static_cast<std::byte>(next() >> 16);
        if (next() % 8 == 0) bytes.resize((next() >> 4) % bytes.size());
        try {
            for (const SlotPlace& slot : read_description("here", MemorySegment{bytes}).slots)
                REQUIRE(slot.offset + ring_bytes(slot.message_bytes, slot.cells) <= bytes.size());
        } catch (const SegmentError&) {
            ++refused;
        }
    }
    CHECK(refused > 1'000);
    CHECK(refused < 19'000);  // else the test would show nothing about those that are read
}

TEST_CASE("a slot that no segment can have is refused where it is declared") {
    struct Bad {
        std::function<void(SlotSpec&)> spoil;
        const char* names;
    };
    const Bad cases[] = {
        {[](SlotSpec& s) { s.name = "a/b"; }, "a name is"},
        {[](SlotSpec& s) { s.name = std::string(48, 'a'); }, "a name is"},
        {[](SlotSpec& s) { s.name = ""; }, "a name is"},
        {[](SlotSpec& s) { s.cells = 0; }, "0 cells; use a power of two from 2 to 64"},
        {[](SlotSpec& s) { s.cells = 1; }, "1 cells"},
        {[](SlotSpec& s) { s.cells = 3; }, "3 cells"},
        {[](SlotSpec& s) { s.cells = 128; }, "128 cells"},
        {[](SlotSpec& s) { s.message_bytes = 0; }, "a message of 0 bytes"},
        {[](SlotSpec& s) { s.message_bytes = 3; }, "a message of 3 bytes"},
        {[](SlotSpec& s) { s.message_bytes = (16u << 20) + 4; }, "16 MiB"},
        {[](SlotSpec& s) { s.schema = std::string(16385, 'x'); }, "16 KiB"},
    };
    for (const Bad& bad : cases) {
        SlotSpec slot = slot_spec<Pattern>("front");
        bad.spoil(slot);
        INFO(bad.names);
        try {
            build_segment("robot", "ranger", {slot});
            FAIL("accepted");
        } catch (const StartError& error) {
            CHECK(error.code() == ExitCode::kConfig);
            CHECK_THAT(error.what(), Catch::Contains(bad.names));
        }
    }
    SlotSpec largest = slot_spec<Pattern>("front", 2);
    largest.message_bytes = 16u << 20;
    CHECK(build_segment("robot", "ranger", {largest}).description.slots[0].message_bytes == 16u << 20);
}

TEST_CASE("a node whose slots need over 1 GiB, has too many of them or two of one name is refused") {
    SlotSpec large = slot_spec<Pattern>("a", 64);
    large.message_bytes = 16u << 20;
    CHECK_THROWS_WITH(build_segment("robot", "ranger", {large}), Catch::Contains("over 1 GiB"));
    CHECK_THROWS_WITH(build_segment("robot", "ranger", std::vector<SlotSpec>(4097, slot_spec<Pattern>("a"))),
                      Catch::Contains("at most 4096"));
    CHECK_THROWS_WITH(build_segment("robot", "ranger", {slot_spec<Pattern>("a"), slot_spec<Pattern>("a")}),
                      Catch::Contains("slot 'a' twice"));
    CHECK_THROWS_WITH(build_segment("robot", "no/node", {}), Catch::Contains("'robot/no/node'"));
    CHECK_THROWS_WITH(build_segment("../robot", "ranger", {}), Catch::Contains("'../robot/ranger'"));
}

TEST_CASE("slots of the same size are of another layout when their fields are others") {
    const auto description_with = [](std::uint64_t fingerprint, const std::string& schema) {
        SlotSpec slot = slot_spec<Pattern>("front");
        slot.fingerprint = fingerprint;
        slot.schema = schema;
        return build_segment("robot", "ranger", {slot}).description;
    };
    const SlotSpec slot = slot_spec<Pattern>("front");
    std::string other = slot.schema;
    other[0] = other[0] == 'x' ? 'y' : 'x';
    const auto here = description_with(slot.fingerprint, slot.schema);
    CHECK(same_layout(here, description_with(slot.fingerprint, slot.schema)));
    CHECK_FALSE(same_layout(here, description_with(layout_fingerprint(slot.message, other), other)));
}

TEST_CASE("the layout is the same on every machine") {
    CHECK(sizeof(SegmentHeader) == 144);
    CHECK(offsetof(SegmentHeader, boot_id) == 32);
    CHECK(offsetof(SegmentHeader, board) == 48);
    CHECK(offsetof(SegmentHeader, node) == 96);
    CHECK(kLiveOffset == 144);
    CHECK(kSlotTableOffset == 160);
    CHECK(sizeof(SlotEntry) == 136);
    CHECK(offsetof(SlotEntry, fingerprint) == 96);
    CHECK(offsetof(SlotEntry, offset) == 112);
    CHECK(offsetof(SampleHeader, sequence) == 16);
    std::vector<std::byte> bytes = good_bytes();
    std::fill_n(bytes.begin() + offsetof(SegmentHeader, boot_id), sizeof(BootId), std::byte{0});
    CHECK(fnv1a({reinterpret_cast<const char*>(bytes.data()), bytes.size()}) == 6110500860808294557u);
}
