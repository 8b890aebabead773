// An input device's model in another process.
#pragma once

#include <optional>
#include <string>

#include "drivers/emulated/device_link.hpp"
#include "drivers/input/input_device.hpp"
#include "drivers/input/input_exchange.hpp"

namespace seqboard {

/// Nobody at the socket is a device that is not plugged in.
class EmulatedInput final : public InputDevice {
public:
    explicit EmulatedInput(std::string socket) : socket_{std::move(socket)} {}

    bool open() noexcept override;
    bool is_open() const noexcept override { return link_ && link_->is_open(); }
    std::optional<std::size_t> read(std::span<std::uint8_t> buffer) noexcept override;
    std::optional<AxisPosition> axis(std::uint16_t code) noexcept override;
    std::optional<KeyBits> keys() noexcept override;

private:
    bool ask(const InputQuestion& question) noexcept;

    std::string socket_;
    std::optional<DeviceLink> link_;
    InputAnswer answer_;
};

}  // namespace seqboard
