// A gamepad that can be unplugged and plugged in again.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/time.hpp"
#include "drivers/input/input_device.hpp"
#include "drivers/input/input_event_parser.hpp"

namespace seqboard {

struct GamepadConfig {
    std::string device;               ///< /dev/input/event3, a name as the kernel has it, or emulated:SOCKET
    std::vector<std::uint16_t> axes;  ///< those that are asked for: ABS_Y, ABS_RX
    float dead_zone_ratio = 0.1f;     ///< see axis_ratio()
};

/// While there is none it is looked for once a second. Sticks are calibrated by the ranges that the kernel knows; a pad that tells
/// nothing of an axis leaves it at zero. What a pad cannot say: a radio receiver may stay when the pad's battery is empty, and the last
/// position with it.
class Gamepad {
public:
    /// Throws StartError{kConfig} if no device is named. Not there yet is no error.
    explicit Gamepad(const GamepadConfig& config);
    Gamepad(GamepadConfig config, std::unique_ptr<InputDevice> device);

    /// Reads what has come in. True while it is there. Cost: one system call when nothing has moved.
    bool poll(Time now) noexcept;

    bool is_present() const noexcept { return device_->is_open(); }

    /// -1..1; right and down positive, as the kernel has it. Zero for an axis that was not asked for.
    float axis(std::uint16_t code) const noexcept;
    bool pressed(std::uint16_t key) const noexcept { return state_.key(key); }

    /// Times that events were lost and the device was asked.
    std::uint32_t resyncs() const noexcept { return resyncs_; }

private:
    void look(Time now) noexcept;
    void ask() noexcept;
    bool take(std::span<const std::uint8_t> bytes) noexcept;

    GamepadConfig config_;
    std::unique_ptr<InputDevice> device_;
    std::vector<AxisPosition> ranges_;  ///< as config_.axes; zero: the device has it not
    InputEventParser parser_;
    InputState state_;
    std::optional<Time> looked_;
    std::uint32_t resyncs_ = 0;
};

}  // namespace seqboard
