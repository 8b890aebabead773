// Lines of the GPIO character device as Linux 5.10 and later have it: edges stamped in the interrupt and numbered.
#pragma once

#include <array>

#include "drivers/gpio/gpio_chip.hpp"
#include "drivers/gpio/gpio_lines.hpp"

namespace seqboard {

/// The kernel keeps 16 edges per line, or as many as asked for, up to 1024 for all; when they are not taken in time the oldest are
/// dropped, which `lost` tells.
class CdevGpio final : public GpioLines {
public:
    /// Throws StartError: kUnavailable where the kernel has no second version of the interface or somebody holds a line,
    /// kConfig where a line cannot do what is asked (no interrupt for edges, say).
    CdevGpio(const GpioChip& chip, const GpioRequest& request);

    std::optional<std::uint32_t> levels() noexcept override;
    bool set(std::uint32_t active, std::uint32_t which) noexcept override;
    std::optional<GpioEdge> take_edge() noexcept override;
    const char* backend() const noexcept override { return "cdev"; }

private:
    FileDescriptor fd_;
    std::vector<std::uint32_t> offsets_;
    std::array<std::uint32_t, 32> taken_{};  ///< per line: the kernel's number of the last edge taken
};

}  // namespace seqboard
