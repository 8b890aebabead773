// Lines of the GPIO character device as Linux 4.8 to 5.9 have it: one descriptor per line with edges, edges not numbered.
#pragma once

#include <array>

#include "drivers/gpio/gpio_chip.hpp"
#include "drivers/gpio/gpio_lines.hpp"

namespace seqboard {

/// Edges are stamped in the interrupt; those of different lines are put in order by their stamps. What the kernel drops (it
/// keeps 16 per line) shows only where two edges of a line go the same way: `lost` counts one then.
class CdevV1Gpio final : public GpioLines {
public:
    /// Throws StartError as CdevGpio does.
    CdevV1Gpio(const GpioChip& chip, const GpioRequest& request);

    std::optional<std::uint32_t> levels() noexcept override;
    bool set(std::uint32_t active, std::uint32_t which) noexcept override;
    std::optional<GpioEdge> take_edge() noexcept override;
    const char* backend() const noexcept override { return "cdev v1"; }

private:
    struct WatchedLine {
        FileDescriptor fd;
        std::optional<GpioEdge> next;  ///< read from the kernel, not taken yet
        std::optional<bool> rose;      ///< which way the last edge went
    };
    void fetch(std::uint8_t line) noexcept;

    FileDescriptor lines_;  ///< all lines together; closed where edges are reported, then each line has its own
    std::vector<WatchedLine> watched_;
    std::size_t count_;
    std::uint32_t output_ = 0;  ///< what was set last: this interface sets all lines or none
};

}  // namespace seqboard
