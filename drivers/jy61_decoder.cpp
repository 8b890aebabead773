#include "drivers/jy61_decoder.hpp"

namespace seqboard {

namespace {

constexpr unsigned kWholeCycle = 0b111;
constexpr unsigned bit_of(Jy61Id id) { return 1u << (static_cast<unsigned>(id) - static_cast<unsigned>(Jy61Id::kAcceleration)); }

}  // namespace

std::optional<Attitude> Jy61Decoder::push(std::uint8_t byte) noexcept {
    const auto packet = parser_.push(byte);
    if (!packet) return std::nullopt;
    apply(*packet, incoming_);
    seen_ |= bit_of(packet->id);
    if (packet->id != Jy61Id::kAngle) return std::nullopt;
    const bool whole = seen_ == kWholeCycle;
    seen_ = 0;
    if (!whole) return std::nullopt;
    return finish_cycle();
}

Attitude Jy61Decoder::finish_cycle() noexcept {
    const bool repeated = sure_ && incoming_ == last_;
    last_ = incoming_;
    sure_ = true;
    return {.roll_rad = last_.angle_rad[0],
            .pitch_rad = last_.angle_rad[1],
            .yaw_rad = last_.angle_rad[2],
            .yaw_rate_rad_s = last_.rate_rad_s[2],
            .repeated = repeated};
}

void Jy61Decoder::restart() noexcept {
    parser_.restart();
    seen_ = 0;
    sure_ = false;
}

}  // namespace seqboard
