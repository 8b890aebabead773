#include "drivers/mpu6050_self_test.hpp"

#include <algorithm>
#include <cmath>
#include <cstdarg>
#include <cstdio>

namespace seqboard {

namespace {

using Axes = GyroBias::Axes;
constexpr Duration kBetweenPolls = std::chrono::milliseconds{10};
constexpr int kPolls = 120;

float length(const Axes& vector) { return std::sqrt(vector[0] * vector[0] + vector[1] * vector[1] + vector[2] * vector[2]); }
float largest(const Axes& values) { return *std::max_element(values.begin(), values.end()); }

/// Collects the lines; passes as long as all do.
class Report {
public:
    Report() { result_.passed = true; }

    [[gnu::format(printf, 3, 4)]] void line(bool ok, const char* format, ...) {
        char text[128];
        std::va_list arguments;
        va_start(arguments, format);
        std::vsnprintf(text, sizeof text, format, arguments);
        va_end(arguments);
        result_.passed = result_.passed && ok;
        result_.text += (ok ? "ok      " : "FAILED  ") + std::string{text} + "\n";
    }
    Mpu6050SelfTest result() { return std::move(result_); }

private:
    Mpu6050SelfTest result_;
};

}  // namespace

Mpu6050SelfTest self_test(Mpu6050& chip, const std::function<Time(Duration)>& pause) {
    const Mpu6050Counts before = chip.counts();
    Axes acceleration_m_s2{};
    chip.restart(pause(Duration{}));
    for (int i = 0; i < kPolls && chip.is_well(); ++i)
        if (chip.poll(pause(kBetweenPolls))) acceleration_m_s2 = chip.motion().acceleration_m_s2;
    const Mpu6050Counts& counts = chip.counts();
    const std::uint32_t samples = counts.samples - before.samples;
    const std::uint32_t errors = counts.bus_errors - before.bus_errors, garbled = counts.garbled - before.garbled;

    Report report;
    report.line(chip.state() == Mpu6050State::kRunning, "the chip on %s %s", chip.i2c().c_str(), text_of(chip.state()));
    report.line(chip.identity() == kMpu6050Identity, "identity 0x%02x; expected 0x%02x", static_cast<unsigned>(chip.identity()),
                static_cast<unsigned>(kMpu6050Identity));
    report.line(samples >= GyroBias::kWindow && errors == 0 && garbled == 0, "%u samples, %u bus errors, %u garbled; expected %u, 0, 0",
                samples, errors, garbled, GyroBias::kWindow);
    if (samples < GyroBias::kWindow) return report.result();
    const auto& bias = chip.bias();
    report.line(std::abs(length(acceleration_m_s2) - 9.81f) < 1.5f, "gravity %.2f m/s^2; expected 8.3 to 11.3",
                static_cast<double>(length(acceleration_m_s2)));
    report.line(bias.at_rest(), "noise %.4f rad/s, %.3f m/s^2; expected below 0.005 and 0.17 while nothing moves",
                static_cast<double>(largest(bias.noise_rad_s())), static_cast<double>(largest(bias.noise_m_s2())));
    report.line(bias.is_known(), "bias %.4f %.4f %.4f rad/s; expected below 0.7", static_cast<double>(bias.rad_s()[0]),
                static_cast<double>(bias.rad_s()[1]), static_cast<double>(bias.rad_s()[2]));
    return report.result();
}

}  // namespace seqboard
