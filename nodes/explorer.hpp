// Decides where a robot that explores goes next, and when it has seen enough.
#pragma once

#include <optional>
#include <utility>

#include "core/time.hpp"
#include "nodes/frontier_search.hpp"

namespace seqboard {

/// From frontier to frontier, always the nearest. A frontier is left for another when it has been looked at, when the robot stands at it or in
/// front of it for two seconds and still knows no more, or after half a minute.
class Explorer {
public:
    explicit Explorer(float keep_m) : frontiers_{keep_m} {}

    void restart() noexcept {
        frontiers_.forget();
        target_.reset();
    }

    /// With each new map. `stands`: the plan to the last target has no way, or has come to its end. None: nothing is left.
    std::optional<Point> next(const OccupancyGrid& grid, Point here, bool stands, Time now) noexcept {
        if (!stands) moved_at_ = now;
        if (target_ && (now - moved_at_ > kLook || now - chosen_at_ > kPatience)) frontiers_.give_up(grid, *std::exchange(target_, {}));
        if (target_ && FrontierSearch::worth_a_look(grid, *target_)) return target_;
        target_ = frontiers_.nearest(grid, here);
        chosen_at_ = moved_at_ = now;
        return target_;
    }

private:
    static constexpr Duration kLook = std::chrono::seconds{2};  // the head has turned to both sides
    static constexpr Duration kPatience = std::chrono::seconds{30};

    FrontierSearch frontiers_;
    std::optional<Point> target_;
    Time chosen_at_{};
    Time moved_at_{};
};

}  // namespace seqboard
