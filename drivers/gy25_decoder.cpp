#include "drivers/gy25_decoder.hpp"

namespace seqboard {

std::optional<Attitude> Gy25Decoder::push(std::uint8_t byte) noexcept {
    const auto frame = parser_.push(byte);
    if (!frame) return std::nullopt;
    const bool follows = unbroken_ > 0 && parser_.skipped_bytes() == skipped_;
    unbroken_ = follows ? unbroken_ + 1 : 1;
    skipped_ = parser_.skipped_bytes();
    Attitude attitude = attitude_of(*frame);
    attitude.repeated = follows && *frame == last_;
    last_ = *frame;
    return attitude;
}

void Gy25Decoder::restart() noexcept {
    parser_.restart();
    unbroken_ = 0;
}

}  // namespace seqboard
