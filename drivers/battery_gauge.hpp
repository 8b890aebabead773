// From a converter's readings to a battery's voltage and what to think of it.
#pragma once

#include <cstdint>
#include <optional>

#include "core/time.hpp"

namespace seqboard {

enum class BatteryLevel : std::uint8_t { kUnknown, kOk, kLow, kCritical };

/// Voltages at the battery, under the load of the electronics alone. A level is left upwards only `hysteresis_volt` above the
/// threshold it was entered at.
struct BatteryGaugeConfig {
    float divider_ratio = 3.0f;  ///< battery over pin: (R1 + R2) / R2
    float full_volt = 8.4f;
    float empty_volt = 6.4f;
    float warn_volt = 7.0f;
    float critical_volt = 6.6f;
    float hysteresis_volt = 0.2f;
    float filter_time_s = 1.0f;                          ///< of the low-pass
    Duration sag_time = std::chrono::milliseconds{500};  ///< after a start of the motors in which a dip says nothing
};

/// Each reading is the mean of kOversampled conversions, which makes the noise a quarter; then a first-order low-pass. Motors that
/// start draw several times their running current for some tenths of a second: readings below the filtered voltage are dropped then,
/// for twice `sag_time` in a row at most, so that a robot that keeps starting its motors still sees its battery go down. Pure; no
/// clock.
class BatteryGauge {
public:
    static constexpr unsigned kOversampled = 16;

    explicit BatteryGauge(const BatteryGaugeConfig& config) : config_{config} {}

    /// The motors' load has just grown.
    void motors_start(Time now) noexcept { sags_until_ = now + config_.sag_time; }

    /// One reading: the mean of kOversampled voltages at the converter's pin.
    void add(float pin_volt, Time now) noexcept;

    /// Forgets the voltage, as when the converter was gone: the next reading is taken as it is. The level stays.
    void interrupt() noexcept { voltage_volt_.reset(); }

    /// Nothing before the first reading.
    std::optional<float> voltage_volt() const noexcept { return voltage_volt_; }

    /// Linear between empty and full: good to a fifth of the charge. 0 to 1; 0 before the first reading.
    float charge_ratio() const noexcept;

    BatteryLevel level() const noexcept { return level_; }

private:
    bool is_sag(float reading_volt, Time now) noexcept;
    BatteryLevel judged() const noexcept;

    BatteryGaugeConfig config_;
    std::optional<float> voltage_volt_;
    BatteryLevel level_ = BatteryLevel::kUnknown;
    Time last_{};  ///< reading that counted
    Time sags_until_{};
};

}  // namespace seqboard
