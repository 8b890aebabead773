#include "nodes/sim/jy61_model.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/schema/units.hpp"

namespace seqboard::sim {

namespace {

std::int16_t scaled(float value, float full_scale) {
    return static_cast<std::int16_t>(std::lround(std::clamp(value / full_scale * 32768.0f, -32768.0f, 32767.0f)));
}

}  // namespace

std::array<std::uint8_t, Jy61Parser::kPacketBytes> jy61_bytes(const Jy61Packet& packet) {
    std::array<std::uint8_t, Jy61Parser::kPacketBytes> bytes{0x55, static_cast<std::uint8_t>(packet.id)};
    for (std::size_t i = 0; i < packet.word.size(); ++i) {
        const auto word = static_cast<std::uint16_t>(packet.word[i]);
        bytes[2 + 2 * i] = static_cast<std::uint8_t>(word & 0xff);
        bytes[3 + 2 * i] = static_cast<std::uint8_t>(word >> 8);
    }
    bytes.back() = static_cast<std::uint8_t>(std::accumulate(bytes.begin(), bytes.end() - 1, 0u));
    return bytes;
}

std::array<std::uint8_t, 3 * Jy61Parser::kPacketBytes> jy61_cycle(const InertialMotion& motion) {
    const auto temperature = static_cast<std::int16_t>(std::lround((motion.temperature_celsius - 36.53f) * 340.0f));
    const auto packet = [&](Jy61Id id, const std::array<float, 3>& axes, float full_scale) {
        return jy61_bytes(
            {.id = id, .word = {scaled(axes[0], full_scale), scaled(axes[1], full_scale), scaled(axes[2], full_scale), temperature}});
    };
    std::array<std::uint8_t, 3 * Jy61Parser::kPacketBytes> cycle;
    auto end = cycle.begin();
    for (const auto& bytes :
         {packet(Jy61Id::kAcceleration, motion.acceleration_m_s2, 16 * 9.80665f),
          packet(Jy61Id::kRate, motion.rate_rad_s, rad_from_deg(2000)), packet(Jy61Id::kAngle, motion.angle_rad, rad_from_deg(180))})
        end = std::copy(bytes.begin(), bytes.end(), end);
    return cycle;
}

}  // namespace seqboard::sim
