// What a gyro says while it does not turn.
#pragma once

#include <array>
#include <cstddef>

namespace seqboard {

/// Measures a gyro's bias in windows of 50 samples, and only in those in which the body rested: rates and accelerations hardly vary
/// (standard deviations of about five times an MPU-6050's noise, and far below what running motors cause), and no mean rate is one
/// that no bias has, or further than 0.03 rad/s from the bias that is known. Turns as smooth as rest cannot be told from it: slower
/// ones than that are taken for drift, and the first window must not lie in a faster one. Whatever was believed before, eight still
/// windows in a row that agree are believed: a wrong bias mends itself in the next rest of four seconds at 100 Hz.
/// Cost: 36 additions and multiplications a sample.
class GyroBias {
public:
    using Axes = std::array<float, 3>;
    static constexpr unsigned kWindow = 50;

    /// Takes a sample whose rates still have their bias.
    void add(const Axes& rate_rad_s, const Axes& acceleration_m_s2) noexcept;

    /// Samples were missed. What is known stays known.
    void interrupt() noexcept {
        samples_ = contrary_ = 0;
        at_rest_ = false;
    }

    bool is_known() const noexcept { return known_; }
    bool at_rest() const noexcept { return at_rest_; }           ///< in the last whole window
    const Axes& rad_s() const noexcept { return bias_; }         ///< zero until it is known
    const Axes& noise_rad_s() const noexcept { return noise_; }  ///< standard deviations in the last whole window
    const Axes& noise_m_s2() const noexcept { return shake_; }

private:
    /// Sums over a window of differences from its first sample, so that small variances survive single precision.
    struct Sums {
        Axes first{}, sum{}, squares{};
        void add(const Axes& value, bool is_first) noexcept;
        Axes mean() const noexcept;
        Axes deviation() const noexcept;
    };
    void end_window() noexcept;
    bool is_credible(const Axes& mean_rad_s) noexcept;
    void learn(const Axes& mean_rad_s) noexcept;

    Sums rate_, acceleration_;
    unsigned samples_ = 0;
    Axes bias_{}, noise_{}, shake_{};
    Axes other_rad_s_{};     ///< the mean of the last still window that spoke against the bias
    unsigned contrary_ = 0;  ///< such windows in a row that agree
    bool known_ = false;
    bool at_rest_ = false;
};

}  // namespace seqboard
