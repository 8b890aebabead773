// MCAP files that others have written: without sums, with records in chunks and in forms that ours do not have, and damaged ones.
#include <catch2/catch.hpp>

#include "core/messages/range.hpp"
#include "core/record/crc32.hpp"
#include "core/record/file_bytes.hpp"
#include "core/record/lz4_frame.hpp"
#include "core/record/mcap_reader.hpp"
#include "core/record/recorded_run.hpp"
#include "tests/scratch/start_error.hpp"

using namespace seqboard;
using namespace seqboard::record;
using seqboard::testing::start_error;

namespace {

template <std::unsigned_integral N>
std::string number(N value) {
    std::string bytes;
    for (std::size_t i = 0; i < sizeof value; ++i) bytes += static_cast<char>(static_cast<std::uint64_t>(value) >> (8 * i) & 0xff);
    return bytes;
}

std::string text(const std::string& value) { return number(static_cast<std::uint32_t>(value.size())) + value; }

std::string entry(McapOp op, const std::string& content) { return static_cast<char>(op) + number(std::uint64_t{content.size()}) + content; }

std::span<const std::byte> bytes_of(const std::string& value) { return std::as_bytes(std::span{value}); }

std::string schema(std::uint16_t id) { return entry(McapOp::kSchema, number(id) + text("Range") + text("ros2msg") + text("float32 x\n")); }

std::string channel(std::uint16_t id, const std::string& map = "") {
    return entry(McapOp::kChannel, number(id) + number(std::uint16_t{1}) + text("/range") + text("cdr") + text(map));
}

std::string message(std::uint16_t channel, const std::string& data) {
    return entry(McapOp::kMessage, number(channel) + number(std::uint32_t{1}) + number(std::uint64_t{5}) + number(std::uint64_t{5}) + data);
}

std::string chunk(const std::string& records, const std::string& compression = "", std::uint32_t sum = 0, std::uint64_t bytes = 0) {
    return entry(McapOp::kChunk, number(std::uint64_t{5}) + number(std::uint64_t{6}) + number(bytes == 0 ? records.size() : bytes) +
                                     number(sum) + text(compression) + number(std::uint64_t{records.size()}) + records);
}

/// The whole file; its footer's sum is 0 where there is none.
std::string file(const std::string& records, std::uint32_t sum = 0) {
    const std::string magic{reinterpret_cast<const char*>(kMcapMagic.data()), kMcapMagic.size()};
    const std::string places(16, '\0');
    return magic + records + entry(McapOp::kDataEnd, number(std::uint32_t{0})) + entry(McapOp::kFooter, places + number(sum)) + magic;
}

/// What is wrong with it, all in one.
std::string faults_of(const std::string& bytes) {
    const McapReader reader{"r", bytes_of(bytes)};
    std::string all;
    for (const std::string& fault : reader.faults()) all += fault + "\n";
    return all;
}

std::size_t messages_in(const std::string& bytes) {
    const McapReader reader{"r", bytes_of(bytes)};
    std::size_t count = 0;
    reader.messages([&](const McapMessage&) { ++count; });
    return count;
}

std::string attachment(std::uint32_t sum, const std::string& data = "abc") {
    const std::string content =
        number(std::uint64_t{1}) + number(std::uint64_t{2}) + text("name") + text("text/plain") + number(std::uint64_t{data.size()}) + data;
    return entry(McapOp::kAttachment, content + number(sum == 1 ? crc32(bytes_of(content)) : sum));
}

}  // namespace

TEST_CASE("a file without sums is read, and one whose sum is wrong is said to be damaged") {
    const std::string records = channel(1) + chunk(message(1, "data")) + attachment(0);
    CHECK(faults_of(file(records)) == "");
    CHECK(messages_in(file(records)) == 1);
    CHECK_THAT(faults_of(file(records, 77)), Catch::Contains("the summary behind byte") && Catch::Contains("cut off or damaged"));
}

TEST_CASE("definitions and other records within a chunk are read, as are messages around them") {
    const std::string bytes = file(chunk(schema(1) + channel(1) + message(1, "a") + entry(McapOp::kStatistics, "any") + message(1, "")));
    const McapReader reader{"r", bytes_of(bytes)};
    CHECK(reader.faults().empty());
    CHECK(reader.schemas().size() == 1);
    CHECK(reader.channels().size() == 1);
    CHECK(reader.chunks().at(0).messages == 2);
    CHECK(messages_in(bytes) == 2);
}

TEST_CASE("a message, a schema and a channel that are cut within their own record, or have no number, are left out") {
    const std::string head = number(std::uint16_t{1}) + number(std::uint32_t{1});
    const std::string bytes =
        file(entry(McapOp::kSchema, number(std::uint16_t{1}) + number(std::uint32_t{100})) + schema(0) +
             entry(McapOp::kChannel, number(std::uint16_t{1}) + number(std::uint16_t{0}) + number(std::uint32_t{9})) +
             channel(2, number(std::uint32_t{50}) + "key") + chunk(entry(McapOp::kMessage, head)) + chunk(message(1, "a").substr(0, 20)));
    const McapReader reader{"r", bytes_of(bytes)};
    CHECK(reader.schemas().empty());
    CHECK(reader.channels().empty());
    CHECK(messages_in(bytes) == 0);
}

