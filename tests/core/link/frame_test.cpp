// Frames: as others make them, whatever lies between them, however they are cut.
#include <catch2/catch.hpp>

#include <fstream>
#include <memory>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "core/link/crc16.hpp"
#include "core/link/frame_decoder.hpp"
#include "tests/scratch/places.hpp"

using namespace seqboard;
using namespace seqboard::link;

namespace {

using Bytes = std::vector<std::uint8_t>;

Bytes from_hex(const std::string& hex) {
    Bytes bytes;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
        bytes.push_back(static_cast<std::uint8_t>(std::stoul(hex.substr(i, 2), nullptr, 16)));
    return bytes;
}

struct Kept {
    FrameType type;
    std::uint8_t session;
    std::uint16_t sequence;
    std::uint32_t tick;
    Bytes payload;
    bool operator==(const Kept&) const = default;

    Frame frame() const { return {type, session, sequence, tick, payload}; }
    Bytes encoded() const {
        Bytes bytes(kMaxFrameBytes);
        bytes.resize(encode(frame(), bytes));
        return bytes;
    }
};

/// Fed in pieces of `piece` bytes.
std::vector<Kept> frames_in(const Bytes& stream, std::size_t piece, FrameDecoder& decoder) {
    std::vector<Kept> found;
    for (std::size_t at = 0; at < stream.size();) {
        const std::size_t count = std::min(piece, stream.size() - at);
        at += decoder.take({stream.data() + at, count});
        while (const auto frame = decoder.next())
            found.push_back({frame->type, frame->session, frame->sequence, frame->tick, {frame->payload.begin(), frame->payload.end()}});
    }
    return found;
}

std::vector<Kept> frames_in(const Bytes& stream, std::size_t piece = 1) {
    const auto decoder = std::make_unique<FrameDecoder>();
    return frames_in(stream, piece, *decoder);
}

FrameType type_named(const std::string& name) {
    const std::vector<std::string> names = {"HELLO", "SENSORS", "ACTUATORS", "STEP", "TIMESYNC", "FAULT", "TRUTH", "STATS", "BYE"};
    const auto found = std::find(names.begin(), names.end(), name);
    REQUIRE(found != names.end());
    return static_cast<FrameType>(found - names.begin() + 1);
}

}  // namespace

TEST_CASE("the check is CRC-16/CCITT as the catalogue has it") {
    constexpr std::array<std::uint8_t, 9> kDigits{'1', '2', '3', '4', '5', '6', '7', '8', '9'};
    CHECK(crc16_ccitt(kDigits) == 0x29b1);
}

TEST_CASE("frames are those of the conformance vectors, both ways") {
    std::ifstream file{testing::sources("tests/core/link/frame_vectors.txt")};
    int vectors = 0;
    for (std::string line; std::getline(file, line);) {
        if (line.empty() || line.front() == '#') continue;
        INFO(line);
        ++vectors;
        std::istringstream words{line};
        std::string type, payload, frame;
        unsigned session = 0, sequence = 0;
        std::uint32_t tick = 0;
        words >> type >> session >> sequence >> tick >> payload >> frame;
        const auto found = frames_in(from_hex(frame));
        if (type == "NONE") {
            CHECK(found.empty());
            continue;
        }
        const Kept expected{type_named(type), static_cast<std::uint8_t>(session), static_cast<std::uint16_t>(sequence), tick,
                            payload == "-" ? Bytes{} : from_hex(payload)};
        REQUIRE(found.size() == 1);
        CHECK(found.front() == expected);
        CHECK(expected.encoded() == from_hex(frame));
    }
    CHECK(vectors >= 20);
}

TEST_CASE("whatever frames go in come out, in order, however the stream is cut and whatever garbage lies between them") {
    std::minstd_rand random{1};
    for (int round = 0; round < 60; ++round) {
        std::vector<Kept> sent;
        Bytes stream;
        for (int i = 0; i < 20; ++i) {
            Kept frame{static_cast<FrameType>(1 + random() % 9), static_cast<std::uint8_t>(random()), static_cast<std::uint16_t>(random()),
                       static_cast<std::uint32_t>(random()), Bytes(random() % 300)};
            for (auto& byte : frame.payload) byte = static_cast<std::uint8_t>(random() % 4 == 0 ? kSync0 + random() % 2 * 0xb5u : random());
            for (auto garbage = random() % 20; garbage > 0; --garbage) stream.push_back(static_cast<std::uint8_t>(random() % kSync0));
            const Bytes bytes = frame.encoded();
            stream.insert(stream.end(), bytes.begin(), bytes.end());
            sent.push_back(std::move(frame));
        }
        CHECK(frames_in(stream, 1 + random() % 500) == sent);
    }
}

TEST_CASE("the largest payload passes, a larger one is not sent") {
    Kept frame{FrameType::kTruth, 1, 2, 3, Bytes(kMaxPayloadBytes, kSync0)};
    CHECK(frames_in(frame.encoded(), 1000) == std::vector{frame});
    Bytes room(2 * kMaxFrameBytes);
    frame.payload.push_back(0);
    CHECK(encode(frame.frame(), room) == 0);
    frame.payload.resize(10);
    CHECK(encode(frame.frame(), std::span{room}.first(kHeaderBytes + 10)) == 0);
}

TEST_CASE("what only looks like a long frame hides the frames behind it until there is silence, and no longer") {
    const Kept step{FrameType::kStep, 7, 2, 1, {1}};
    Bytes stream = {kSync0, kSync1, 0x14, 0x07, 0x00, 0x20};  // 8192 bytes that never come
    for (int i = 0; i < 3; ++i) {
        const Bytes bytes = step.encoded();
        stream.insert(stream.end(), bytes.begin(), bytes.end());
    }
    const auto decoder = std::make_unique<FrameDecoder>();
    CHECK(frames_in(stream, 7, *decoder).empty());
    CHECK(decoder->in_frame());
    decoder->give_up_frame();
    int found = 0;
    while (decoder->next()) ++found;
    CHECK(found == 3);
    CHECK_FALSE(decoder->in_frame());
    CHECK(decoder->skipped_bytes() == 6);
    CHECK(decoder->crc_errors() == 0);
}

TEST_CASE("every single wrong bit is found, and the next frame after it too") {
    const Kept good{FrameType::kSensors, 9, 100, 5, {1, 2, 3, kSync0, kSync1, 4}};
    const Bytes bytes = good.encoded();
    for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
        Bytes stream = bytes;
        stream[bit / 8] = static_cast<std::uint8_t>(stream[bit / 8] ^ (1u << bit % 8));
        stream.insert(stream.end(), bytes.begin(), bytes.end());
        const auto decoder = std::make_unique<FrameDecoder>();
        auto found = frames_in(stream, 3, *decoder);
        decoder->give_up_frame();  // a length that grew waits for more
        while (const auto frame = decoder->next()) found.push_back(good);
        INFO("bit " << bit);
        CHECK(found == std::vector{good});
    }
}
