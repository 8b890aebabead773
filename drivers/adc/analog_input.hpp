// A voltage at a pin. One interface, whatever the kernel offers below it.
#pragma once

#include <optional>

namespace seqboard {

/// One channel of a converter. One thread at a time; no call allocates.
class AnalogInput {
public:
    AnalogInput() = default;
    AnalogInput(const AnalogInput&) = delete;
    AnalogInput& operator=(const AnalogInput&) = delete;
    virtual ~AnalogInput() = default;

    /// At the converter's pin, before any divider. Nothing if the converter is gone; it is looked for again at the next call. Takes one
    /// or two system calls and the conversion: 0.1 ms, with the S3C2440's driver at most 500 ms when the touchscreen keeps the converter.
    virtual std::optional<float> read_volt() noexcept = 0;

    /// "iio", "hwmon", "dev_adc" or "emulated"
    virtual const char* backend() const noexcept = 0;
};

}  // namespace seqboard
