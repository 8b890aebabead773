// The places a robot shall pass, in their order.
#pragma once

#include <string>
#include <vector>

#include "nodes/planar.hpp"

namespace seqboard {

/// The places of `via`, `rounds` times over, then the goal. Allocates at construction only.
class Itinerary {
public:
    /// `via`: "X Y, X Y", metres in the world frame; empty: straight to the goal. Throws StartError for anything else.
    Itinerary(const std::string& via, int rounds, Point goal);

    void restart() noexcept { passed_ = 0; }
    Point next() const noexcept { return only_goal_left() ? goal_ : via_[passed_ % via_.size()]; }
    bool only_goal_left() const noexcept { return passed_ == to_pass_; }

    /// True if the robot is near the next place, which then is the one after. The goal is never passed.
    bool pass(Point here) noexcept {
        constexpr float kNear_m = 0.15f;
        if (only_goal_left() || distance_m(here, next()) > kNear_m) return false;
        ++passed_;
        return true;
    }

private:
    std::vector<Point> via_;
    Point goal_;
    std::size_t to_pass_ = 0;
    std::size_t passed_ = 0;
};

}  // namespace seqboard
