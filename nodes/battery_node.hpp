// The battery's voltage from a converter behind a divider.
#pragma once

#include <array>
#include <cmath>
#include <limits>
#include <memory>
#include <utility>

#include "core/messages/battery.hpp"
#include "core/messages/wheels.hpp"
#include "core/node.hpp"
#include "drivers/adc/open_adc.hpp"
#include "drivers/battery_gauge.hpp"
#include "drivers/battery_self_test.hpp"
#include "drivers/converter_check.hpp"

namespace seqboard {

/// Publishes Battery at every step; its current is not measured (NaN). The voltage lags by `filter_time_s` and leaves out the dips while
/// motors start, if `motor_drive` is wired. A converter that is gone makes the voltage NaN and keeps the state: a battery that was
/// critical does not get better by a broken wire. Below `unplugged_volt` a wire is off, too; a voltage that stays the same to the last
/// bit while the motors' load changes is none. Sixteen conversions a step.
class BatteryNode {
public:
    static constexpr auto kPeriod = std::chrono::milliseconds{100};

    struct Io {
        Setup& setup;
        std::string adc = setup.param("adc", "auto");                              ///< auto, iio, hwmon, dev_adc or emulated:SOCKET
        std::string channel = setup.param<std::string>("channel");                 ///< 0, iio:device0/3 or hwmon1/3
        float divider_ratio = setup.param("divider_ratio", 3.0f, {1.0f, 100.0f});  ///< battery over pin: (R1 + R2) / R2
        float full_volt = setup.param("full_volt", 8.4f, {1.0f, 60.0f});  ///< all of these at the battery; defaults: two lithium cells
        float empty_volt = setup.param("empty_volt", 6.4f, {0.5f, 60.0f});
        float warn_volt = setup.param("warn_volt", 7.0f, {0.5f, 60.0f});
        float critical_volt = setup.param("critical_volt", 6.6f, {0.5f, 60.0f});
        float hysteresis_volt = setup.param("hysteresis_volt", 0.2f, {0.0f, 5.0f});
        float unplugged_volt = setup.param("unplugged_volt", 0.3f, {0.0f, 60.0f});
        float noise_volt = setup.param("noise_volt", 0.15f, {0.001f, 60.0f});  ///< standard deviation of conversions: a bad ground
        float filter_time_s = setup.param("filter_time_s", 1.0f, {0.01f, 60.0f});
        Duration sag_time = setup.param("sag_time", std::chrono::milliseconds{500});
        Input<MotorDrive> motors = setup.optional_input<MotorDrive>("motor_drive", std::chrono::milliseconds{250});
        Output<Battery> battery = setup.output<Battery>("battery");
    };

    explicit BatteryNode(Io io)
        : io_{std::move(io)},
          input_{open_adc(io_.adc, io_.channel)},
          gauge_{checked(io_)},
          check_{{.noise_volt = io_.noise_volt / io_.divider_ratio}} {}

    void step(const Tick& tick) {
        const auto load_ratio = this->load_ratio();
        if (motors_start(load_ratio.value_or(0))) gauge_.motors_start(tick.now);
        const auto pin_volt = sample(load_ratio, tick.now);
        if (pin_volt) gauge_.add(*pin_volt, tick.now);
        else gauge_.interrupt();
        warn();
        constexpr float kNotMeasured = std::numeric_limits<float>::quiet_NaN();
        io_.battery.write({.voltage_volt = pin_volt ? *gauge_.voltage_volt() : kNotMeasured,
                           .current_amp = kNotMeasured,
                           .charge_ratio = pin_volt ? gauge_.charge_ratio() : kNotMeasured,
                           .state = state_of(gauge_.level()),
                           .fault = fault_});
    }

    static constexpr auto kSelfTest = "the motors at rest";
    SelfTest self_test(const SelfTestClock& clock) { return test_battery(*input_, checked(io_), clock); }

private:
    static BatteryGaugeConfig checked(const Io& io) {
        if (!(io.empty_volt < io.full_volt && io.critical_volt < io.warn_volt))
            throw StartError{
                ExitCode::kConfig,
                "battery: expected empty_volt below full_volt and critical_volt below warn_volt; see the parameters of this node"};
        return {.divider_ratio = io.divider_ratio,
                .full_volt = io.full_volt,
                .empty_volt = io.empty_volt,
                .warn_volt = io.warn_volt,
                .critical_volt = io.critical_volt,
                .hysteresis_volt = io.hysteresis_volt,
                .filter_time_s = io.filter_time_s,
                .sag_time = io.sag_time};
    }

