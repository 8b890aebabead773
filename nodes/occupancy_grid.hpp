// Where obstacles are, learnt from single-beam ranges: log-odds in bytes, integers only per cell.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "core/messages/map.hpp"
#include "nodes/planar.hpp"

namespace seqboard {

/// A square of the world. Fixed size: nothing is allocated after start. Cell (0, 0) is at the origin corner.
class OccupancyGrid {
public:
    static constexpr int kSide = kMapSide;
    static constexpr int kCells = kSide * kSide;

    struct Cell {
        int x = 0;
        int y = 0;
        bool operator==(const Cell&) const = default;
    };

    OccupancyGrid(Point origin, float cell_m) : map_{.origin_x_m = origin.x_m, .origin_y_m = origin.y_m, .cell_m = cell_m} {}

    /// As others get it, and as others sent it. False, and nothing changes, for a map whose place or cell size makes no sense.
    const Map& map() const noexcept { return map_; }
    bool load(const Map& map) noexcept;

    /// One beam: `sensor` in the world, `direction_rad` of its axis, full opening `width_rad`, at most 2.8. +inf: nothing up to
    /// max_range_m.
    struct Beam {
        Point sensor;
        float direction_rad = 0;
        float width_rad = 0;
        float range_m = 0;
        float max_range_m = 0;
    };

    /// Cells nearer than the echo become freer, those at its distance more occupied: less so where something known stands at that
    /// distance in the cone, since that explains the echo, and the wide arc would close ways that are open. No echo is weak
    /// evidence, as a smooth wall met at an angle gives none either: it neither frees what echoes have confirmed nor makes an
    /// unknown cell a known one. A range that is no number teaches nothing.
    void add(const Beam& beam) noexcept;

    /// The robot's hull is here, so nothing else is.
    void clear_disc(Point centre, float radius_m) noexcept;

    /// Here the floor ends. No beam ever frees that cell: sonar sees no edges.
    void mark_edge(Point at) noexcept;

    static constexpr bool contains(Cell cell) { return cell.x >= 0 && cell.y >= 0 && cell.x < kSide && cell.y < kSide; }
    static constexpr int index_of(Cell cell) { return cell.y * kSide + cell.x; }

    bool occupied(Cell cell) const noexcept {
        return !contains(cell) || map_.log_odds[static_cast<std::size_t>(index_of(cell))] >= kOccupied;
    }

    /// No beam has passed it, so something may stand there.
    bool unknown(Cell cell) const noexcept { return contains(cell) && unknown(static_cast<std::size_t>(index_of(cell))); }
    bool unknown(std::size_t index) const noexcept { return map_.log_odds[index] > kKnownFree; }
    Cell cell_at(Point p) const noexcept;
    Point centre_of(Cell cell) const noexcept;
    float cell_m() const noexcept { return map_.cell_m; }

    /// What counts as an obstacle: what one good echo has shown, or only what several have and no beam has passed since.
    enum class Evidence : std::uint8_t { kOccupied, kConfirmed };

    /// Distance from every cell to the nearest obstacle, in tenths of a cell, at most 255 (two-pass chamfer
    /// transform: Borgefors, "Distance transformations in digital images", 1986). Beyond the grid counts as one.
    void distances(std::array<std::uint8_t, kCells>& tenths, Evidence least = Evidence::kOccupied) const noexcept;

private:
    static constexpr std::int8_t kOccupied = 18;  ///< by one echo on the axis, until a second beam passes
    static constexpr std::int8_t kKnownFree = -5;
    static constexpr std::int8_t kConfirmed = 60;  ///< by three echoes on the axis
    static constexpr std::int8_t kMost = 100;
    static constexpr std::int8_t kNoFloor = 127;

    bool explains(const Beam& beam) const noexcept;
    void learn(Cell cell, const Beam& beam, bool explained) noexcept;
    void hear_nothing(Cell cell) noexcept;
    void raise(Cell cell, int by) noexcept;

    Map map_;
};

}  // namespace seqboard
