// An emulated JY-61: talks from power-up on.
#pragma once

#include "drivers/jy61_parser.hpp"
#include "nodes/sim/heading_model.hpp"

namespace seqboard::sim {

/// One packet as the module sends it.
std::array<std::uint8_t, Jy61Parser::kPacketBytes> jy61_bytes(const Jy61Packet& packet);

/// Acceleration, rate, angle. Values beyond full scale are clipped, as the module does.
std::array<std::uint8_t, 3 * Jy61Parser::kPacketBytes> jy61_cycle(const InertialMotion& motion);

class Jy61Model final : public HeadingModel {
public:
    void hear(std::uint8_t) noexcept override {}  // no command that our driver sends is meant for it
    std::span<const std::uint8_t> tell(const InertialMotion& motion) noexcept override { return cycle_ = jy61_cycle(motion); }
    std::size_t frame_bytes() const noexcept override { return Jy61Parser::kPacketBytes; }

private:
    std::array<std::uint8_t, 3 * Jy61Parser::kPacketBytes> cycle_{};
};

}  // namespace seqboard::sim
