// What is written is what is read, and what is left of a file that was cut off or damaged anywhere.
#include <catch2/catch.hpp>

#include <cstring>
#include <random>
#include <string>

#include "core/record/crc32.hpp"
#include "core/record/lz4_frame.hpp"
#include "core/record/mcap_reader.hpp"
#include "core/record/mcap_writer.hpp"
#include "core/record/repair.hpp"
#include "tests/core/record/memory_file.hpp"

using namespace seqboard;
using namespace seqboard::record;
using seqboard::testing::MemoryFile;

namespace {

struct Said {
    std::uint16_t channel;
    std::uint32_t sequence;
    std::uint64_t log_ns;
    std::uint64_t publish_ns;
    std::vector<std::byte> data;
    bool operator==(const Said&) const = default;
};

std::vector<Said> said_in(const McapReader& reader) {
    std::vector<Said> all;
    reader.messages([&](const McapMessage& m) {
        all.push_back({m.channel, m.sequence, m.log_ns, m.publish_ns, {m.data.begin(), m.data.end()}});
    });
    return all;
}

std::vector<std::byte> payload(std::uint32_t number, std::size_t bytes) {
    std::vector<std::byte> data(bytes);
    for (std::size_t i = 0; i < bytes; ++i) data[i] = static_cast<std::byte>(number + i / 4);
    return data;
}

const McapSchema kSchema{1, "seqboard/msg/Range", "ros2msg", "float32 range_m\n"};

McapChannel channel(std::uint16_t id) { return {id, 1, "/range" + std::to_string(id), "cdr", {{"slot", "range" + std::to_string(id)}}}; }

/// Three chunks of four messages on two channels, a metadata record and an attachment.
struct Recording {
    MemoryFile file;
    std::vector<Said> said;
    std::vector<std::size_t> chunk_ends;  ///< where each chunk's record ends, its indices not counted

    Recording() {
        McapWriter writer{4096};
        writer.begin(file, {{kSchema}, {channel(1)}});
        writer.add(McapMetadata{"seqboard", {{"board", "robot"}, {"empty", ""}}});
        Chunk chunk{4096, 64};
        for (std::uint32_t i = 0; i < 12; ++i) {
            if (i == 4) chunk.defined.channels.push_back(channel(2));
            const auto id = static_cast<std::uint16_t>(i < 4 ? 1 : 1 + i % 2);
            const std::vector<std::byte> data = payload(i, 40 + 4 * i);
            chunk.add({id, i, 1000 + 10 * i, 900 + 10 * i, data});
            said.push_back({id, i, 1000 + 10 * i, 900 + 10 * i, data});
            if (i % 4 != 3) continue;
            const std::size_t before = file.bytes.size();
            writer.add(chunk);
            chunk.clear();
            chunk_ends.push_back(end_of_chunk(before));
        }
        writer.add(McapAttachment{5, "node_set.yaml", "text/yaml", payload(7, 33)});
        writer.finish();
    }

    std::size_t end_of_chunk(std::size_t at) const {
        for (;;) {
            std::uint64_t length = 0;
            std::memcpy(&length, file.bytes.data() + at + 1, sizeof length);
            const bool is_chunk = file.bytes[at] == std::byte{0x06};
            at += kRecordHeadBytes + static_cast<std::size_t>(length);
            if (is_chunk) return at;
        }
    }
};

}  // namespace

TEST_CASE("the checksum is the one that zlib has") {
    const std::string digits = "123456789";
    CHECK(crc32(std::as_bytes(std::span{digits})) == 0xcbf43926);
    const auto bytes = std::as_bytes(std::span{digits});
    CHECK(crc32(bytes.subspan(5), crc32(bytes.first(5))) == 0xcbf43926);
}

TEST_CASE("bytes that repeat, that do not, and none at all come back from an LZ4 frame") {
    Lz4Framer framer{70000};
    std::mt19937 random{1};
    std::vector<std::byte> noise(70000);
    for (std::byte& byte : noise) byte = static_cast<std::byte>(random());
    for (const std::vector<std::byte>& bytes : {std::vector<std::byte>(70000, std::byte{3}), noise, payload(1, 5)}) {
        const auto frame = framer.frame(bytes);
        CHECK(unframed(frame, bytes.size()) == bytes);
        CHECK(unframed(frame, bytes.size() + 1).empty());
        CHECK(unframed(frame, bytes.size() - 1).empty());
        CHECK(unframed(frame.first(frame.size() - 1), bytes.size()).empty());
    }
    CHECK(framer.frame(std::vector<std::byte>(70000, std::byte{3})).size() < 1000);
    CHECK_THROWS_AS(Lz4Framer{kMaxFrameBlockBytes + 1}, std::length_error);
}

