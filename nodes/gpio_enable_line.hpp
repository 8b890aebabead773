// The motors' enable line on a GPIO line, for the supervisor.
#pragma once

#include "core/launch/enable_line.hpp"
#include "drivers/gpio/open_gpio.hpp"
#include "drivers/gpio/pin_claims.hpp"

namespace seqboard {

class GpioEnableLine final : public EnableLine {
public:
    explicit GpioEnableLine(const SafetyRule& rule)
        : line_{open_gpio(rule.enable_gpio, {.lines = {rule.enable_line.value}, .output = true, .consumer = "seqboard motor enable"})} {}

    /// One system call for a change, none otherwise.
    bool set(bool enabled) noexcept override {
        if (known_ && enabled == enabled_) return true;
        known_ = line_->set(enabled ? 1 : 0, 1);
        enabled_ = enabled;
        return known_;
    }

private:
    std::unique_ptr<GpioLines> line_;
    bool enabled_ = false;
    bool known_ = true;  ///< the line took what it was told last
};

inline EnableLineDriver gpio_enable_lines() {
    return {.open = [](const SafetyRule& rule) { return std::make_unique<GpioEnableLine>(rule); },
            .pins =
                [](const SafetyRule& rule) {
                    return PinClaims{}.add("enable_line", rule.enable_gpio, rule.enable_line.value, PinUse::kOutput).all();
                }};
}

}  // namespace seqboard
