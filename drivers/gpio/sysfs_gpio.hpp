// Lines through /sys/class/gpio, for kernels before 4.8: the vendors' 2.6.32 among them.
#pragma once

#include <vector>

#include "core/file_descriptor.hpp"
#include "drivers/gpio/gpio_lines.hpp"

namespace seqboard {

/// Edges carry the time of the look at them, not of the interrupt: good for buttons, not for echoes. When an edge finds the level
/// unchanged, one was lost.
class SysfsGpio final : public GpioLines {
public:
    /// Lines are S3C2440 pins or the numbers of sysfs ("160"). Throws StartError: kUnavailable where the kernel has no
    /// /sys/class/gpio or somebody holds a line, kConfig where a line has no number or no interrupt. `root` is /sys but in tests.
    explicit SysfsGpio(const GpioRequest& request, const std::string& root = "/sys");
    ~SysfsGpio() override;

    std::optional<std::uint32_t> levels() noexcept override;
    bool set(std::uint32_t active, std::uint32_t which) noexcept override;
    std::optional<GpioEdge> take_edge() noexcept override;
    const char* backend() const noexcept override { return "sysfs"; }

private:
    struct Line {
        unsigned number = 0;
        FileDescriptor value;
        bool exported = false;  ///< by us, so given back by us
        bool active = false;    ///< at the last look
    };
    void configure(Line& line, std::size_t index, const GpioRequest& request);
    void give_back() const noexcept;
    std::optional<bool> level(const Line& line) const noexcept;

    std::string folder_;
    bool edges_;
    std::vector<Line> lines_;
};

}  // namespace seqboard
