// A device with sticks and buttons that can come and go, however it is reached.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "drivers/input/axis_position.hpp"
#include "drivers/input/input_state.hpp"

namespace seqboard {

/// One thread at a time. Nothing waits; a device that fails any call is closed.
class InputDevice {
public:
    virtual ~InputDevice() = default;

    /// Looks for the device. False, with errno, if it is not there.
    virtual bool open() noexcept = 0;
    virtual bool is_open() const noexcept = 0;

    /// Bytes of events as the kernel lays them out (InputEventParser), zero when there are none. Nothing once the device is gone.
    virtual std::optional<std::size_t> read(std::span<std::uint8_t> buffer) noexcept = 0;

    /// Where an axis is now. Nothing if it has none of that number, or is gone.
    virtual std::optional<AxisPosition> axis(std::uint16_t code) noexcept = 0;

    /// The keys that are held now.
    virtual std::optional<KeyBits> keys() noexcept = 0;
};

}  // namespace seqboard
