// The cheapest way across a grid: A* with integers and fixed memory.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "nodes/occupancy_grid.hpp"

namespace seqboard {

/// What one cell costs to enter; kBlocked: never.
inline constexpr std::uint16_t kBlocked = 0xffff;
using CostGrid = std::array<std::uint16_t, OccupancyGrid::kCells>;

/// A*: Hart, Nilsson, Raphael 1968. Eight neighbours; a straight step costs 10 and the entered cell's cost, a diagonal one 14.
class GridSearch {
public:
    using Cell = OccupancyGrid::Cell;

    enum class State : std::uint8_t { kSearching, kFound, kNoWay };

    /// Begins to look for a path from start to goal. The start may lie in a blocked cell.
    void begin(const CostGrid& cost, Cell start, Cell goal) noexcept;

    /// Looks on, at so many cells at most; the costs are those that it began with. kFound: the path, both ends included, is in path().
    State go_on(const CostGrid& cost, int cells) noexcept;

    /// All at once. False if there is no way.
    bool find(const CostGrid& cost, Cell start, Cell goal) noexcept {
        begin(cost, start, goal);
        return go_on(cost, kCells) == State::kFound;
    }

    std::span<const std::int16_t> path() const noexcept { return {path_.data() + (path_.size() - length_), length_}; }
    static Cell cell_of(std::int16_t index) { return {index % OccupancyGrid::kSide, index / OccupancyGrid::kSide}; }

private:
    static constexpr int kCells = OccupancyGrid::kCells;

    void open(Cell cell, std::int16_t from, std::uint32_t cost) noexcept;
    std::int16_t take_cheapest() noexcept;
    /// The cell that is to be in the heap, from this place on.
    void sift_up(std::size_t place, std::int16_t cell) noexcept;
    void sift_down(std::size_t place, std::int16_t cell) noexcept;
    void put(std::size_t place, std::int16_t cell) noexcept;
    std::uint32_t rank(std::size_t place) const noexcept { return rank_[static_cast<std::size_t>(heap_[place])]; }
    void expand(const CostGrid& cost, std::int16_t cell) noexcept;
    void trace() noexcept;

    std::array<std::uint32_t, kCells> cost_;  ///< from the start
    std::array<std::uint32_t, kCells> rank_;  ///< cost plus the least that is still to come
    std::array<std::int16_t, kCells> from_;
    std::array<std::int16_t, kCells> place_;  ///< in the heap; kNew or kDone
    std::array<std::int16_t, kCells> heap_;
    std::array<std::int16_t, kCells> path_;  ///< filled from its end
    std::size_t open_ = 0;
    std::size_t length_ = 0;
    Cell start_{};
    Cell goal_{};
};

}  // namespace seqboard
