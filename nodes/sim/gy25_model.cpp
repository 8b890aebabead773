#include "nodes/sim/gy25_model.hpp"

#include <cmath>
#include <utility>

#include "core/angle.hpp"
#include "core/schema/units.hpp"

namespace seqboard::sim {

namespace {

std::int16_t word_of(float angle_rad) { return static_cast<std::int16_t>(std::lround(wrapped_rad(angle_rad) / rad_from_deg(0.01f))); }

}  // namespace

std::array<std::uint8_t, Gy25Parser::kFrameBytes> gy25_bytes(const Gy25Frame& frame) {
    std::array<std::uint8_t, Gy25Parser::kFrameBytes> bytes{0xaa};
    for (std::size_t i = 0; i < frame.word.size(); ++i) {
        const auto word = static_cast<std::uint16_t>(frame.word[i]);
        bytes[1 + 2 * i] = static_cast<std::uint8_t>(word >> 8);
        bytes[2 + 2 * i] = static_cast<std::uint8_t>(word & 0xff);
    }
    bytes.back() = 0x55;
    return bytes;
}

void Gy25Model::hear(std::uint8_t byte) noexcept {
    if (heard_ == 0xa5 && byte == 0x51) queried_ = true;
    if (heard_ == 0xa5 && byte == 0x52) continuous_ = true;
    heard_ = byte;
}

std::span<const std::uint8_t> Gy25Model::tell(const InertialMotion& motion) noexcept {
    const bool asked = std::exchange(queried_, false);
    if (!asked && !continuous_) return {};
    const auto& [roll_rad, pitch_rad, yaw_rad] = motion.angle_rad;
    return frame_ = gy25_bytes({{word_of(yaw_rad), word_of(pitch_rad), word_of(roll_rad)}});
}

}  // namespace seqboard::sim
