// Gy25Parser against a reader that has the whole stream before it.
#include <algorithm>
#include <cmath>
#include <span>
#include <vector>

#include "drivers/gy25_parser.hpp"
#include "nodes/sim/gy25_model.hpp"
#include "tests/fuzz/require.hpp"
#include "tests/fuzz/target.hpp"

using namespace seqboard;
using seqboard::testing::require;

namespace {

using Bytes = std::span<const std::uint8_t>;

bool is_angle(std::uint8_t high, std::uint8_t low) {
    const int word = (high << 8 | low) - (high >= 0x80 ? 0x10000 : 0);
    return word >= -18000 && word <= 18000;
}

bool is_frame(Bytes eight) {
    return eight[0] == 0xaa && is_angle(eight[1], eight[2]) && is_angle(eight[3], eight[4]) && is_angle(eight[5], eight[6]) &&
           eight[7] == 0x55;
}

/// Every frame, the search going on at the second byte of what is none.
std::vector<Bytes> frames_in(Bytes stream) {
    std::vector<Bytes> frames;
    for (std::size_t at = 0; at + Gy25Parser::kFrameBytes <= stream.size();) {
        const Bytes piece = stream.subspan(at, Gy25Parser::kFrameBytes);
        const bool found = is_frame(piece);
        if (found) frames.push_back(piece);
        at += found ? Gy25Parser::kFrameBytes : 1;
    }
    return frames;
}

void require_sane(const Gy25Frame& frame) {
    const Attitude attitude = attitude_of(frame);
    for (const float angle_rad : {attitude.roll_rad, attitude.pitch_rad, attitude.yaw_rad})
        require(std::abs(angle_rad) <= 3.1416f, "an angle is within half a turn");
}

Gy25Frame frame_of(Bytes bytes) {
    Gy25Frame frame;
    for (std::size_t i = 0; i + 1 < bytes.size() && i < 6; i += 2)
        frame.word[i / 2] = static_cast<std::int16_t>((bytes[i] << 8 | bytes[i + 1]) % 36001 - 18000);
    return frame;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const Bytes stream{data, size};
    Gy25Parser parser;
    const std::vector<Bytes> expected = frames_in(stream);
    std::size_t found = 0;
    for (const std::uint8_t byte : stream) {
        const auto frame = parser.push(byte);
        if (!frame) continue;
        require(found < expected.size(), "no frame comes out that is not in the stream");
        const auto bytes = sim::gy25_bytes(*frame);
        require(std::equal(bytes.begin(), bytes.end(), expected[found].begin()), "frames come out as they went in, in order");
        require_sane(*frame);
        ++found;
    }
    require(found == expected.size(), "no frame is missed");
    const std::size_t waiting = size - parser.frames() * Gy25Parser::kFrameBytes - parser.skipped_bytes();
    require(waiting < Gy25Parser::kFrameBytes, "every byte belongs to a frame, was skipped, or waits");

    const Gy25Frame last = frame_of(stream);
    std::optional<Gy25Frame> got;
    for (const std::uint8_t byte : sim::gy25_bytes(last)) got = parser.push(byte);
    require(got == last, "a frame is found after any garbage");
    return 0;
}
