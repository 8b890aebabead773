// A battery's voltage as a converter behind a divider sees it.
#pragma once

#include <mutex>

#include "nodes/sim/random_stream.hpp"

namespace seqboard::sim {

/// What can be wrong with it; a parameter of the simulator, so the numbers are an interface.
enum class AdcFault : int {
    kNone = 0,
    kStuck = 1,      ///< goes on with the count it had
    kNoisy = 2,      ///< twenty times the noise: a bad ground
    kUnplugged = 3,  ///< the wire to the divider is off: its lower resistor pulls the pin to ground
};

/// 10 bits of 3.3 V, as the S3C2440's.
struct AdcModelConfig {
    float divider_ratio = 3.0f;  ///< battery over pin
    float full_scale_volt = 3.3f;
    unsigned full_scale_count = 1023;
    float noise_count = 1.0f;  ///< standard deviation of one conversion
};

class AdcModel {
public:
    AdcModel(const AdcModelConfig& config, std::uint32_t seed) : config_{config}, noise_{seed, "adc"} {}

    /// What BatteryModel says.
    void set_voltage(float battery_volt);
    void set_fault(AdcFault fault);

    /// One conversion, in volts at the pin; the converter's thread calls it.
    float read_volt();

private:
    std::mutex mutex_;  ///< between the simulator and the converter's thread
    AdcModelConfig config_;
    RandomStream noise_;
    float battery_volt_ = 0;
    float last_count_ = 0;
    AdcFault fault_ = AdcFault::kNone;
};

}  // namespace seqboard::sim
