// From a map to a few way points that keep their distance from obstacles.
#pragma once

#include <array>
#include <span>

#include "nodes/grid_search.hpp"

namespace seqboard {

struct RouteConfig {
    float hull_radius_m = 0.11f;
    float margin_m = 0.07f;   ///< the middle of the robot never comes nearer than hull and margin
    float comfort_m = 0.20f;  ///< farther than this from the hull, distance does not count any more
};

/// Keeps the distance field of the last plan for others to ask. No allocation.
class RoutePlanner {
public:
    static constexpr std::size_t kMaxPoints = 16;

    explicit RoutePlanner(const RouteConfig& config) : config_{config} {}

    using State = GridSearch::State;

    /// Begins to plan on this map, and looks at so many cells of it. kNoWay: no way is wide enough; points() is empty as long as none is found. A robot that stands too near to something may leave
    /// there. Nearer than `radius_m` to the goal is there: when the goal itself is too near to something, the way leads to the nearest
    /// place within that radius that is not. With Evidence::kConfirmed the way may pass what one echo has shown; the room round points is
    /// told by all that is known all the same.
    State begin(const OccupancyGrid& grid, Point from, Point goal, float radius_m, OccupancyGrid::Evidence obstacle,
                int cells = OccupancyGrid::kCells) noexcept;

    /// While it is kSearching, on the same map.
    State go_on(const OccupancyGrid& grid, int cells) noexcept;

    /// All at once. False if there is no way.
    bool plan(const OccupancyGrid& grid, Point from, Point goal, float radius_m = 0,
              OccupancyGrid::Evidence obstacle = OccupancyGrid::Evidence::kOccupied) noexcept {
        return begin(grid, from, goal, radius_m, obstacle) == State::kFound;
    }

    /// From the robot's place to the goal.
    std::span<const Point> points() const noexcept { return {points_.data(), count_}; }

    /// Whether everything a hull at this place would cover has been looked at.
    bool explored(const OccupancyGrid& grid, Point at) const noexcept;

    /// Room around a point, from the hull to the nearest obstacle of the last plan's map, at most about 25 cells.
    float clearance_m(const OccupancyGrid& grid, Point at) const noexcept;

private:
    void rate_cells(const OccupancyGrid& grid, Point from) noexcept;
    Point end_near(const OccupancyGrid& grid, Point goal, float radius_m) const noexcept;
    void simplify(const OccupancyGrid& grid) noexcept;
    bool straight_is_fine(const OccupancyGrid& grid, GridSearch::Cell a, GridSearch::Cell b) const noexcept;

    RouteConfig config_;
    std::array<std::uint8_t, OccupancyGrid::kCells> tenths_{};
    CostGrid cost_{};
    GridSearch search_;
    std::array<Point, kMaxPoints> points_{};
    std::size_t count_ = 0;
    Point from_{};
    Point end_{};
    OccupancyGrid::Evidence obstacle_ = OccupancyGrid::Evidence::kOccupied;  ///< of the search that is under way
};

}  // namespace seqboard
