// Jy61Parser against a reader that has the whole stream before it.
#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>
#include <vector>

#include "drivers/jy61_parser.hpp"
#include "nodes/sim/jy61_model.hpp"
#include "tests/fuzz/require.hpp"
#include "tests/fuzz/target.hpp"

using namespace seqboard;
using seqboard::testing::require;

namespace {

using Bytes = std::span<const std::uint8_t>;

bool is_packet(Bytes eleven) {
    const auto sum = std::accumulate(eleven.begin(), eleven.end() - 1, 0u);
    return eleven[0] == 0x55 && eleven[1] >= 0x51 && eleven[1] <= 0x53 && (sum & 0xff) == eleven.back();
}

/// Every packet, the search going on at the second byte of what is none.
std::vector<Bytes> packets_in(Bytes stream) {
    std::vector<Bytes> packets;
    for (std::size_t at = 0; at + Jy61Parser::kPacketBytes <= stream.size();) {
        const Bytes piece = stream.subspan(at, Jy61Parser::kPacketBytes);
        const bool found = is_packet(piece);
        if (found) packets.push_back(piece);
        at += found ? Jy61Parser::kPacketBytes : 1;
    }
    return packets;
}

void require_sane(const Jy61Packet& packet) {
    InertialMotion motion;
    apply(packet, motion);
    for (const float value : motion.acceleration_m_s2) require(std::abs(value) <= 157, "an acceleration is within 16 g");
    for (const float value : motion.rate_rad_s) require(std::abs(value) <= 35, "a rate is within 2000 degrees per second");
    for (const float value : motion.angle_rad) require(std::abs(value) <= 3.1416f, "an angle is within half a turn");
}

Jy61Packet packet_of(Bytes bytes) {
    Jy61Packet packet{.id = Jy61Id::kRate};
    for (std::size_t i = 0; i + 1 < bytes.size() && i < 8; i += 2)
        packet.word[i / 2] = static_cast<std::int16_t>(bytes[i] | (bytes[i + 1] << 8));
    return packet;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const Bytes stream{data, size};
    Jy61Parser parser;
    const std::vector<Bytes> expected = packets_in(stream);
    std::size_t found = 0;
    for (const std::uint8_t byte : stream) {
        const auto packet = parser.push(byte);
        if (!packet) continue;
        require(found < expected.size(), "no packet comes out that is not in the stream");
        const auto bytes = sim::jy61_bytes(*packet);
        require(std::equal(bytes.begin(), bytes.end(), expected[found].begin()), "packets come out as they went in, in order");
        require_sane(*packet);
        ++found;
    }
    require(found == expected.size(), "no packet is missed");
    const std::size_t waiting = size - parser.packets() * Jy61Parser::kPacketBytes - parser.skipped_bytes();
    require(waiting < Jy61Parser::kPacketBytes, "every byte belongs to a packet, was skipped, or waits");

    // Ten zeros complete whatever has begun.
    for (std::size_t i = 1; i < Jy61Parser::kPacketBytes; ++i) parser.push(0);
    const Jy61Packet last = packet_of(stream);
    std::optional<Jy61Packet> got;
    for (const std::uint8_t byte : sim::jy61_bytes(last)) {
        require(!got, "a packet comes out with its last byte");
        got = parser.push(byte);
    }
    require(got == last, "a packet is found after any garbage");
    return 0;
}
