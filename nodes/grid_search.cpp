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

void GridSearch::begin(const CostGrid& cost, Cell start, Cell goal) noexcept {
    length_ = 0;
    open_ = 0;
    start_ = start;
    goal_ = goal;
    if (!OccupancyGrid::contains(start) || !OccupancyGrid::contains(goal)) return;
    if (cost[at(index_of(goal))] == kBlocked && goal != start) return;  // known without a look at every cell that can be reached
    place_.fill(kNew);
    open(start, index_of(start), 0);
}

GridSearch::State GridSearch::go_on(const CostGrid& cost, int cells) noexcept {
    for (; open_ > 0; --cells) {
        if (cells == 0) return State::kSearching;
        const std::int16_t cell = take_cheapest();
        if (cell == index_of(goal_)) {
            trace();
            return State::kFound;
        }
        expand(cost, cell);
    }
    return State::kNoWay;
}

void GridSearch::expand(const CostGrid& cost, std::int16_t cell) noexcept {
    const Cell here = cell_of(cell);
    const std::uint32_t so_far = cost_[at(cell)];
    const int last_x = std::min(here.x + 1, OccupancyGrid::kSide - 1), last_y = std::min(here.y + 1, OccupancyGrid::kSide - 1);
    for (int y = std::max(here.y - 1, 0); y <= last_y; ++y) {
        for (int x = std::max(here.x - 1, 0); x <= last_x; ++x) {
            const std::int16_t index = index_of({x, y});
            const std::uint16_t entry = cost[at(index)];
            if (entry == kBlocked || place_[at(index)] == kDone) continue;  // `cell` itself is done
            const int step = x != here.x && y != here.y ? kDiagonal : kStraight;
            open({x, y}, cell, so_far + static_cast<std::uint32_t>(step) + entry);
        }
    }
}

/// Puts a cell into the heap, or betters the way to it.
void GridSearch::open(Cell cell, std::int16_t from, std::uint32_t cost) noexcept {
    const std::int16_t index = index_of(cell);
    const bool known = place_[at(index)] >= 0;
    if (known && cost >= cost_[at(index)]) return;
    cost_[at(index)] = cost;
    rank_[at(index)] = cost + least_cost(cell, goal_);
    from_[at(index)] = from;
    sift_up(known ? at(place_[at(index)]) : open_++, index);
}

std::int16_t GridSearch::take_cheapest() noexcept {
    const std::int16_t cell = heap_[0];
    place_[at(cell)] = kDone;
    if (--open_ > 0) sift_down(0, heap_[open_]);
    return cell;
}

void GridSearch::put(std::size_t place, std::int16_t cell) noexcept {
    heap_[place] = cell;
    place_[at(cell)] = static_cast<std::int16_t>(place);
}

void GridSearch::sift_up(std::size_t place, std::int16_t cell) noexcept {
    const std::uint32_t rank_of_cell = rank_[at(cell)];
    while (place > 0) {
        const std::size_t parent = (place - 1) / 2;
        if (rank_of_cell >= rank(parent)) break;
        put(place, heap_[parent]);
        place = parent;
    }
    put(place, cell);
}

void GridSearch::sift_down(std::size_t place, std::int16_t cell) noexcept {
    const std::uint32_t rank_of_cell = rank_[at(cell)];
    for (std::size_t child = 2 * place + 1; child < open_; child = 2 * place + 1) {
        std::uint32_t least = rank(child);
        if (child + 1 < open_ && rank(child + 1) < least) least = rank(++child);
        if (rank_of_cell <= least) break;
        put(place, heap_[child]);
        place = child;
    }
    put(place, cell);
}

void GridSearch::trace() noexcept {
    for (std::int16_t cell = index_of(goal_);; cell = from_[at(cell)]) {
        path_[path_.size() - ++length_] = cell;
        if (cell == index_of(start_)) return;
    }
}

}  // namespace seqboard
