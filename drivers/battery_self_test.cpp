#include "drivers/battery_self_test.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace seqboard {

namespace {

constexpr Duration kBetween = std::chrono::milliseconds{100};
constexpr unsigned kReadings = 20;

/// As BatteryNode takes them, at the pin.
std::vector<float> take_readings(AnalogInput& input, const SelfTestClock& clock) {
    std::vector<float> readings_volt;
    for (unsigned i = 0; i < kReadings; ++i) {
        clock.pass(kBetween);
        float sum_volt = 0;
        for (unsigned k = 0; k < BatteryGauge::kOversampled; ++k) {
            const auto pin_volt = input.read_volt();
            if (!pin_volt) return readings_volt;
            sum_volt += *pin_volt;
        }
        readings_volt.push_back(sum_volt / BatteryGauge::kOversampled);
    }
    return readings_volt;
}

}  // namespace

SelfTest test_battery(AnalogInput& input, const BatteryGaugeConfig& config, const SelfTestClock& clock) {
    std::vector<float> readings_volt = take_readings(input, clock);
    SelfTest result;
    const std::string backend = std::string{"the converter ("} + input.backend() + ")";
    result.expect(readings_volt.size() == kReadings, backend + " answers", backend + " does not answer; is its driver loaded?");
    if (readings_volt.size() < kReadings) return result;
    std::sort(readings_volt.begin(), readings_volt.end());
    const float pin_volt = readings_volt[kReadings / 2], battery_volt = pin_volt * config.divider_ratio;
    const float scatter_volt = (readings_volt.back() - readings_volt.front()) * config.divider_ratio;
    const std::string measured = sentence("%.2f V, %.3f V at the pin", static_cast<double>(battery_volt), static_cast<double>(pin_volt));
    const float least_volt = 0.8f * config.critical_volt, most_volt = 1.05f * config.full_volt;
    const char* remedy = battery_volt < 0.05f * config.full_volt
                             ? "is the wire from the divider off, or the battery?"
                             : "divider_ratio is what a meter shows at the battery over what is at the pin";
    result.expect(
        battery_volt > least_volt && battery_volt < most_volt, measured,
        measured + sentence("; expected %.1f to %.1f V: ", static_cast<double>(least_volt), static_cast<double>(most_volt)) + remedy);
    result.check(scatter_volt < 0.005f * config.full_volt, "readings scatter by %.3f V; expected below %.3f with the motors at rest",
                 static_cast<double>(scatter_volt), static_cast<double>(0.005f * config.full_volt));
    if (scatter_volt == 0) result.note("all readings are the same to the last bit; does the converter convert?");
    return result;
}

}  // namespace seqboard