TEST_CASE("a frame with sums and sizes, as the lz4 program writes it, is read") {
    // printf 'seqboard seqboard seqboard seqboard\\n' | lz4 --content-size -BX -BD -c
    constexpr unsigned char kFrame[] = {0x04, 0x22, 0x4d, 0x18, 0x7c, 0x40, 0x24, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
                                        0x00, 0x21, 0x13, 0x00, 0x00, 0x00, 0x9f, 0x73, 0x65, 0x71, 0x62, 0x6f, 0x61,
                                        0x72, 0x64, 0x20, 0x09, 0x00, 0x03, 0x50, 0x6f, 0x61, 0x72, 0x64, 0x0a, 0x5b,
                                        0xef, 0x15, 0x97, 0x00, 0x00, 0x00, 0x00, 0xd5, 0xb0, 0xc1, 0xda};
    const std::string text = "seqboard seqboard seqboard seqboard\n";
    const auto expected = std::as_bytes(std::span{text});
    CHECK(unframed(std::as_bytes(std::span{kFrame}), text.size()) == std::vector<std::byte>(expected.begin(), expected.end()));
}

TEST_CASE("a chunk takes samples without allocation until it is full") {
    Chunk chunk{4096, 10};
    const std::byte* const memory = chunk.records().data();
    const ChunkEntry* const entries = chunk.entries().data();
    const std::vector<std::byte> data = payload(1, 64);
    std::uint32_t added = 0;
    for (; chunk.has_room(kCdrHeader.size() + data.size()); ++added) chunk.add_sample({1, added, 7, 6, data});
    CHECK(added == 10);
    CHECK(chunk.records().data() == memory);
    CHECK(chunk.entries().data() == entries);
    CHECK(chunk.records().size() == 10 * (kRecordHeadBytes + kMessageHeadBytes + 4 + 64));
    chunk.clear();
    CHECK(chunk.has_room(4096 - kRecordHeadBytes - kMessageHeadBytes));
    CHECK_FALSE(chunk.has_room(4096 - kRecordHeadBytes - kMessageHeadBytes + 1));
}

TEST_CASE("a recording has every message, definition, metadata and attachment that was written") {
    const Recording recording;
    const McapReader reader{"r", recording.file.bytes};
    CHECK(reader.faults().empty());
    CHECK(said_in(reader) == recording.said);
    REQUIRE(reader.schemas().size() == 1);
    CHECK(reader.schemas().at(1).text == kSchema.text);
    REQUIRE(reader.channels().size() == 2);
    CHECK(reader.channels().at(2).metadata == KeyValues{{"slot", "range2"}});
    REQUIRE(reader.metadata().size() == 1);
    CHECK(reader.metadata()[0].values == KeyValues{{"board", "robot"}, {"empty", ""}});
    REQUIRE(reader.attachments().size() == 1);
    CHECK(reader.attachments()[0].data == payload(7, 33));
    CHECK(reader.chunks().size() == 3);
}

TEST_CASE("what is compressed is smaller, and what does not compress is stored as it is") {
    McapWriter writer{1 << 20};
    MemoryFile file;
    writer.begin(file, {{kSchema}, {channel(1)}});
    Chunk chunk{1 << 20, 64};
    chunk.add({1, 1, 1, 1, std::vector<std::byte>(500000, std::byte{1})});
    writer.add(chunk);
    CHECK(writer.bytes() < 20000);
    std::mt19937 random{1};
    std::vector<std::byte> noise(500000);
    for (std::byte& byte : noise) byte = static_cast<std::byte>(random());
    chunk.clear();
    chunk.add({1, 2, 2, 2, noise});
    writer.add(chunk);
    writer.finish();
    CHECK(writer.bytes() == file.bytes.size());
    CHECK(file.synced == file.bytes.size());
    const McapReader reader{"r", file.bytes};
    CHECK(reader.faults().empty());
    CHECK(said_in(reader).at(1).data == noise);
}

