#include "drivers/input/input_state.hpp"

#include <linux/input.h>

namespace seqboard {

InputState::Outcome InputState::take(const InputEvent& event) noexcept {
    if (event.type == EV_SYN && event.code == SYN_DROPPED) {
        dropping_ = true;
        coming_ = seen_;
    } else if (event.type == EV_SYN && event.code == SYN_REPORT) {
        const bool lost = dropping_;
        dropping_ = false;
        seen_ = coming_;
        return lost ? Outcome::kLost : Outcome::kFrame;
    } else if (!dropping_ && event.type == EV_ABS && event.code < kAxes) {
        coming_.axes[event.code] = event.value;
    } else if (!dropping_ && event.type == EV_KEY && event.code / 8 < coming_.keys.size()) {
        const auto bit = static_cast<std::uint8_t>(1u << (event.code % 8));
        std::uint8_t& byte = coming_.keys[event.code / 8];
        byte = static_cast<std::uint8_t>(event.value != 0 ? byte | bit : byte & ~bit);
    }
    return Outcome::kNothing;
}

void InputState::set_axis(std::uint16_t axis, std::int32_t value) noexcept {
    if (axis < kAxes) seen_.axes[axis] = coming_.axes[axis] = value;
}

}  // namespace seqboard
