// Whether a converter behind a battery's divider still converts.
#pragma once

#include <algorithm>
#include <optional>
#include <span>

#include "core/time.hpp"

namespace seqboard {

enum class ConverterFault : std::uint8_t { kNone, kStuck, kNoisy };

struct ConverterCheckConfig {
    float noise_volt = 0.05f;                        ///< standard deviation at the pin from which on it is noise, not the motors' ripple
    float load_ratio = 0.3f;                         ///< a load that moved by so much moves the battery by more than one count
    Duration stuck_after = std::chrono::seconds{2};  ///< some kernels' files are only that new
};

/// Looks at bursts of conversions, taken at once. A battery has some resistance: when the motors' load changes, its voltage does. One that
/// is the same to the last bit meanwhile is not measured. Without a known load nobody can tell a still battery from a dead converter. Pure.
class ConverterCheck {
public:
    explicit ConverterCheck(const ConverterCheckConfig& config = {}) : config_{config} {}

    /// `pin_volt`: not empty. `load_ratio`: what the motors take, on any scale that grows with it; empty: nobody knows.
    void add(std::span<const float> pin_volt, std::optional<float> load_ratio, Time now) noexcept {
        judge_noise(pin_volt);
        const bool still = std::all_of(pin_volt.begin(), pin_volt.end(), [&](float volt) { return volt == last_volt_; });
        if (!still) {
            last_volt_ = pin_volt.back();
            still_since_ = now;
            least_load_ratio_ = most_load_ratio_ = load_ratio;
        } else if (load_ratio) {
            least_load_ratio_ = std::min(least_load_ratio_.value_or(*load_ratio), *load_ratio);
            most_load_ratio_ = std::max(most_load_ratio_.value_or(*load_ratio), *load_ratio);
        }
        stuck_ =
            now - still_since_ >= config_.stuck_after && most_load_ratio_ && *most_load_ratio_ - *least_load_ratio_ >= config_.load_ratio;
    }

    ConverterFault fault() const noexcept {
        if (stuck_) return ConverterFault::kStuck;
        return noisy_ ? ConverterFault::kNoisy : ConverterFault::kNone;
    }

private:
    /// Over some bursts; quiet again at half of what made it noisy.
    void judge_noise(std::span<const float> pin_volt) noexcept {
        constexpr float kShare = 0.25f;
        const auto count = static_cast<float>(pin_volt.size());
        float sum = 0, squares = 0;
        for (const float volt : pin_volt) {
            const float off_volt = volt - pin_volt.front();  // from the first: no digits are lost
            sum += off_volt;
            squares += off_volt * off_volt;
        }
        variance_volt2_ += kShare * ((squares - sum * sum / count) / count - variance_volt2_);
        const float limit_volt = config_.noise_volt * (noisy_ ? 0.5f : 1.0f);
        noisy_ = variance_volt2_ > limit_volt * limit_volt;
    }

    ConverterCheckConfig config_;
    float last_volt_ = 0;
    Time still_since_{};
    std::optional<float> least_load_ratio_, most_load_ratio_;
    float variance_volt2_ = 0;
    bool stuck_ = false;
    bool noisy_ = false;
};

}  // namespace seqboard
