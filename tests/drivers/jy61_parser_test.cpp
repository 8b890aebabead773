// Finds every good packet in a stream, and nothing else.
#include <algorithm>
#include <catch2/catch.hpp>
#include <numeric>
#include <vector>

#include "drivers/jy61_parser.hpp"
#include "nodes/sim/jy61_model.hpp"
#include "nodes/sim/random_stream.hpp"

using namespace seqboard;

namespace {

using Bytes = std::vector<std::uint8_t>;

// Written out by hand from the manual's formulas: 1 g up; 90 deg/s about z; yaw 90 deg; all at 36.53 degC.
const Bytes kUpright = {0x55, 0x51, 0x00, 0x00, 0x00, 0x00, 0x00, 0x08, 0x00, 0x00, 0xae};
const Bytes kTurning = {0x55, 0x52, 0x00, 0x00, 0x00, 0x00, 0xc3, 0x05, 0x00, 0x00, 0x6f};
const Bytes kFacingLeft = {0x55, 0x53, 0x00, 0x00, 0x00, 0x00, 0x00, 0x40, 0x00, 0x00, 0xe8};

std::vector<Jy61Packet> parse(Jy61Parser& parser, const Bytes& bytes) {
    std::vector<Jy61Packet> packets;
    for (const std::uint8_t byte : bytes)
        if (const auto packet = parser.push(byte)) packets.push_back(*packet);
    return packets;
}

Bytes operator+(Bytes a, const Bytes& b) {
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

class Noise {
public:
    explicit Noise(std::uint32_t seed) : random_{seed, "bytes"} {}
    unsigned below(unsigned limit) { return static_cast<unsigned>(random_.uniform() * static_cast<float>(limit)); }
    std::uint8_t byte() { return static_cast<std::uint8_t>(below(256)); }
    Jy61Packet packet() {
        Jy61Packet packet{.id = static_cast<Jy61Id>(0x51 + below(3))};
        for (auto& word : packet.word) word = static_cast<std::int16_t>(below(65536));
        return packet;
    }

private:
    sim::RandomStream random_;
};

Bytes bytes_of(const Jy61Packet& packet) {
    const auto bytes = sim::jy61_bytes(packet);
    return {bytes.begin(), bytes.end()};
}

/// The oracle: is there a place in the stream where this packet stands, checksum and all?
bool stands_in(const Bytes& stream, const Jy61Packet& packet) {
    const Bytes wanted = bytes_of(packet);
    return std::search(stream.begin(), stream.end(), wanted.begin(), wanted.end()) != stream.end();
}

}  // namespace

TEST_CASE("hand-made packets decode to the manual's values") {
    Jy61Parser parser;
    InertialMotion motion;
    for (const Jy61Packet& packet : parse(parser, kUpright + kTurning + kFacingLeft)) apply(packet, motion);
    CHECK(parser.packets() == 3);
    CHECK(motion.acceleration_m_s2[2] == Approx(9.80665));
    CHECK(motion.rate_rad_s[2] == Approx(1.5708).epsilon(0.001));
    CHECK(motion.angle_rad[2] == Approx(1.570796));
    CHECK(motion.temperature_celsius == Approx(36.53));
}

TEST_CASE("a negative yaw and temperature below zero come out negative") {
    Jy61Parser parser;
    InertialMotion motion;
    const auto packets = parse(parser, bytes_of({.id = Jy61Id::kAngle, .word = {0, 0, -16384, -13000}}));
    REQUIRE(packets.size() == 1);
    apply(packets[0], motion);
    CHECK(motion.angle_rad[2] == Approx(-1.570796));
    CHECK(motion.temperature_celsius == Approx(-13000 / 340.0 + 36.53));
}

TEST_CASE("a wrong checksum is counted and gives nothing") {
    Jy61Parser parser;
    Bytes bad = kTurning;
    bad[6] ^= 0x01;
    CHECK(parse(parser, bad).empty());
    CHECK(parser.checksum_errors() == 1);
    CHECK(parse(parser, kTurning).size() == 1);
}

TEST_CASE("a packet that follows a truncated one is found") {
    for (std::size_t kept = 1; kept < kUpright.size(); ++kept) {
        Jy61Parser parser;
        const auto packets =
            parse(parser, Bytes{kUpright.begin(), kUpright.begin() + static_cast<std::ptrdiff_t>(kept)} + kTurning + kFacingLeft);
        INFO("bytes kept: " << kept);
        REQUIRE(packets.size() == 2);
        CHECK(packets[0].id == Jy61Id::kRate);
        CHECK(packets[1].id == Jy61Id::kAngle);
    }
}

TEST_CASE("a start byte inside a packet's data does not break it") {
    Jy61Parser parser;
    const Jy61Packet tricky{.id = Jy61Id::kRate, .word = {0x5155, 0x5255, 0x5355, 0x5555}};
    const auto packets = parse(parser, bytes_of(tricky) + bytes_of(tricky));
    REQUIRE(packets.size() == 2);
    CHECK(packets[1] == tricky);
}

TEST_CASE("whatever noise surrounds them, no packet comes out that was not sent with its checksum") {
    for (std::uint32_t seed = 0; seed < 200; ++seed) {
        Noise noise{seed};
        Bytes stream;
        for (int piece = 0; piece < 40; ++piece) {
            Bytes bytes = bytes_of(noise.packet());
            switch (noise.below(5)) {
                case 0: bytes.resize(noise.below(11)); break;                                             // truncated
                case 1: bytes[noise.below(11)] ^= static_cast<std::uint8_t>(1 << noise.below(8)); break;  // a bit flipped
                case 2: bytes = bytes + bytes; break;                                                     // sent twice
                case 3:
                    for (unsigned i = noise.below(20); i > 0; --i) bytes.push_back(noise.byte());
                    break;
                default: break;
            }
            stream = stream + bytes;
        }
        Jy61Parser parser;
        for (const Jy61Packet& packet : parse(parser, stream)) REQUIRE(stands_in(stream, packet));
    }
}

TEST_CASE("every byte of a stream belongs to a packet, was skipped, or waits") {
    Noise noise{1};
    Jy61Parser parser;
    std::uint32_t sent = 0;
    for (int i = 0; i < 20'000; ++i) {
        if (noise.below(20) == 0) {
            for (const std::uint8_t byte : bytes_of(noise.packet())) parser.push(byte), ++sent;
        } else {
            parser.push(noise.below(4) == 0 ? std::uint8_t{0x55} : noise.byte());
            ++sent;
        }
        const std::uint32_t waiting = sent - parser.packets() * 11 - parser.skipped_bytes();
        REQUIRE(waiting < Jy61Parser::kPacketBytes);
    }
    CHECK(parser.packets() > 500);
}
