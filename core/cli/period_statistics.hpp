// Distances between the stamps of consecutive samples.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>

#include "core/time.hpp"

namespace seqboard::cli {

/// Mean and standard deviation by Welford's method (Knuth, TAOCP 2, 4.2.2): one pass, no sum of squares that cancels.
class PeriodStatistics {
public:
    /// The stamp of the next sample in order; `sequence` tells whether one is missing in between.
    void add(std::uint32_t sequence, Time stamp) {
        if (last_ && sequence == last_->sequence + 1) add_period(std::chrono::duration<double>(stamp - last_->stamp).count());
        last_ = Last{sequence, stamp};
    }

    std::uint64_t periods() const noexcept { return periods_; }
    double mean_s() const noexcept { return mean_s_; }
    double min_s() const noexcept { return min_s_; }
    double max_s() const noexcept { return max_s_; }
    double stddev_s() const noexcept { return periods_ < 2 ? 0 : std::sqrt(sum_s2_ / static_cast<double>(periods_ - 1)); }
    double rate_hz() const noexcept { return mean_s_ > 0 ? 1 / mean_s_ : 0; }

private:
    struct Last {
        std::uint32_t sequence;
        Time stamp;
    };

    void add_period(double period_s) {
        min_s_ = periods_ == 0 ? period_s : std::min(min_s_, period_s);
        max_s_ = std::max(max_s_, period_s);
        ++periods_;
        const double away_s = period_s - mean_s_;
        mean_s_ += away_s / static_cast<double>(periods_);
        sum_s2_ += away_s * (period_s - mean_s_);
    }

    std::optional<Last> last_;
    std::uint64_t periods_ = 0;
    double mean_s_ = 0;
    double min_s_ = 0;
    double max_s_ = 0;
    double sum_s2_ = 0;
};

}  // namespace seqboard::cli
