#include "nodes/route_planner.hpp"

#include <algorithm>
#include <cstdlib>

namespace seqboard {

namespace {

constexpr int kNearnessCost = 40;  // of a cell that just keeps the margin: four straight steps
constexpr int kLeavingCost = 2;    // of a cell nearer than the margin, for each tenth of a cell
constexpr int kUnknownCost = 12;   // of a cell that nobody has looked into yet: more than a straight step

}  // namespace

RoutePlanner::State RoutePlanner::begin(const OccupancyGrid& grid, Point from, Point goal, float radius_m, OccupancyGrid::Evidence obstacle,
                                        int cells) noexcept {
    count_ = 0;
    grid.distances(tenths_, obstacle);
    rate_cells(grid, from);
    from_ = from;
    end_ = end_near(grid, goal, radius_m);
    obstacle_ = obstacle;
    search_.begin(cost_, grid.cell_at(from), grid.cell_at(end_));
    return go_on(grid, cells);
}

RoutePlanner::State RoutePlanner::go_on(const OccupancyGrid& grid, int cells) noexcept {
    const State state = search_.go_on(cost_, cells);
    if (state == State::kSearching) return state;
    if (obstacle_ != OccupancyGrid::Evidence::kOccupied) grid.distances(tenths_);  // who passes there has to know that it is narrow
    if (state == State::kFound) simplify(grid);
    return state;
}

void RoutePlanner::rate_cells(const OccupancyGrid& grid, Point from) noexcept {
    const auto in_tenths = [&](float m) { return static_cast<int>(m / grid.cell_m() * 10); };
    const int least = in_tenths(config_.hull_radius_m + config_.margin_m);
    const int comfort = in_tenths(config_.hull_radius_m + config_.comfort_m);
    // By distance, once: a division for every cell is dear where the processor has none.
    std::array<std::uint16_t, 256> cost_at{};
    for (int away = 0; away < 256; ++away)
        cost_at[static_cast<std::size_t>(away)] = away < least ? kBlocked
                                                  : away >= comfort
                                                      ? std::uint16_t{0}
                                                      : static_cast<std::uint16_t>(kNearnessCost * (comfort - away) / (comfort - least));
    for (std::size_t i = 0; i < cost_.size(); ++i) {
        cost_[i] = cost_at[tenths_[i]];
        if (cost_[i] != kBlocked && grid.unknown(i)) cost_[i] = static_cast<std::uint16_t>(cost_[i] + kUnknownCost);
    }
    // Where the robot stands there is room, whatever the map says; leaving is dear but allowed, the dearer the nearer to an obstacle, so
    // that the way leads off it.
    const int reach = static_cast<int>((config_.hull_radius_m + config_.margin_m) / grid.cell_m());
    const GridSearch::Cell here = grid.cell_at(from);
    for (int y = here.y - reach; y <= here.y + reach; ++y)
        for (int x = here.x - reach; x <= here.x + reach; ++x) {
            if (!OccupancyGrid::contains({x, y})) continue;
            const auto i = static_cast<std::size_t>(OccupancyGrid::index_of({x, y}));
            if (cost_[i] == kBlocked && tenths_[i] > 0)
                cost_[i] = static_cast<std::uint16_t>(2 * kNearnessCost + kLeavingCost * (least - tenths_[i]));
        }
}

Point RoutePlanner::end_near(const OccupancyGrid& grid, Point goal, float radius_m) const noexcept {
    const GridSearch::Cell middle = grid.cell_at(goal);
    const auto blocked = [&](GridSearch::Cell cell) {
        return !OccupancyGrid::contains(cell) || cost_[static_cast<std::size_t>(OccupancyGrid::index_of(cell))] == kBlocked;
    };
    if (!blocked(middle)) return goal;
    Point nearest = goal;
    float least_m = radius_m - 0.2f * grid.cell_m();  // inside, not at the border: the robot ends there with some error
    const int reach = static_cast<int>(radius_m / grid.cell_m()) + 1;
    for (int y = middle.y - reach; y <= middle.y + reach; ++y)
        for (int x = middle.x - reach; x <= middle.x + reach; ++x) {
            const Point centre = grid.centre_of({x, y});
            if (blocked({x, y}) || distance_m(centre, goal) >= least_m) continue;
            least_m = distance_m(centre, goal);
            nearest = centre;
        }
    return nearest;
}

/// Whether the straight line enters no dearer cell than the path already has to.
bool RoutePlanner::straight_is_fine(const OccupancyGrid& grid, GridSearch::Cell a, GridSearch::Cell b) const noexcept {
    const auto cost_at = [&](GridSearch::Cell cell) { return cost_[static_cast<std::size_t>(OccupancyGrid::index_of(cell))]; };
    const std::uint16_t most = std::max(cost_at(a), cost_at(b));
    const int steps = 2 * std::max(std::abs(a.x - b.x), std::abs(a.y - b.y));
    const Point begin = grid.centre_of(a);
    const Point along = grid.centre_of(b) - begin;
    for (int i = 1; i < steps; ++i) {
        const Point p = begin + static_cast<float>(i) / static_cast<float>(steps) * along;
        if (cost_at(grid.cell_at(p)) > most) return false;
    }
    return true;
}

void RoutePlanner::simplify(const OccupancyGrid& grid) noexcept {
    const auto path = search_.path();
    points_[count_++] = from_;
    std::size_t corner = 0;
    for (std::size_t i = 2; i < path.size() && count_ + 1 < kMaxPoints; ++i) {
        if (straight_is_fine(grid, GridSearch::cell_of(path[corner]), GridSearch::cell_of(path[i]))) continue;
        corner = i - 1;
        points_[count_++] = grid.centre_of(GridSearch::cell_of(path[corner]));
    }
    points_[count_++] = end_;
}

bool RoutePlanner::explored(const OccupancyGrid& grid, Point at) const noexcept {
    const GridSearch::Cell middle = grid.cell_at(at);
    const int reach = static_cast<int>(config_.hull_radius_m / grid.cell_m());
    for (int y = middle.y - reach; y <= middle.y + reach; ++y)
        for (int x = middle.x - reach; x <= middle.x + reach; ++x)
            if (grid.unknown({x, y})) return false;
    return true;
}

float RoutePlanner::clearance_m(const OccupancyGrid& grid, Point at) const noexcept {
    const GridSearch::Cell cell = grid.cell_at(at);
    if (!OccupancyGrid::contains(cell)) return 0;
    const float tenths = tenths_[static_cast<std::size_t>(OccupancyGrid::index_of(cell))];
    return tenths / 10 * grid.cell_m() - config_.hull_radius_m;
}

}  // namespace seqboard
