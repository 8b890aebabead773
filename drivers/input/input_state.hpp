// Where the sticks and buttons of an input device are, from its events.
#pragma once

#include <array>
#include <cstddef>

#include "drivers/input/input_event.hpp"

namespace seqboard {

/// One bit a key, as EVIOCGKEY gives them: key k is bit k % 8 of byte k / 8.
using KeyBits = std::array<std::uint8_t, 0x300 / 8>;

/// Changes count from the SYN_REPORT that ends their frame, so that what moved together is seen together. When the kernel's queue ran
/// over (SYN_DROPPED), nothing counts up to the end of that frame; then the device has to be asked where everything is. Source:
/// Documentation/input/event-codes.rst.
class InputState {
public:
    static constexpr std::size_t kAxes = 0x40;

    enum class Outcome : std::uint8_t {
        kNothing,
        kFrame,  ///< a frame has ended
        kLost,   ///< events were lost: set_axis() and set_keys() with what the device says
    };

    Outcome take(const InputEvent& event) noexcept;

    void set_axis(std::uint16_t axis, std::int32_t value) noexcept;
    void set_keys(const KeyBits& keys) noexcept { seen_.keys = coming_.keys = keys; }

    /// Zero and false for numbers that no device has.
    std::int32_t axis(std::uint16_t axis) const noexcept { return axis < kAxes ? seen_.axes[axis] : 0; }
    bool key(std::uint16_t key) const noexcept { return key / 8 < seen_.keys.size() && ((seen_.keys[key / 8] >> (key % 8)) & 1) != 0; }

private:
    struct Positions {
        std::array<std::int32_t, kAxes> axes{};
        KeyBits keys{};
    };

    Positions seen_, coming_;
    bool dropping_ = false;
};

}  // namespace seqboard
