// Digital lines: a button, an echo, a motor's direction. One interface, whatever the kernel offers below it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/time.hpp"

namespace seqboard {

/// A change of level.
struct GpioEdge {
    Time at{};               ///< CLOCK_MONOTONIC; taken in the interrupt by the character device, at the look at it by sysfs
    std::uint8_t line = 0;   ///< index in the request
    bool rising = false;     ///< the line became active
    std::uint32_t lost = 0;  ///< edges of this line since the last one taken that nobody will ever see
};

/// Lines that belong together: what is read or set is read or set at once, and edges come in the order they happened.
struct GpioRequest {
    std::vector<std::string> lines;  ///< 1 to 32, all of one chip: "GPF4" (S3C2440), "gpiochip0/4", or the line's name in the kernel
    bool output = false;
    bool edges = false;            ///< inputs only: both edges are reported
    bool active_low = false;       ///< a line is active when it is low
    bool pull_up = false;          ///< inputs only, where the kernel can
    std::uint32_t initial = 0;     ///< outputs only: bit i is line i, active or not, from the first moment on
    std::uint32_t kept_edges = 0;  ///< edges for each line that wait to be taken, the oldest dropped beyond; 0, and before Linux 5.10: 16
    std::string consumer = "seqboard";
};

/// Held lines; given back when destroyed. Outputs keep their level then, as far as the kernel lets them: drive them safe first.
/// One thread at a time. No call waits or allocates; each is one or two system calls (none with registers).
class GpioLines {
public:
    GpioLines() = default;
    GpioLines(const GpioLines&) = delete;
    GpioLines& operator=(const GpioLines&) = delete;
    virtual ~GpioLines() = default;

    /// Bit i: line i is active. Nothing if the chip is gone.
    virtual std::optional<std::uint32_t> levels() noexcept = 0;

    /// Sets the lines of `which` to the bits of `active`. False if the chip is gone or these are inputs.
    virtual bool set(std::uint32_t active, std::uint32_t which) noexcept = 0;

    /// The oldest edge not yet taken. Nothing if there is none, or edges were not asked for.
    virtual std::optional<GpioEdge> take_edge() noexcept = 0;

    /// "cdev", "cdev v1", "sysfs", "registers" or "emulated"
    virtual const char* backend() const noexcept = 0;
};

}  // namespace seqboard
