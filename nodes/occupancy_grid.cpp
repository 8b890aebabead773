#include "nodes/occupancy_grid.hpp"

#include <algorithm>

namespace seqboard {

namespace {

constexpr float kMappedRange_m = 2.0f;  // a wide cone says too little about what is farther
constexpr int kHit = 24;
constexpr float kNear_m = 0.4f;  // up to here the middle of the arc is no longer than a cell: that cell it was
constexpr int kNearHit = 48;     // one echo closes it, though beams that passed had freed it: there may be no second look
constexpr int kFree = -6;
constexpr int kSilence = -1;
constexpr int kExplainedShare = 3;  // what an echo tells of cells that need not have caused it: a third

}  // namespace

bool OccupancyGrid::load(const Map& map) noexcept {
    constexpr float kLeastCell_m = 0.01f, kMostCell_m = 1.0f;
    const bool sound =
        std::isfinite(map.origin_x_m) && std::isfinite(map.origin_y_m) && map.cell_m >= kLeastCell_m && map.cell_m <= kMostCell_m;
    if (!sound) return false;
    map_ = map;
    return true;
}

OccupancyGrid::Cell OccupancyGrid::cell_at(Point p) const noexcept {
    const auto index = [&](float offset_m) {
        return static_cast<int>(std::floor(std::clamp(offset_m / map_.cell_m, -1.0f, kSide + 1.0f)));
    };
    return {index(p.x_m - map_.origin_x_m), index(p.y_m - map_.origin_y_m)};
}

Point OccupancyGrid::centre_of(Cell cell) const noexcept {
    return {map_.origin_x_m + (static_cast<float>(cell.x) + 0.5f) * map_.cell_m,
            map_.origin_y_m + (static_cast<float>(cell.y) + 0.5f) * map_.cell_m};
}

void OccupancyGrid::raise(Cell cell, int by) noexcept {
    if (!contains(cell)) return;
    std::int8_t& odds = map_.log_odds[static_cast<std::size_t>(index_of(cell))];
    if (odds == kNoFloor) return;
    odds = static_cast<std::int8_t>(std::clamp<int>(odds + by, -kMost, kMost));
}

void OccupancyGrid::hear_nothing(Cell cell) noexcept {
    if (!contains(cell)) return;
    const int odds = map_.log_odds[static_cast<std::size_t>(index_of(cell))];
    if (odds > kKnownFree + 1 && odds < kConfirmed) raise(cell, kSilence);
}

bool OccupancyGrid::explains(const Beam& beam) const noexcept {
    constexpr int kHalfSamples = 4;
    if (std::isinf(beam.range_m)) return false;
    for (int i = -kHalfSamples; i <= kHalfSamples; ++i) {
        const float direction_rad = beam.direction_rad + beam.width_rad * static_cast<float>(i) / (2 * kHalfSamples);
        const Cell cell = cell_at(beam.sensor + beam.range_m * unit_vector(direction_rad));
        if (contains(cell) && occupied(cell)) return true;
    }
    return false;
}

void OccupancyGrid::learn(Cell cell, const Beam& beam, bool explained) noexcept {
    const Point towards = centre_of(cell) - beam.sensor;
    const float away_m = length_m(towards);
    const float off_axis_rad = wrapped_rad(std::atan2(towards.y_m, towards.x_m) - beam.direction_rad);
    if (std::abs(off_axis_rad) > beam.width_rad / 2) return;
    if (std::isinf(beam.range_m)) return hear_nothing(cell);
    if (away_m < beam.range_m - map_.cell_m) return raise(cell, kFree);
    if (away_m >= beam.range_m + map_.cell_m / 2) return;
    // The axis of the cone is the likelier place of the echo.
    const bool on_axis = std::abs(off_axis_rad) < beam.width_rad / 4;
    if (on_axis && beam.range_m < kNear_m) return raise(cell, kNearHit);
    const int hit = on_axis ? kHit : kHit / 2;
    raise(cell, explained && !occupied(cell) ? hit / kExplainedShare : hit);
}

void OccupancyGrid::add(const Beam& beam) noexcept {
    if (std::isnan(beam.range_m) || beam.range_m < 0) return;
    const float reach_m = std::min({beam.range_m + map_.cell_m, beam.max_range_m, kMappedRange_m});
    const bool explained = explains(beam);
    // The triangle whose far side touches the arc holds all of the cone. On a processor without floating point the square around the
    // sensor would cost twenty times as much.
    const float side_m = reach_m / sine_cosine(beam.width_rad / 2).cosine;
    const Point left = beam.sensor + side_m * unit_vector(beam.direction_rad + beam.width_rad / 2);
    const Point right = beam.sensor + side_m * unit_vector(beam.direction_rad - beam.width_rad / 2);
    const Cell low = cell_at({std::min({beam.sensor.x_m, left.x_m, right.x_m}), std::min({beam.sensor.y_m, left.y_m, right.y_m})});
    const Cell high = cell_at({std::max({beam.sensor.x_m, left.x_m, right.x_m}), std::max({beam.sensor.y_m, left.y_m, right.y_m})});
    for (int y = std::max(low.y, 0); y <= std::min(high.y, kSide - 1); ++y)
        for (int x = std::max(low.x, 0); x <= std::min(high.x, kSide - 1); ++x)
            if (const Point d = centre_of({x, y}) - beam.sensor; dot(d, d) <= reach_m * reach_m) learn({x, y}, beam, explained);
}

void OccupancyGrid::clear_disc(Point centre, float radius_m) noexcept {
    const int reach = static_cast<int>(radius_m / map_.cell_m) + 1;
    const Cell middle = cell_at(centre);
    for (int y = middle.y - reach; y <= middle.y + reach; ++y)
        for (int x = middle.x - reach; x <= middle.x + reach; ++x)
            if (distance_m(centre_of({x, y}), centre) < radius_m) raise({x, y}, kFree);
}

void OccupancyGrid::mark_edge(Point at) noexcept {
    const Cell cell = cell_at(at);
    if (contains(cell)) map_.log_odds[static_cast<std::size_t>(index_of(cell))] = kNoFloor;
}

void OccupancyGrid::distances(std::array<std::uint8_t, kCells>& tenths, Evidence least) const noexcept {
    constexpr int kStraight = 10;
    constexpr int kDiagonal = 14;
    const auto at = [&](int x, int y) -> int { return contains({x, y}) ? tenths[static_cast<std::size_t>(index_of({x, y}))] : 0; };
    const auto relax = [&](int x, int y, int step) {
        const int before = std::min({at(x - step, y) + kStraight, at(x, y - step) + kStraight, at(x - step, y - step) + kDiagonal,
                                     at(x + step, y - step) + kDiagonal});
        auto& cell = tenths[static_cast<std::size_t>(index_of({x, y}))];
        cell = static_cast<std::uint8_t>(std::min<int>(cell, before));
    };
    const int threshold = least == Evidence::kConfirmed ? kConfirmed : kOccupied;
    for (std::size_t i = 0; i < tenths.size(); ++i) tenths[i] = map_.log_odds[i] >= threshold ? 0 : 255;
    for (int y = 0; y < kSide; ++y)
        for (int x = 0; x < kSide; ++x) relax(x, y, 1);
    for (int y = kSide - 1; y >= 0; --y)
        for (int x = kSide - 1; x >= 0; --x) relax(x, y, -1);
}

}  // namespace seqboard
