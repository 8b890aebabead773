#include "drivers/jy61_parser.hpp"

#include <algorithm>
#include <numeric>

#include "core/schema/units.hpp"

namespace seqboard {

namespace {

constexpr std::uint8_t kStart = 0x55;
constexpr float kGravity_m_s2 = 9.80665f;

bool is_known(std::uint8_t id) noexcept { return id >= 0x51 && id <= 0x53; }

std::int16_t word_at(const std::uint8_t* low) noexcept {
    return static_cast<std::int16_t>(static_cast<std::uint16_t>(low[0] | (low[1] << 8)));
}

}  // namespace

std::optional<Jy61Packet> Jy61Parser::push(std::uint8_t byte) noexcept {
    bytes_[size_++] = byte;
    while (size_ > 0 && (bytes_[0] != kStart || (size_ > 1 && !is_known(bytes_[1])))) skip_to_next_start();
    if (size_ < kPacketBytes) return std::nullopt;
    const auto sum = static_cast<std::uint8_t>(std::accumulate(bytes_.begin(), bytes_.end() - 1, 0u));
    if (sum != bytes_.back()) {
        ++checksum_errors_;
        do skip_to_next_start();
        while (size_ > 1 && !is_known(bytes_[1]));
        return std::nullopt;
    }
    Jy61Packet packet{.id = static_cast<Jy61Id>(bytes_[1])};
    for (std::size_t i = 0; i < packet.word.size(); ++i) packet.word[i] = word_at(&bytes_[2 + 2 * i]);
    size_ = 0;
    ++packets_;
    return packet;
}

/// Drops the first byte and all others up to the next start byte.
void Jy61Parser::skip_to_next_start() noexcept {
    const auto end = bytes_.begin() + static_cast<std::ptrdiff_t>(size_);
    const auto next = std::find(bytes_.begin() + 1, end, kStart);
    skipped_bytes_ += static_cast<std::uint32_t>(next - bytes_.begin());
    size_ = static_cast<std::size_t>(std::move(next, end, bytes_.begin()) - bytes_.begin());
}

void apply(const Jy61Packet& packet, InertialMotion& motion) noexcept {
    const auto put = [&](std::array<float, 3>& axes, float full_scale) {
        for (std::size_t i = 0; i < axes.size(); ++i) axes[i] = static_cast<float>(packet.word[i]) / 32768.0f * full_scale;
    };
    switch (packet.id) {
        case Jy61Id::kAcceleration: put(motion.acceleration_m_s2, 16 * kGravity_m_s2); break;
        case Jy61Id::kRate: put(motion.rate_rad_s, rad_from_deg(2000)); break;
        case Jy61Id::kAngle: put(motion.angle_rad, rad_from_deg(180)); break;
    }
    motion.temperature_celsius = static_cast<float>(packet.word[3]) / 340.0f + 36.53f;
}

}  // namespace seqboard
