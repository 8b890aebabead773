// A channel that the kernel shows as a file.
#pragma once

#include <string>

#include "drivers/adc/analog_input.hpp"
#include "drivers/adc/number_file.hpp"

namespace seqboard {

/// Volts are a file's number plus `offset`, times `volt_per_count`.
class ScaledAdc final : public AnalogInput {
public:
    /// Reads once. Throws StartError: kRefused without permission, kUnavailable if the file cannot be read or says no number.
    ScaledAdc(const char* backend, const std::string& file, float volt_per_count, float offset = 0);

    std::optional<float> read_volt() noexcept override {
        const auto count = file_.read();
        if (!count) return std::nullopt;
        return (*count + offset_) * volt_per_count_;
    }
    const char* backend() const noexcept override { return backend_; }

private:
    const char* backend_;
    NumberFile file_;
    float volt_per_count_;
    float offset_;
};

}  // namespace seqboard
