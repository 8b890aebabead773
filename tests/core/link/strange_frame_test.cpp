// Frames that fill their buffers to the last byte, and plants and boards that begin anew at odd moments.
#include <catch2/catch.hpp>

#include <memory>
#include <vector>

#include "core/link/board_end.hpp"
#include "core/link/frame_decoder.hpp"
#include "core/link/plant_end.hpp"
#include "core/link/sample_frames.hpp"
#include "tests/core/link/toy_contract.hpp"

using namespace seqboard;
using namespace seqboard::link;
using namespace seqboard::testing;
using namespace std::chrono_literals;

namespace {

using Bytes = std::vector<std::uint8_t>;

Bytes bytes_of(const Frame& frame) {
    Bytes bytes(kMaxFrameBytes);
    bytes.resize(encode(frame, bytes));
    return bytes;
}

/// What a plant of this session says first.
Bytes hello(std::uint8_t session, Time now) {
    PlantEnd plant{toy_contract(), session};
    plant.poll(now);
    return {plant.outgoing()[0].begin(), plant.outgoing()[0].end()};
}

}  // namespace

TEST_CASE("a frame is made where there is room for all of it, and not with a byte less") {
    const Bytes payload(10, 7);
    const Frame frame{.type = FrameType::kSensors, .session = 1, .payload = payload};
    const std::size_t size = bytes_of(frame).size();
    Bytes room(size);
    CHECK(encode(frame, room) == size);
    for (std::size_t less = 1; less < size; ++less) CHECK(encode(frame, std::span{room}.first(size - less)) == 0);
}

TEST_CASE("a decoder that is full takes what there is room for, and nothing of nothing") {
    const auto decoder = std::make_unique<FrameDecoder>();
    CHECK(decoder->take({}) == 0);
    const Bytes frame = bytes_of({.type = FrameType::kStep, .session = 1, .payload = {}});
    std::size_t frames = 0;
    Bytes stream;
    while (stream.size() < 4 * kMaxFrameBytes) stream.insert(stream.end(), frame.begin(), frame.end());
    std::span<const std::uint8_t> left{stream};
    const std::size_t first = decoder->take(left);
    CHECK(first == 2 * kMaxFrameBytes);
    CHECK(decoder->take(left.subspan(first)) == 0);  // nobody has asked for the frames yet
    left = left.subspan(first);
    while (decoder->next()) ++frames;
    while (!left.empty()) {
        left = left.subspan(decoder->take(left));
        while (decoder->next()) ++frames;
    }
    CHECK(frames == stream.size() / frame.size());
    CHECK(decoder->skipped_bytes() == 0);
}

TEST_CASE("samples that need more than one frame go into as many as it takes, up to sixty-four") {
    std::vector<Field> fields;
    for (int i = 0; i < 3; ++i) fields.push_back({"field" + std::to_string(i), "Any", 1, static_cast<std::uint32_t>(kMaxSampleBytes)});
    SampleTable table{fields};
    CHECK(SamplePacker::parts_of(table) == 0);
    CHECK(SamplePacker::parts_of(table, 1) == 1);
    table.samples()[0].fresh = table.samples()[2].fresh = true;
    CHECK(SamplePacker::parts_of(table) == 2);
    table.samples()[1].fresh = true;
    CHECK(SamplePacker::parts_of(table) == 3);
    PartSet parts;
    for (std::uint8_t number = 0; number < kMaxParts; ++number) {
        CHECK_FALSE(parts.has_all(kMaxParts));
        parts.add({number, kMaxParts});
    }
    CHECK(parts.has_all(kMaxParts));
    CHECK_FALSE(parts.has_all(kMaxParts - 1));
}

TEST_CASE("a plant that begins anew is taken for one when the old one has been silent, or begins at its first tick again") {
    BoardEnd board{toy_contract()};
    Time now{1s};
    board.receive(hello(7, now), now);
    REQUIRE(board.linked());
    now += 100ms;
    board.receive(hello(9, now), now);  // a HELLO on its way: the old run lives
    CHECK(board.linked());
    board.receive(bytes_of({.type = FrameType::kStep, .session = 9, .sequence = 1, .tick = 1, .payload = Bytes{0}}), now);
    CHECK_FALSE(board.due());
    board.receive(bytes_of({.type = FrameType::kStep, .session = 7, .sequence = 1, .tick = 1, .payload = Bytes{0}}), now);
    CHECK(board.due() == 1u);
    board.answer(SampleTable{toy_contract().actuators}, SampleTable{toy_contract().mirrors});
    now += 1s;
    board.receive(hello(7, now), now);  // the same session, from its beginning
    CHECK(board.linked());
    board.receive(bytes_of({.type = FrameType::kStep, .session = 7, .sequence = 2, .tick = 1, .payload = Bytes{0}}), now);
    CHECK(board.due() == 1u);
    now += 1s;
    board.receive(hello(9, now), now);
    board.receive(bytes_of({.type = FrameType::kStep, .session = 9, .sequence = 1, .tick = 3, .payload = Bytes{0}}), now);
    CHECK(board.due() == 3u);
}

TEST_CASE("a HELLO in the middle of its run, and one more of the same beginning, change nothing") {
    BoardEnd board{toy_contract()};
    Time now{1s};
    board.receive(hello(7, now), now);
    board.receive(hello(7, now), now);  // nothing was done yet
    CHECK(board.linked());
    board.receive(bytes_of({.type = FrameType::kStep, .session = 7, .sequence = 1, .tick = 1, .payload = Bytes{0}}), now);
    board.answer(SampleTable{toy_contract().actuators}, SampleTable{toy_contract().mirrors});
    const Bytes begin = hello(7, now);
    const std::span payload = std::span{begin}.subspan(kHeaderBytes, begin.size() - kHeaderBytes - kCrcBytes);
    board.receive(bytes_of({.type = FrameType::kHello, .session = 7, .sequence = 2, .tick = 2, .payload = payload}), now);
    board.receive(bytes_of({.type = FrameType::kStep, .session = 7, .sequence = 3, .tick = 1, .payload = Bytes{0}}), now);
    CHECK_FALSE(board.due());  // done already: answered once more
    CHECK(board.traffic().repeats == 1);
}
