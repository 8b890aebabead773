// A gamepad in a person's hands, behind an emulated input device.
#pragma once

#include <linux/input-event-codes.h>

#include <cmath>
#include <optional>

#include "core/setup.hpp"
#include "drivers/input/emulated_input_device.hpp"
#include "nodes/sim/devices/device.hpp"

namespace seqboard::sim {

/// Left stick forward and back, right stick left and right, the dead-man button, and one more at a time, as gamepad_node has them.
class PadDevice final : public Device {
public:
    struct Params {
        Setup& setup;
        std::string socket = setup.param("pad_socket", "");                                ///< "": there is no pad
        Live<float> forward = setup.live_param("pad_forward_ratio", 0.0f, {-1.0f, 1.0f});  ///< the left stick, of its way
        Live<float> left = setup.live_param("pad_left_ratio", 0.0f, {-1.0f, 1.0f});        ///< the right stick
        Live<int> dead_man = setup.live_param("pad_dead_man", 0, {0, 1});                  ///< BTN_TL: held
        Live<int> button = setup.live_param("pad_button", 0, {0, 0x2ff});                  ///< another one that is held; 0: none
        Live<int> fault = setup.live_param("pad_fault", 0, {0, 1});                        ///< 1 unplugged
    };

    explicit PadDevice(const Params& params) : params_{params} {}

    void move(World&) override {
        if (params_.fault.value() != 0) return device_.reset();
        if (!device_) plug_in();
        push(ABS_Y, -params_.forward.value(), forward_);  // the kernel's axes count down and to the right
        push(ABS_RX, -params_.left.value(), left_);
        hold(BTN_TL, params_.dead_man.value() != 0, dead_man_);
        const int button = params_.button.value();
        if (button == button_) return;
        if (button_ != 0) device_->press(static_cast<std::uint16_t>(button_), false);
        if (button != 0) device_->press(static_cast<std::uint16_t>(button), true);
        button_ = button;
    }

private:
    static constexpr std::int32_t kEnd = 127;

    void plug_in() {
        device_.emplace(params_.socket, std::map<std::uint16_t, AxisPosition>{{ABS_Y, {.minimum = -kEnd, .maximum = kEnd}},
                                                                              {ABS_RX, {.minimum = -kEnd, .maximum = kEnd}}});
        forward_ = left_ = button_ = 0;
        dead_man_ = false;
    }

    /// Says what is new, and nothing else: a device's queue is short.
    void push(std::uint16_t axis, float ratio, std::int32_t& told) {
        const auto value = static_cast<std::int32_t>(std::lround(ratio * kEnd));
        if (std::exchange(told, value) != value) device_->move(axis, value);
    }
    void hold(std::uint16_t key, bool held, bool& told) {
        if (std::exchange(told, held) != held) device_->press(key, held);
    }

    Params params_;
    std::optional<EmulatedInputDevice> device_;
    std::int32_t forward_ = 0, left_ = 0;
    int button_ = 0;
    bool dead_man_ = false;
};

}  // namespace seqboard::sim
