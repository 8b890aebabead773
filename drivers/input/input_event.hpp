// One event of a Linux input device.
#pragma once

#include <cstdint>

namespace seqboard {

/// Numbers as in linux/input-event-codes.h: EV_KEY with BTN_SOUTH, EV_ABS with ABS_X. When it happened is left out.
struct InputEvent {
    std::uint16_t type = 0;
    std::uint16_t code = 0;
    std::int32_t value = 0;
    bool operator==(const InputEvent&) const = default;
};

}  // namespace seqboard
