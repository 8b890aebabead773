// Lines of the S3C2440 by its registers, for kernels that offer nothing better.
#pragma once

#include <vector>

#include "drivers/gpio/gpio_lines.hpp"
#include "drivers/gpio/s3c2440_pin.hpp"
#include "drivers/s3c2440/register_page.hpp"

namespace seqboard {

/// Through /dev/mem. No edges: the interrupt is the kernel's. Setting is a read and a write of the bank's data register that
/// nothing guards: another program, or a driver in the kernel, that sets a line of the same bank in between is undone. Keep a bank's
/// outputs in one process. Source: S3C2440A user's manual, chapter 9.
class RegisterGpio final : public GpioLines {
public:
    /// Throws StartError: kConfig for edges, lines that are no S3C2440 pins or on several banks, an input on bank A; kUnavailable
    /// and kRefused where memory cannot be mapped. `memory` is /dev/mem but in tests.
    explicit RegisterGpio(const GpioRequest& request, const std::string& memory = "/dev/mem");

    std::optional<std::uint32_t> levels() noexcept override;
    bool set(std::uint32_t active, std::uint32_t which) noexcept override;
    std::optional<GpioEdge> take_edge() noexcept override { return std::nullopt; }
    const char* backend() const noexcept override { return "registers"; }

private:
    volatile std::uint32_t& at(unsigned offset) const noexcept { return ports_.at(bank_ + offset); }
    void configure(const GpioRequest& request) noexcept;

    std::vector<unsigned> pins_;
    unsigned bank_ = 0;  ///< offset of the bank's registers
    bool one_bit_control_ = false;
    bool output_;
    bool active_low_;
    RegisterPage ports_;
};

}  // namespace seqboard
