// The bytes of /dev/input/event*.
//
// An event is seconds and microseconds, then type (16 bit), code (16 bit) and value (32 bit, signed). The two times are as wide as the
// program's `long`, also where its time_t has 64 bits: 16 bytes an event for a 32-bit program (on a 64-bit kernel too), 24 for a
// 64-bit one. Source: struct input_event in include/uapi/linux/input.h, drivers/input/input-compat.h.
#pragma once

#include <array>
#include <cstddef>
#include <optional>

#include "drivers/input/input_event.hpp"

namespace seqboard {

/// Takes the stream in pieces of any size. Events have no mark to find them by: restart() where a stream begins.
class InputEventParser {
public:
    static constexpr std::size_t event_bytes(std::size_t long_bytes) { return 2 * long_bytes + 8; }
    static constexpr std::size_t kMostEventBytes = 24;

    /// For a stream of programs whose `long` has so many bytes, 4 or 8.
    explicit InputEventParser(std::size_t long_bytes = sizeof(long)) noexcept : long_bytes_{long_bytes} {}

    /// Takes one byte; the event it completes, if it does.
    std::optional<InputEvent> push(std::uint8_t byte) noexcept;

    void restart() noexcept { size_ = 0; }

private:
    std::uint32_t number_at(std::size_t at, std::size_t bytes) const noexcept;

    std::size_t long_bytes_;
    std::array<std::uint8_t, kMostEventBytes> bytes_{};
    std::size_t size_ = 0;
};

}  // namespace seqboard
