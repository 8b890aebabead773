// Where the known floor ends: the next place worth going to for a robot that explores.
#pragma once

#include <array>
#include <bitset>
#include <optional>

#include "nodes/occupancy_grid.hpp"

namespace seqboard {

/// Frontiers after Yamauchi, "A frontier-based approach for autonomous exploration", 1997: cells that are free, can be reached and
/// border on what nobody has looked at. About 40 KiB, nothing allocated; a search looks at every cell a few times.
class FrontierSearch {
public:
    /// `keep_m`: the middle of the robot stays so far from obstacles.
    explicit FrontierSearch(float keep_m) : keep_m_{keep_m} {}

    /// The frontier with the fewest cells on the way to it; none if nothing is left. Where the robot stands it may pass, whatever the map
    /// says.
    std::optional<Point> nearest(const OccupancyGrid& grid, Point from) noexcept;

    /// Whether enough around a place is still unknown to be worth a way.
    static bool worth_a_look(const OccupancyGrid& grid, Point place) noexcept;

    /// Places near this one are not proposed again: it cannot be reached, or looking there brings nothing.
    void give_up(const OccupancyGrid& grid, Point place) noexcept;
    void forget() noexcept { given_up_.reset(); }

private:
    using Cell = OccupancyGrid::Cell;

    bool is_frontier(const OccupancyGrid& grid, Cell cell) const noexcept;
    void mark_room(const OccupancyGrid& grid, Cell start) noexcept;

    float keep_m_;
    std::array<std::uint8_t, OccupancyGrid::kCells> tenths_{};
    std::bitset<OccupancyGrid::kCells> room_;      ///< free and wide enough
    std::bitset<OccupancyGrid::kCells> to_reach_;  ///< not reached yet; more than room where the robot stands
    std::bitset<OccupancyGrid::kCells> given_up_;
    std::array<std::int16_t, OccupancyGrid::kCells> queue_{};
};

}  // namespace seqboard
