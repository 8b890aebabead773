// What an emulated GPIO bus and its drivers say to each other: one question, one answer, both on the same machine.
#pragma once

#include <cstdint>

namespace seqboard {

enum class GpioVerb : std::uint32_t {
    kOpen,  ///< the question is followed by the lines' names, each ended by a newline
    kLevels,
    kSet,
    kTakeEdge,
};

struct GpioQuestion {
    GpioVerb verb{};
    std::uint32_t active = 0;      ///< kOpen: the initial levels; kSet
    std::uint32_t which = 0;       ///< kSet
    std::uint32_t kept_edges = 0;  ///< kOpen: for each line; 0 for the kernel's 16
    std::uint32_t flags = 0;       ///< kOpen: kGpioOutput, kGpioActiveLow
};
inline constexpr std::uint32_t kGpioOutput = 1, kGpioActiveLow = 2;

struct GpioAnswer {
    std::uint32_t granted = 0;
    std::uint32_t levels = 0;  ///< kLevels; kOpen refused: the index of the line that is not there
    std::uint64_t at_ns = 0;   ///< kTakeEdge, as are all below
    std::uint32_t line = 0;
    std::uint32_t rising = 0;
    std::uint32_t lost = 0;
    std::uint32_t reserved = 0;
};

}  // namespace seqboard
