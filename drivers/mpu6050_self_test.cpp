#include "drivers/mpu6050_self_test.hpp"

#include <algorithm>
#include <cmath>

namespace seqboard {

namespace {

using Axes = GyroBias::Axes;
constexpr Duration kBetweenPolls = std::chrono::milliseconds{10};
constexpr int kPolls = 120;

float length(const Axes& vector) { return std::sqrt(vector[0] * vector[0] + vector[1] * vector[1] + vector[2] * vector[2]); }
float largest(const Axes& values) { return *std::max_element(values.begin(), values.end()); }

}  // namespace

SelfTest test_mpu6050(Mpu6050& chip, const SelfTestClock& clock) {
    const Mpu6050Counts before = chip.counts();
    Axes acceleration_m_s2{};
    chip.restart(clock.now());
    for (int i = 0; i < kPolls && chip.is_well(); ++i) {
        clock.pass(kBetweenPolls);
        if (chip.poll(clock.now())) acceleration_m_s2 = chip.motion().acceleration_m_s2;
    }
    const Mpu6050Counts& counts = chip.counts();
    const std::uint32_t samples = counts.samples - before.samples;
    const std::uint32_t errors = counts.bus_errors - before.bus_errors, garbled = counts.garbled - before.garbled;

    SelfTest result;
    result.check(chip.state() == Mpu6050State::kRunning, "the chip on %s %s", chip.i2c().c_str(), text_of(chip.state()));
    result.check(chip.identity() == kMpu6050Identity, "identity 0x%02x; expected 0x%02x", static_cast<unsigned>(chip.identity()),
                 static_cast<unsigned>(kMpu6050Identity));
    result.check(samples >= GyroBias::kWindow && errors == 0 && garbled == 0, "%u samples, %u bus errors, %u garbled; expected %u, 0, 0",
                 samples, errors, garbled, GyroBias::kWindow);
    if (samples < GyroBias::kWindow) return result;
    const auto& bias = chip.bias();
    result.check(std::abs(length(acceleration_m_s2) - 9.81f) < 1.5f, "gravity %.2f m/s^2; expected 8.3 to 11.3",
                 static_cast<double>(length(acceleration_m_s2)));
    result.check(bias.at_rest(), "noise %.4f rad/s, %.3f m/s^2; expected below 0.005 and 0.17 while nothing moves",
                 static_cast<double>(largest(bias.noise_rad_s())), static_cast<double>(largest(bias.noise_m_s2())));
    result.check(bias.is_known(), "bias %.4f %.4f %.4f rad/s; expected below 0.7", static_cast<double>(bias.rad_s()[0]),
                 static_cast<double>(bias.rad_s()[1]), static_cast<double>(bias.rad_s()[2]));
    return result;
}

}  // namespace seqboard
