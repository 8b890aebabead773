// What an emulated GPIO bus and its drivers say to each other: one question, one answer, both on the same machine.
#pragma once

#include <array>
#include <cstdint>

namespace seqboard {

enum class GpioVerb : std::uint32_t {
    kOpen,  ///< the question is followed by the lines' names, each ended by a newline
    kLevels,
    kSet,
    kTakeEdges,  ///< answered by GpioEdgesAnswer
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
};

/// As many of the oldest edges as there are and go in. One question for each edge would take longer than all else that a simulated robot
/// does: its wheels make thousands in a second.
struct GpioEdgesAnswer {
    struct Edge {
        std::uint64_t at_ns;
        std::uint32_t line;
        std::uint32_t rising;
        std::uint32_t lost;
        std::uint32_t reserved;
    };
    std::uint32_t count;
    std::uint32_t reserved;
    std::array<Edge, 32> edges;  ///< only the first `count` are sent

    std::size_t sent_bytes() const noexcept { return sizeof *this - (edges.size() - count) * sizeof(Edge); }
};

}  // namespace seqboard
