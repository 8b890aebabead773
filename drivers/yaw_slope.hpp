// The yaw rate of a module that tells only its yaw.
#pragma once

#include <array>
#include <optional>

#include "core/angle.hpp"
#include "core/time.hpp"

namespace seqboard {

/// The slope over the last five yaws: at a look every 20 ms over 80 ms, so that a hundredth of a degree is 0.002 rad/s, and a
/// frame more or less between two looks an eighth of the rate. What it says lags by half of that time.
class YawSlope {
public:
    /// Nothing for the first yaw, and for the first after a gap.
    std::optional<float> take(float yaw_rad, Time now) noexcept {
        constexpr Duration kGap = std::chrono::milliseconds{200};
        if (count_ > 0 && now - at(count_ - 1).time > kGap) count_ = 0;
        at(count_++) = {yaw_rad, now};
        if (count_ < 2) return std::nullopt;
        const Point oldest = at(count_ < kPoints ? 0 : count_ - kPoints);
        if (now <= oldest.time) return std::nullopt;
        return wrapped_rad(yaw_rad - oldest.yaw_rad) / seconds_of(now - oldest.time);
    }

    void restart() noexcept { count_ = 0; }

private:
    struct Point {
        float yaw_rad;
        Time time;
    };
    static constexpr std::size_t kPoints = 5;

    Point& at(std::size_t number) noexcept { return points_[number % kPoints]; }

    std::array<Point, kPoints> points_{};
    std::size_t count_ = 0;  ///< since the start
};

}  // namespace seqboard