    static BatteryState state_of(BatteryLevel level) {
        switch (level) {
            case BatteryLevel::kUnknown: break;
            case BatteryLevel::kOk: return BatteryState::kOk;
            case BatteryLevel::kLow: return BatteryState::kLow;
            case BatteryLevel::kCritical: return BatteryState::kCritical;
        }
        return BatteryState::kUnknown;
    }

    /// At the pin. Nothing, and fault_ says why, if that is not the battery's.
    std::optional<float> sample(std::optional<float> load_ratio, Time now) {
        fault_ = BatteryFault::kUnplugged;
        std::array<float, BatteryGauge::kOversampled> burst_volt;
        float sum_volt = 0;
        for (float& pin_volt : burst_volt) {
            const auto read_volt = input_->read_volt();
            if (!read_volt) return std::nullopt;
            sum_volt += pin_volt = *read_volt;
        }
        const float mean_volt = sum_volt / BatteryGauge::kOversampled;
        if (mean_volt * io_.divider_ratio < io_.unplugged_volt) return std::nullopt;
        check_.add(burst_volt, load_ratio, now);
        fault_ = fault_of(check_.fault());
        return fault_ == BatteryFault::kStuck ? std::nullopt : std::optional{mean_volt};
    }

    static BatteryFault fault_of(ConverterFault fault) {
        switch (fault) {
            case ConverterFault::kNone: break;
            case ConverterFault::kStuck: return BatteryFault::kStuck;
            case ConverterFault::kNoisy: return BatteryFault::kNoisy;
        }
        return BatteryFault::kNone;
    }

    /// Grows with the duty, whichever way it goes.
    std::optional<float> load_ratio() {
        const auto drive = io_.motors.read();
        if (!drive) return std::nullopt;
        return drive->enable != 0 ? std::abs(drive->left_duty_ratio) + std::abs(drive->right_duty_ratio) : 0.0f;
    }

    /// Motors that turn at an even speed have sagged already.
    bool motors_start(float load_ratio) {
        constexpr float kStartRatio = 0.1f;
        return load_ratio - std::exchange(load_ratio_, load_ratio) > kStartRatio;
    }

    static const char* text_of(BatteryFault fault) {
        switch (fault) {
            case BatteryFault::kNone: break;
            case BatteryFault::kUnplugged: return "the battery's voltage is not measured: no converter, or a wire is off";
            case BatteryFault::kStuck:
                return "the battery's voltage is not measured: the reading does not move, though the motors' load does";
            case BatteryFault::kNoisy: return "the battery's voltage is noisy: is the ground wire in order?";
        }
        return "the battery's voltage is measured well again";
    }

    void warn() {
        if (std::exchange(told_, fault_) != fault_)
            log_line(fault_ == BatteryFault::kNone ? LogLevel::kInfo : LogLevel::kWarning, "%s", text_of(fault_));
        if (std::exchange(level_, gauge_.level()) == gauge_.level() || !gauge_.voltage_volt()) return;
        if (level_ == BatteryLevel::kLow) log_line(LogLevel::kWarning, "the battery is low: %d mV", millivolt());
        if (level_ == BatteryLevel::kCritical) log_line(LogLevel::kError, "the battery is critical: %d mV", millivolt());
    }

    int millivolt() const { return static_cast<int>(std::lround(*gauge_.voltage_volt() * 1000)); }

    Io io_;
    std::unique_ptr<AnalogInput> input_;
    BatteryGauge gauge_;
    float load_ratio_ = 0;
    ConverterCheck check_;
    BatteryFault fault_ = BatteryFault::kNone, told_ = BatteryFault::kNone;
    BatteryLevel level_ = BatteryLevel::kUnknown;
};

}  // namespace seqboard
