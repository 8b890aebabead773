// The model's side of an emulated input device.
#pragma once

#include <deque>
#include <map>
#include <mutex>
#include <string>

#include "drivers/emulated/device_server.hpp"
#include "drivers/input/axis_position.hpp"
#include "drivers/input/input_event.hpp"
#include "drivers/input/input_state.hpp"

namespace seqboard {

/// Sticks and buttons that a driver reaches through EmulatedInput, with the kernel's bytes and its queue: what does not fit is lost and
/// the reader told so by SYN_DROPPED. Destroying it unplugs it. Any thread.
class EmulatedInputDevice {
public:
    static constexpr std::size_t kQueue = 64;  ///< events, as evdev's for a device that says nothing else

    /// Throws StartError if the socket cannot be made.
    EmulatedInputDevice(const std::string& socket, std::map<std::uint16_t, AxisPosition> axes);

    /// Each is a frame of its own.
    void move(std::uint16_t axis, std::int32_t value);
    void press(std::uint16_t key, bool held);

private:
    void queue(const InputEvent& event);
    std::size_t answer(std::span<const std::byte> question, std::span<std::byte> said);
    std::size_t take_events(std::span<std::uint8_t> buffer);

    std::mutex mutex_;
    std::map<std::uint16_t, AxisPosition> axes_;
    KeyBits keys_{};
    std::deque<InputEvent> events_;
    DeviceServer server_;  ///< last: its thread uses all of the above
};

}  // namespace seqboard
