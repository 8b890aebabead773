// An emulated GY-25: silent until it is asked.
#pragma once

#include "drivers/gy25_parser.hpp"
#include "nodes/sim/heading_model.hpp"

namespace seqboard::sim {

/// One frame as the module sends it.
std::array<std::uint8_t, Gy25Parser::kFrameBytes> gy25_bytes(const Gy25Frame& frame);

/// Understands A5 51 (one frame) and A5 52 (one after the other).
class Gy25Model final : public HeadingModel {
public:
    void hear(std::uint8_t byte) noexcept override;
    std::span<const std::uint8_t> tell(const InertialMotion& motion) noexcept override;
    std::size_t frame_bytes() const noexcept override { return Gy25Parser::kFrameBytes; }

private:
    std::array<std::uint8_t, Gy25Parser::kFrameBytes> frame_{};
    std::uint8_t heard_ = 0;
    bool continuous_ = false;
    bool queried_ = false;
};

}  // namespace seqboard::sim
