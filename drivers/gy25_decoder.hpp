// The GY-25 family of heading modules: silent after power-up until they are asked.
#pragma once

#include "drivers/gy25_parser.hpp"
#include "drivers/heading_decoder.hpp"

namespace seqboard {

/// A5 51 asks for one frame, A5 52 for one after the other, A5 54 corrects the tilt and wants the module level and at rest:
/// nothing to do to a robot that may be driving. Source: robokits.co.in, see gy25_parser.hpp.
class Gy25Decoder final : public HeadingDecoder {
public:
    const char* family() const noexcept override { return "gy25"; }
    std::span<const std::uint8_t> start_command() const noexcept override { return kSendContinuously; }
    std::optional<Attitude> push(std::uint8_t byte) noexcept override;
    void restart() noexcept override;
    bool is_sure() const noexcept override { return unbroken_ >= kConvincing; }
    std::uint32_t frames() const noexcept override { return parser_.frames(); }
    std::uint32_t errors() const noexcept override { return parser_.framing_errors() + parser_.range_errors(); }

private:
    static constexpr std::array<std::uint8_t, 2> kSendContinuously = {0xa5, 0x52};
    static constexpr unsigned kConvincing = 4;  ///< no checksum: this many frames without a byte between them

    Gy25Parser parser_;
    Gy25Frame last_;
    unsigned unbroken_ = 0;  ///< frames that followed one another
    std::uint32_t skipped_ = 0;
};

}  // namespace seqboard