TEST_CASE("metadata and attachments that are damaged are named by their byte, and the rest is read") {
    const std::string bad_map = entry(McapOp::kMetadata, text("name") + text(number(std::uint32_t{50}) + "key"));
    const std::string cut_map = entry(McapOp::kMetadata, text("name") + number(std::uint32_t{50}));
    for (const std::string& damaged : {bad_map, cut_map, attachment(77), entry(McapOp::kAttachment, number(std::uint64_t{1}))}) {
        CHECK(faults_of(file(damaged)) == "the record at byte 8 is damaged\n");
        CHECK(messages_in(file(damaged + chunk(message(1, "a")))) == 1);
    }
    const std::string bytes = file(attachment(1));
    CHECK(McapReader{"r", bytes_of(bytes)}.attachments().at(0).data.size() == 3);
}

TEST_CASE("a chunk that is compressed in another way, promises too much, or is not what its sum says is damaged") {
    const std::string records = message(1, "data");
    const std::uint32_t sum = crc32(bytes_of(records));
    CHECK(messages_in(file(chunk(records, "", sum))) == 1);
    for (const std::string& damaged :
         {chunk(records, "zstd"), chunk(records, "", sum + 1), chunk(records, "", 0, records.size() + 1), chunk(records, "", 0, 1'000'000),
          chunk(records, "lz4"), entry(McapOp::kChunk, number(std::uint64_t{5}) + number(std::uint64_t{6}))}) {
        CHECK_THAT(faults_of(file(damaged)), Catch::Contains("the chunk at byte 8 is damaged, with what was said from 0.000 s to 0.000 s"));
        CHECK(messages_in(file(damaged)) == 0);
    }
    CHECK_THAT(faults_of(file(entry(McapOp::kChunk, "12345678"))), Catch::EndsWith("is damaged\n"));  // without its times
}

TEST_CASE("an LZ4 frame of another version, with a dictionary, with garbage behind it or too much in it is none") {
    Lz4Framer framer{1000};
    const std::vector<std::byte> content(20, std::byte{7});
    const auto made = framer.frame(content);
    const std::vector<std::byte> frame{made.begin(), made.end()};
    REQUIRE(unframed(frame, content.size()) == content);
    const auto with_flags = [&](unsigned flags) {
        std::vector<std::byte> changed = frame;
        changed[4] = static_cast<std::byte>(flags);
        return unframed(changed, content.size());
    };
    CHECK(with_flags(0x80).empty());
    CHECK(with_flags(0x61).empty());
    std::vector<std::byte> longer = frame;
    longer.push_back(std::byte{0});
    CHECK(unframed(longer, content.size()).empty());
    const std::vector<std::byte> noise = {std::byte{1}, std::byte{9}, std::byte{200}};
    const auto stored = framer.frame(noise);
    CHECK(unframed(stored, 3) == noise);
    CHECK(unframed(stored, 2).empty());
    CHECK(framer.frame({}).size() > 0);
}

TEST_CASE("a run is of slots: a channel that is none, a sample without content, and latched times in others' metadata are passed over") {
    const auto pair = [](const std::string& key, const std::string& value) { return text(key) + text(value); };
    const std::string slot = pair("slot", "range") + pair("node", "sensor") + pair("message", "Range") +
                             pair("schema", std::string{schema_text<Range>()}) + pair("cells", "4");
    const std::string sample(4 + sizeof(Range), '\0');
    const std::string none = file(channel(1) + channel(2, slot) + chunk(message(1, sample) + message(2, "1234") + message(3, sample)));
    const McapReader without{"none", bytes_of(none)};
    CHECK_THAT(start_error([&] { RecordedRun{{&without}}; }).second, Catch::Contains("'none' has no slot of a board in it"));
    const std::string others = entry(McapOp::kMetadata, text("other") + text(pair("latched_ns", "5"))) +
                               entry(McapOp::kMetadata, text("flight") + text(pair("why", "a noise")));
    const std::string one = file(others + channel(2, slot) + chunk(message(2, sample) + message(2, sample + "more")));
    const McapReader reader{"one", bytes_of(one)};
    const RecordedRun run{{&reader}};
    CHECK(run.samples().size() == 1);
    CHECK(run.begins_with_run());
    const std::string latched =
        file(entry(McapOp::kMetadata, text("flight") + text(pair("latched_ns", "5"))) + channel(2, slot) + chunk(message(2, sample)));
    const McapReader flight{"flight", bytes_of(latched)};
    CHECK_FALSE(RecordedRun{{&flight, &flight}}.begins_with_run());
}

TEST_CASE("what is no file, or an empty one, is no recording") {
    for (const char* const path : {"/dev/null", "/proc/version", "/none"})
        CHECK(start_error([&] { FileBytes{path}; }).first == ExitCode::kNoInput);
}

TEST_CASE("a checksum is the same wherever its bytes lie in memory") {
    alignas(8) const std::array<char, 16> bytes = {0, 'a', 0, 0, 'a', 'b', 'c', 'd', 'a', 'b', 'c', 'd'};
    const auto sum = [&](std::size_t at, std::size_t count) { return crc32(std::as_bytes(std::span{bytes}).subspan(at, count)); };
    CHECK(sum(1, 1) == sum(4, 1));
    CHECK(sum(4, 4) == sum(8, 4));
    CHECK(sum(5, 3) == sum(9, 3));
    CHECK(sum(3, 0) == 0);
}
