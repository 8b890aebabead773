#include "nodes/frontier_search.hpp"

namespace seqboard {

namespace {

using Cell = OccupancyGrid::Cell;

std::size_t at(Cell cell) { return static_cast<std::size_t>(OccupancyGrid::index_of(cell)); }

/// Calls what(cell) for the cells of the map in a square of 2 reach + 1 around the middle.
template <class What>
void for_square(Cell middle, int reach, What&& what) {
    for (int y = middle.y - reach; y <= middle.y + reach; ++y)
        for (int x = middle.x - reach; x <= middle.x + reach; ++x)
            if (OccupancyGrid::contains({x, y})) what(Cell{x, y});
}

bool worth_a_look_at(const OccupancyGrid& grid, Cell middle) {
    constexpr int kReach = 2;
    constexpr int kLeastUnknown = 8;  // of 25: a few cells that no beam met are behind every corner
    int unseen = 0;
    for_square(middle, kReach, [&](Cell cell) { unseen += grid.unknown(cell) && !grid.occupied(cell); });
    return unseen >= kLeastUnknown;
}

}  // namespace

bool FrontierSearch::worth_a_look(const OccupancyGrid& grid, Point place) noexcept { return worth_a_look_at(grid, grid.cell_at(place)); }

bool FrontierSearch::is_frontier(const OccupancyGrid& grid, Cell cell) const noexcept {
    if (given_up_[at(cell)]) return false;
    bool borders = false;
    for_square(cell, 1, [&](Cell next) { borders = borders || (grid.unknown(next) && !grid.occupied(next)); });
    return borders && worth_a_look_at(grid, cell);
}

void FrontierSearch::mark_room(const OccupancyGrid& grid, Cell start) noexcept {
    const int least = static_cast<int>(keep_m_ / grid.cell_m() * 10);
    grid.distances(tenths_);
    for (std::size_t i = 0; i < tenths_.size(); ++i) room_[i] = tenths_[i] >= least && !grid.unknown(i);
    to_reach_ = room_;
    for_square(start, least / 10, [&](Cell cell) {
        if (tenths_[at(cell)] > 0) to_reach_[at(cell)] = true;
    });
}

std::optional<Point> FrontierSearch::nearest(const OccupancyGrid& grid, Point from) noexcept {
    const Cell start = grid.cell_at(from);
    if (!OccupancyGrid::contains(start)) return std::nullopt;
    mark_room(grid, start);
    std::size_t queued = 0;
    const auto reach = [&](Cell cell) {
        to_reach_[at(cell)] = false;
        queue_[queued++] = static_cast<std::int16_t>(OccupancyGrid::index_of(cell));
    };
    reach(start);
    for (std::size_t i = 0; i < queued; ++i) {
        const Cell cell{queue_[i] % OccupancyGrid::kSide, queue_[i] / OccupancyGrid::kSide};
        if ((i == 0 || room_[at(cell)]) && is_frontier(grid, cell)) return grid.centre_of(cell);
        for_square(cell, 1, [&](Cell next) {
            if (to_reach_[at(next)]) reach(next);
        });
    }
    return std::nullopt;
}

void FrontierSearch::give_up(const OccupancyGrid& grid, Point place) noexcept {
    constexpr int kReach = 5;
    for_square(grid.cell_at(place), kReach, [&](Cell cell) { given_up_[at(cell)] = true; });
}

}  // namespace seqboard
