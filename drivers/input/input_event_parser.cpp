#include "drivers/input/input_event_parser.hpp"

namespace seqboard {

std::optional<InputEvent> InputEventParser::push(std::uint8_t byte) noexcept {
    bytes_[size_++] = byte;
    if (size_ < event_bytes(long_bytes_)) return std::nullopt;
    size_ = 0;
    const std::size_t at = 2 * long_bytes_;
    return InputEvent{.type = static_cast<std::uint16_t>(number_at(at, 2)),
                      .code = static_cast<std::uint16_t>(number_at(at + 2, 2)),
                      .value = static_cast<std::int32_t>(number_at(at + 4, 4))};
}

std::uint32_t InputEventParser::number_at(std::size_t at, std::size_t bytes) const noexcept {
    std::uint32_t number = 0;
    for (std::size_t i = 0; i < bytes; ++i) number |= std::uint32_t{bytes_[at + i]} << (8 * i);
    return number;
}

}  // namespace seqboard
