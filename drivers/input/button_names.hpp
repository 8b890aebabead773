// What the kernel calls the buttons of gamepads and joysticks.
#pragma once

#include <linux/input-event-codes.h>

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace seqboard {

/// By the names of linux/input-event-codes.h, as `evtest` prints them: BTN_NORTH. Which one is where on a pad:
/// Documentation/input/gamepad.rst of the kernel. None for a name that is no such button.
constexpr std::optional<std::uint16_t> button_named(std::string_view name) {
    struct Button {
        std::string_view name;
        std::uint16_t code;
    };
    constexpr std::array<Button, 31> kButtons = {{{"BTN_SOUTH", BTN_SOUTH},
                                                  {"BTN_EAST", BTN_EAST},
                                                  {"BTN_C", BTN_C},
                                                  {"BTN_NORTH", BTN_NORTH},
                                                  {"BTN_WEST", BTN_WEST},
                                                  {"BTN_Z", BTN_Z},
                                                  {"BTN_TL", BTN_TL},
                                                  {"BTN_TR", BTN_TR},
                                                  {"BTN_TL2", BTN_TL2},
                                                  {"BTN_TR2", BTN_TR2},
                                                  {"BTN_SELECT", BTN_SELECT},
                                                  {"BTN_START", BTN_START},
                                                  {"BTN_MODE", BTN_MODE},
                                                  {"BTN_THUMBL", BTN_THUMBL},
                                                  {"BTN_THUMBR", BTN_THUMBR},
                                                  {"BTN_DPAD_UP", BTN_DPAD_UP},
                                                  {"BTN_DPAD_DOWN", BTN_DPAD_DOWN},
                                                  {"BTN_DPAD_LEFT", BTN_DPAD_LEFT},
                                                  {"BTN_DPAD_RIGHT", BTN_DPAD_RIGHT},
                                                  {"BTN_TRIGGER", BTN_TRIGGER},
                                                  {"BTN_THUMB", BTN_THUMB},
                                                  {"BTN_THUMB2", BTN_THUMB2},
                                                  {"BTN_TOP", BTN_TOP},
                                                  {"BTN_TOP2", BTN_TOP2},
                                                  {"BTN_PINKIE", BTN_PINKIE},
                                                  {"BTN_BASE", BTN_BASE},
                                                  {"BTN_BASE2", BTN_BASE2},
                                                  {"BTN_BASE3", BTN_BASE3},
                                                  {"BTN_BASE4", BTN_BASE4},
                                                  {"BTN_BASE5", BTN_BASE5},
                                                  {"BTN_BASE6", BTN_BASE6}}};
    for (const Button& button : kButtons)
        if (button.name == name) return button.code;
    return std::nullopt;
}

}  // namespace seqboard
