// What an emulated input device and its driver say to each other: one question, one answer, both on the same machine.
#pragma once

#include <array>

#include "drivers/input/axis_position.hpp"
#include "drivers/input/input_state.hpp"

namespace seqboard {

enum class InputAsk : std::uint8_t { kEvents, kAxis, kKeys };

struct InputQuestion {
    std::uint16_t bytes = 0;  ///< kEvents: room for so many
    std::uint16_t axis = 0;
    InputAsk ask = InputAsk::kEvents;
};

/// Ends after as many `bytes` of events as there are.
struct InputAnswer {
    static constexpr std::size_t kMostBytes = 1024;

    std::uint16_t bytes = 0;
    std::uint8_t known = 0;  ///< the axis that was asked for exists
    AxisPosition axis;
    KeyBits keys{};
    std::array<std::uint8_t, kMostBytes> events{};
};

}  // namespace seqboard
