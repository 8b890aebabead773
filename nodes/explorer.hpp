// Decides where a robot that explores goes next, and when it has seen enough.
#pragma once

#include <optional>
#include <utility>

#include "core/time.hpp"
#include "nodes/frontier_search.hpp"

namespace seqboard {

/// From frontier to frontier, always the nearest. A frontier is left for another when it has been looked at, and given up when the robot
/// stands at it or has no way to it for two seconds, or does not get on for six, or after half a minute.
class Explorer {
public:
    explicit Explorer(float keep_m) : frontiers_{keep_m} {}

    void restart() noexcept {
        frontiers_.forget();
        target_.reset();
        chosen_at_ = {};
    }

    /// Whether for two seconds there has been nothing to go to.
    bool done(Time now) const noexcept { return !target_ && now - chosen_at_ > kLook; }

    /// With each new map. `stands`: the plan to the last target has no way, or has come to its end. None: stand and look.
    std::optional<Point> next(const OccupancyGrid& grid, Point here, bool stands, Time now) noexcept {
        if (!stands) underway_at_ = now;
        if (distance_m(here, moved_to_) > kMoved_m) {
            moved_to_ = here;
            moved_at_ = now;
        }
        const bool hopeless = now - underway_at_ > kLook || now - moved_at_ > kPatience || now - chosen_at_ > kLongest;
        if (target_ && hopeless) frontiers_.give_up(grid, *std::exchange(target_, {}));
        if (target_ && FrontierSearch::worth_a_look(grid, *target_)) return target_;
        const bool waited = !target_ && chosen_at_ != Time{};
        target_ = frontiers_.nearest(grid, here);
        if (target_ || !waited) chosen_at_ = underway_at_ = moved_at_ = now;
        return target_;
    }

private:
    static constexpr Duration kLook = std::chrono::seconds{2};  // the head has turned to both sides
    static constexpr Duration kPatience = std::chrono::seconds{6};
    static constexpr Duration kLongest = std::chrono::seconds{30};
    static constexpr float kMoved_m = 0.05f;

    FrontierSearch frontiers_;
    std::optional<Point> target_;
    Time chosen_at_{};  ///< or when there was nothing left to choose
    Time underway_at_{};
    Time moved_at_{};
    Point moved_to_;
};

}  // namespace seqboard
