#include "drivers/input/emulated_input.hpp"

#include <errno.h>

#include <algorithm>
#include <cstddef>

#include "core/exit_code.hpp"

namespace seqboard {

bool EmulatedInput::open() noexcept {
    if (link_) return link_->reconnect();
    try {
        link_.emplace(socket_);
    } catch (const StartError&) {
        errno = ENODEV;
    }
    return is_open();
}

std::optional<std::size_t> EmulatedInput::read(std::span<std::uint8_t> buffer) noexcept {
    const std::size_t room = std::min(buffer.size(), answer_.events.size());
    if (!ask({.bytes = static_cast<std::uint16_t>(room), .ask = InputAsk::kEvents}) || answer_.bytes > room) return std::nullopt;
    std::copy_n(answer_.events.begin(), answer_.bytes, buffer.begin());
    return answer_.bytes;
}

std::optional<AxisPosition> EmulatedInput::axis(std::uint16_t code) noexcept {
    if (!ask({.axis = code, .ask = InputAsk::kAxis}) || answer_.known == 0) return std::nullopt;
    return answer_.axis;
}

std::optional<KeyBits> EmulatedInput::keys() noexcept {
    if (!ask({.ask = InputAsk::kKeys})) return std::nullopt;
    return answer_.keys;
}

bool EmulatedInput::ask(const InputQuestion& question) noexcept {
    if (!is_open()) return false;
    const auto size = link_->exchange(std::as_bytes(std::span{&question, 1}), std::as_writable_bytes(std::span{&answer_, 1}));
    return size && *size == offsetof(InputAnswer, events) + answer_.bytes;
}

}  // namespace seqboard
