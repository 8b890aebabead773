// Finds every good frame in a stream, and nothing else.
#include "drivers/gy25_parser.hpp"

#include <catch2/catch.hpp>
#include <vector>

#include "drivers/gy25_decoder.hpp"
#include "nodes/sim/gy25_model.hpp"
#include "nodes/sim/random_stream.hpp"

using namespace seqboard;

namespace {

using Bytes = std::vector<std::uint8_t>;

// Written out by hand from the formula, hundredths of a degree, high byte first.
const Bytes kFacingLeft = {0xaa, 0x23, 0x28, 0xee, 0x6c, 0x00, 0x7b, 0x55};  // yaw 90, pitch -45, roll 1.23
const Bytes kAtTheEnds = {0xaa, 0x46, 0x50, 0xb9, 0xb0, 0x00, 0x00, 0x55};   // yaw 180, pitch -180
const Bytes kTooFarLeft = {0xaa, 0x46, 0x51, 0x00, 0x00, 0x00, 0x00, 0x55};  // yaw 180.01
const Bytes kTooFarDown = {0xaa, 0x00, 0x00, 0xb9, 0xaf, 0x00, 0x00, 0x55};  // pitch -180.01

std::vector<Gy25Frame> parse(Gy25Parser& parser, const Bytes& bytes) {
    std::vector<Gy25Frame> frames;
    for (const std::uint8_t byte : bytes)
        if (const auto frame = parser.push(byte)) frames.push_back(*frame);
    return frames;
}

Bytes operator+(Bytes a, const Bytes& b) {
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

Bytes bytes_of(const Gy25Frame& frame) {
    const auto bytes = sim::gy25_bytes(frame);
    return {bytes.begin(), bytes.end()};
}

class Noise {
public:
    explicit Noise(std::uint32_t seed) : random_{seed, "bytes"} {}
    int below(int limit) { return static_cast<int>(random_.uniform() * static_cast<float>(limit)); }
    Gy25Frame frame() {
        Gy25Frame frame;
        for (auto& word : frame.word) word = static_cast<std::int16_t>(below(2 * 18000 + 1) - 18000);
        return frame;
    }
    /// Mostly what could be mistaken for the beginning or the end of a frame.
    Bytes garbage(int most) {
        Bytes bytes;
        for (int i = below(most + 1); i > 0; --i) {
            const int kind = below(3);
            bytes.push_back(static_cast<std::uint8_t>(kind == 0 ? 0xaa : kind == 1 ? 0x55 : below(256)));
        }
        return bytes;
    }

private:
    sim::RandomStream random_;
};

}  // namespace

TEST_CASE("hand-made GY-25 frames decode to the formula's values") {
    Gy25Parser parser;
    const auto frames = parse(parser, kFacingLeft + kAtTheEnds);
    REQUIRE(frames.size() == 2);
    const Attitude left = attitude_of(frames[0]);
    CHECK(left.yaw_rad == Approx(1.570796));
    CHECK(left.pitch_rad == Approx(-0.785398));
    CHECK(left.roll_rad == Approx(0.0214675));
    CHECK_FALSE(left.yaw_rate_rad_s);
    CHECK(attitude_of(frames[1]).yaw_rad == Approx(3.141593));
    CHECK(attitude_of(frames[1]).pitch_rad == Approx(-3.141593));
}

TEST_CASE("the emulated GY-25 sends the hand-made frames") {
    CHECK(bytes_of({{9000, -4500, 123}}) == kFacingLeft);
    CHECK(bytes_of({{18000, -18000, 0}}) == kAtTheEnds);
}

TEST_CASE("an angle beyond half a turn is counted and gives nothing") {
    Gy25Parser parser;
    CHECK(parse(parser, kTooFarLeft + kTooFarDown).empty());
    CHECK(parser.range_errors() == 2);
    CHECK(parser.framing_errors() == 0);
    CHECK(parse(parser, kFacingLeft).size() == 1);
}

TEST_CASE("a wrong end byte is counted and gives nothing") {
    Gy25Parser parser;
    Bytes bad = kFacingLeft;
    bad.back() = 0x15;
    CHECK(parse(parser, bad).empty());
    CHECK(parser.framing_errors() == 1);
    CHECK(parse(parser, kFacingLeft).size() == 1);
}

TEST_CASE("wherever a stream of frames is joined, only frames that were sent come out of it, none but the first is missed") {
    Noise noise{7};
    for (int round = 0; round < 2000; ++round) {
        std::vector<Gy25Frame> sent;
        Bytes stream;
        for (int i = 0; i < 4; ++i) {
            sent.push_back(noise.frame());
            stream = stream + bytes_of(sent.back());
        }
        const auto join = noise.below(8);
        Gy25Parser parser;
        const auto got = parse(parser, Bytes{stream.begin() + join, stream.end()});
        REQUIRE(got == std::vector<Gy25Frame>{sent.begin() + (join > 0), sent.end()});
    }
}

TEST_CASE("whatever garbage comes before it, a good frame is found") {
    Noise noise{8};
    for (int round = 0; round < 20'000; ++round) {
        const Bytes garbage = noise.garbage(20);
        const Gy25Frame frame = noise.frame();
        Gy25Parser parser;
        parse(parser, garbage);
        const auto got = parse(parser, bytes_of(frame));
        REQUIRE_FALSE(got.empty());
        REQUIRE(got.back() == frame);
    }
}

TEST_CASE("every byte of a stream belongs to a GY-25 frame, was skipped, or waits") {
    Noise noise{9};
    Gy25Parser parser;
    std::uint32_t sent = 0;
    for (int i = 0; i < 5000; ++i) {
        const Bytes bytes = noise.below(4) == 0 ? bytes_of(noise.frame()) : noise.garbage(12);
        parse(parser, bytes);
        sent += static_cast<std::uint32_t>(bytes.size());
        const std::uint32_t waiting = sent - parser.frames() * 8 - parser.skipped_bytes();
        REQUIRE(waiting < Gy25Parser::kFrameBytes);
    }
    CHECK(parser.frames() > 1000);
}

TEST_CASE("four frames without a byte between them, and no fewer, are a GY-25") {
    const auto sure_after = [](const Bytes& stream) {
        Gy25Decoder decoder;
        for (const std::uint8_t byte : stream) decoder.push(byte);
        return decoder.is_sure();
    };
    const Bytes three = kFacingLeft + kFacingLeft + kAtTheEnds;
    CHECK_FALSE(sure_after(three));
    CHECK(sure_after(three + kFacingLeft));
    CHECK(sure_after(Bytes{0x00} + three + kFacingLeft));
    CHECK_FALSE(sure_after(three + Bytes{0x00} + kFacingLeft));
}
