#include "nodes/grid_search.hpp"

#include <algorithm>
#include <cstdlib>

namespace seqboard {

namespace {

using Cell = OccupancyGrid::Cell;
constexpr std::int16_t kNew = -1;
constexpr std::int16_t kDone = -2;
constexpr int kStraight = 10;
constexpr int kDiagonal = 14;

/// The cost of the way if nothing were in it: never more than the real one.
std::uint32_t least_cost(Cell a, Cell b) {
    const int dx = std::abs(a.x - b.x);
    const int dy = std::abs(a.y - b.y);
    return static_cast<std::uint32_t>(kStraight * std::max(dx, dy) + (kDiagonal - kStraight) * std::min(dx, dy));
}

std::int16_t index_of(Cell cell) { return static_cast<std::int16_t>(OccupancyGrid::index_of(cell)); }
std::size_t at(std::int16_t cell) { return static_cast<std::size_t>(cell); }

}  // namespace

bool GridSearch::find(const CostGrid& cost, Cell start, Cell goal) noexcept {
    length_ = 0;
    open_ = 0;
    if (!OccupancyGrid::contains(start) || !OccupancyGrid::contains(goal)) return false;
    if (cost[at(index_of(goal))] == kBlocked && goal != start) return false;  // known without a look at every cell that can be reached
    place_.fill(kNew);
    open(index_of(start), index_of(start), 0, goal);
    while (open_ > 0) {
        const std::int16_t cell = take_cheapest();
        if (cell == index_of(goal)) {
            trace(cell, index_of(start));
            return true;
        }
        expand(cost, cell, goal);
    }
    return false;
}

void GridSearch::expand(const CostGrid& cost, std::int16_t cell, Cell goal) noexcept {
    const Cell here = cell_of(cell);
    for (int dy = -1; dy <= 1; ++dy) {
        for (int dx = -1; dx <= 1; ++dx) {
            const Cell next{here.x + dx, here.y + dy};
            if ((dx == 0 && dy == 0) || !OccupancyGrid::contains(next)) continue;
            const std::int16_t index = index_of(next);
            const std::uint16_t entry = cost[at(index)];
            if (entry == kBlocked || place_[at(index)] == kDone) continue;
            const int step = dx != 0 && dy != 0 ? kDiagonal : kStraight;
            open(index, cell, cost_[at(cell)] + static_cast<std::uint32_t>(step) + entry, goal);
        }
    }
}

/// Puts a cell into the heap, or betters the way to it.
void GridSearch::open(std::int16_t cell, std::int16_t from, std::uint32_t cost, Cell goal) noexcept {
    const bool known = place_[at(cell)] >= 0;
    if (known && cost >= cost_[at(cell)]) return;
    cost_[at(cell)] = cost;
    rank_[at(cell)] = cost + least_cost(cell_of(cell), goal);
    from_[at(cell)] = from;
    if (!known) put(open_++, cell);
    sift_up(at(place_[at(cell)]));
}

std::int16_t GridSearch::take_cheapest() noexcept {
    const std::int16_t cell = heap_[0];
    place_[at(cell)] = kDone;
    if (--open_ > 0) {
        put(0, heap_[open_]);
        sift_down(0);
    }
    return cell;
}

void GridSearch::put(std::size_t place, std::int16_t cell) noexcept {
    heap_[place] = cell;
    place_[at(cell)] = static_cast<std::int16_t>(place);
}

void GridSearch::sift_up(std::size_t place) noexcept {
    while (place > 0 && rank(place) < rank((place - 1) / 2)) {
        const std::size_t parent = (place - 1) / 2;
        const std::int16_t upper = heap_[parent];
        put(parent, heap_[place]);
        put(place, upper);
        place = parent;
    }
}

void GridSearch::sift_down(std::size_t place) noexcept {
    for (std::size_t child = 2 * place + 1; child < open_; child = 2 * place + 1) {
        if (child + 1 < open_ && rank(child + 1) < rank(child)) ++child;
        if (rank(place) <= rank(child)) return;
        const std::int16_t upper = heap_[place];
        put(place, heap_[child]);
        put(child, upper);
        place = child;
    }
}

void GridSearch::trace(std::int16_t goal, std::int16_t start) noexcept {
    for (std::int16_t cell = goal;; cell = from_[at(cell)]) {
        path_[path_.size() - ++length_] = cell;
        if (cell == start) return;
    }
}

}  // namespace seqboard
