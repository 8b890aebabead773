// Lines of a device model in another process.
#pragma once

#include "drivers/emulated/device_link.hpp"
#include "drivers/gpio/gpio_exchange.hpp"
#include "drivers/gpio/gpio_lines.hpp"

namespace seqboard {

/// Lines are named as the model names them. Edges carry the model's time.
class EmulatedGpio final : public GpioLines {
public:
    /// Throws StartError: kUnavailable if no model listens at `socket`, kConfig if it has no such line.
    EmulatedGpio(const std::string& socket, const GpioRequest& request);

    std::optional<std::uint32_t> levels() noexcept override;
    bool set(std::uint32_t active, std::uint32_t which) noexcept override;
    std::optional<GpioEdge> take_edge() noexcept override;
    const char* backend() const noexcept override { return "emulated"; }

private:
    std::optional<GpioAnswer> ask(const GpioQuestion& question) noexcept;

    DeviceLink link_;
    GpioEdgesAnswer taken_{};  ///< from the model
    std::uint32_t given_ = 0;  ///< so many of them to our caller
};

}  // namespace seqboard
