// The JY-61 family of heading modules: they talk from power-up on, 100 cycles a second at 115200 baud, 20 at 9600.
#pragma once

#include "drivers/heading_decoder.hpp"
#include "drivers/jy61_parser.hpp"

namespace seqboard {

/// An attitude is a whole cycle: acceleration, rate, angle.
class Jy61Decoder final : public HeadingDecoder {
public:
    const char* family() const noexcept override { return "jy61"; }
    std::span<const std::uint8_t> start_command() const noexcept override { return {}; }
    std::optional<Attitude> push(std::uint8_t byte) noexcept override;
    void restart() noexcept override;
    bool is_sure() const noexcept override { return sure_; }
    std::uint32_t frames() const noexcept override { return parser_.packets(); }
    std::uint32_t errors() const noexcept override { return parser_.checksum_errors(); }

private:
    Attitude finish_cycle() noexcept;

    Jy61Parser parser_;
    InertialMotion incoming_;
    InertialMotion last_;
    unsigned seen_ = 0;  ///< bit per packet kind of the present cycle
    bool sure_ = false;  ///< three checksums in a row
};

}  // namespace seqboard