TEST_CASE("a file cut at any byte gives back every chunk that was whole, and is repaired to a whole file that says what was lost") {
    const Recording recording;
    const std::vector<std::byte>& all = recording.file.bytes;
    for (std::size_t size = kMcapMagic.size(); size < all.size(); ++size) {
        INFO("cut at byte " << size << " of " << all.size());
        const McapReader cut{"cut", std::span{all}.first(size)};
        std::size_t whole = 0;
        while (whole < recording.chunk_ends.size() && recording.chunk_ends[whole] <= size) ++whole;
        const std::vector<Said> expected{recording.said.begin(), recording.said.begin() + static_cast<std::ptrdiff_t>(4 * whole)};
        REQUIRE(said_in(cut) == expected);
        REQUIRE(cut.faults().size() == 1);
        MemoryFile mended;
        const Repaired repaired = repair(cut, mended);
        REQUIRE(repaired.messages == expected.size());
        REQUIRE(repaired.lost == cut.faults());
        const McapReader again{"again", mended.bytes};
        REQUIRE(again.faults().empty());
        REQUIRE(said_in(again) == expected);
        REQUIRE(again.metadata().back().name == "repair");
        REQUIRE(again.metadata().back().values.at("lost 1") == cut.faults()[0]);
    }
}

TEST_CASE("what was cut off is named: where, and which time it held") {
    const Recording recording;
    const std::span<const std::byte> all{recording.file.bytes};
    const McapReader cut{"cut", all.first(recording.chunk_ends[1] - 1)};
    REQUIRE(cut.faults().size() == 1);
    CHECK_THAT(cut.faults()[0], Catch::Contains("chunk that was cut off") && Catch::Contains("from 0.000 s to 0.000 s"));
    const McapReader unfinished{"cut", all.first(recording.chunk_ends[2])};
    CHECK_THAT(unfinished.faults().at(0), Catch::Contains("without a summary"));
    const McapReader no_magic{"cut", all.first(all.size() - 1)};
    CHECK_THAT(no_magic.faults().at(0), Catch::Contains("summary") && Catch::Contains("cut off or damaged"));
    CHECK_THROWS_WITH(McapReader("x", all.subspan(1)), Catch::Contains("'x' is no MCAP file"));
    CHECK_THROWS_AS(McapReader("x", all.first(7)), StartError);
}

TEST_CASE("a chunk in which any byte is wrong is left out and named, and the others are read") {
    const Recording recording;
    const std::size_t begin = recording.chunk_ends[0];
    std::vector<std::byte> all = recording.file.bytes;
    const std::size_t end = recording.chunk_ends[1];
    for (std::size_t at = end - 100; at < end; ++at) {
        REQUIRE(at > begin);
        all[at] ^= std::byte{0x20};
        const McapReader reader{"r", all};
        INFO("byte " << at);
        REQUIRE(reader.faults().size() == 1);
        REQUIRE_THAT(reader.faults()[0], Catch::Contains("chunk at byte") && Catch::Contains("is damaged"));
        REQUIRE(said_in(reader).size() == 8);
        all[at] ^= std::byte{0x20};
    }
}

TEST_CASE("a disk that gets full anywhere leaves a file that ends with a whole record") {
    const Recording complete;
    for (std::size_t room = 100; room < complete.file.bytes.size(); room += 7) {
        INFO("room for " << room);
        MemoryFile file;
        file.room = room;
        McapWriter writer{4096};
        bool failed = false;
        try {
            writer.begin(file, {{kSchema}, {channel(1), channel(2)}});
            for (std::uint32_t i = 0; i < 12; ++i) {
                Chunk chunk{4096, 64};
                chunk.add({1, i, i, i, payload(i, 90)});
                writer.add(chunk);
            }
            writer.finish();
        } catch (const StartError& error) {
            failed = true;
            CHECK(error.code() == ExitCode::kNoSpace);
        }
        REQUIRE(failed);
        REQUIRE(file.bytes.size() == writer.bytes());
        if (file.bytes.empty()) continue;
        const McapReader reader{"r", file.bytes};
        REQUIRE_THAT(reader.faults().at(0), Catch::Contains("without a summary"));
    }
}
