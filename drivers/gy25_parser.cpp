#include "drivers/gy25_parser.hpp"

#include <algorithm>
#include <utility>

#include "core/schema/units.hpp"

namespace seqboard {

namespace {

constexpr std::uint8_t kStart = 0xaa;
constexpr std::uint8_t kEnd = 0x55;

std::int16_t word_at(const std::uint8_t* high) noexcept {
    return static_cast<std::int16_t>(static_cast<std::uint16_t>((high[0] << 8) | high[1]));
}

bool is_in_range(std::int16_t word) noexcept { return word >= -Gy25Parser::kHalfTurn && word <= Gy25Parser::kHalfTurn; }

float rad_of(std::int16_t word) noexcept { return rad_from_deg(static_cast<float>(word) / 100.0f); }

}  // namespace

std::optional<Gy25Frame> Gy25Parser::push(std::uint8_t byte) noexcept {
    bytes_[size_++] = byte;
    if (bytes_[0] != kStart) skip_to_next_start();
    if (size_ < kFrameBytes) return std::nullopt;
    const Gy25Frame frame{{word_at(&bytes_[1]), word_at(&bytes_[3]), word_at(&bytes_[5])}};
    const bool ends = bytes_.back() == kEnd;
    if (!ends || !std::all_of(frame.word.begin(), frame.word.end(), is_in_range)) {
        ++(ends ? range_errors_ : framing_errors_);
        skip_to_next_start();
        return std::nullopt;
    }
    size_ = 0;
    ++frames_;
    return frame;
}

/// Drops the first byte and all others up to the next start byte.
void Gy25Parser::skip_to_next_start() noexcept {
    const auto end = bytes_.begin() + static_cast<std::ptrdiff_t>(size_);
    const auto next = std::find(bytes_.begin() + 1, end, kStart);
    skipped_bytes_ += static_cast<std::uint32_t>(next - bytes_.begin());
    size_ = static_cast<std::size_t>(std::move(next, end, bytes_.begin()) - bytes_.begin());
}

Attitude attitude_of(const Gy25Frame& frame) noexcept {
    return {.roll_rad = rad_of(frame.word[2]), .pitch_rad = rad_of(frame.word[1]), .yaw_rad = rad_of(frame.word[0])};
}

}  // namespace seqboard
