#include "nodes/sim/random_room.hpp"

#include <vector>

#include "nodes/sim/random_stream.hpp"

namespace seqboard::sim {

namespace {

constexpr float kHalfWay_m = 0.23f;  // half the width of the narrowest way: a hull of 0.11 m, and what a planner keeps away
constexpr float kFree_m = 0.35f;     // around start and goal
constexpr float kCell_m = 0.05f;     // of the search for a way
constexpr float kFewestBoxes = 4, kMostBoxes = 8;

float between(RandomStream& random, float low, float high) { return low + (high - low) * random.uniform(); }

Room draw(RandomStream& random) {
    Room room;
    room.goal = kRandomRoomGoal;
    const Rectangle hall{{-0.6f, between(random, -1.9f, -1.4f)}, {3.4f, between(random, 1.4f, 1.9f)}};
    room.add_box(hall);
    room.boxes.clear();  // its sides are the walls, its inside is the room
    const auto count = static_cast<std::size_t>(between(random, kFewestBoxes, kMostBoxes + 1));
    while (room.boxes.size() < count) {
        const Point low{between(random, 0.4f, 2.8f), between(random, hall.low.y_m, hall.high.y_m - 0.2f)};
        room.add_box({low, low + Point{between(random, 0.15f, 0.6f), between(random, 0.15f, 0.7f)}});
    }
    return room;
}

/// Spreads from the start over places that are far enough from everything, cell by cell.
bool has_way(const Room& room) {
    constexpr int kSide = 100;
    const auto place = [](int cell) {
        const int column = cell % kSide - 20, row = cell / kSide - kSide / 2;
        return Point{static_cast<float>(column) * kCell_m, static_cast<float>(row) * kCell_m};
    };
    std::vector<bool> seen(kSide * kSide, false);
    std::vector<int> open{kSide / 2 * kSide + 20};
    while (!open.empty()) {
        const int cell = open.back();
        open.pop_back();
        if (distance_m(place(cell), room.goal) < kCell_m) return true;
        for (const int next : {cell - 1, cell + 1, cell - kSide, cell + kSide}) {
            if (next < 0 || next >= kSide * kSide || seen[static_cast<std::size_t>(next)]) continue;
            seen[static_cast<std::size_t>(next)] = true;
            if (room.clearance_m(place(next)) >= kHalfWay_m) open.push_back(next);
        }
    }
    return false;
}

/// Whether something stands where a robot would drive that only turns to the goal and goes.
bool has_obstacle(const Room& room) {
    const Point step = (kCell_m / distance_m(room.start, room.goal)) * (room.goal - room.start);
    for (Point at = room.start; at.x_m < room.goal.x_m; at = at + step)
        if (room.clearance_m(at) < 0) return true;
    return false;
}

}  // namespace

Room random_room(std::uint32_t seed) {
    RandomStream random{seed, "room"};
    while (true) {
        Room room = draw(random);
        if (room.clearance_m(room.start) >= kFree_m && room.clearance_m(room.goal) >= kFree_m && has_obstacle(room) && has_way(room))
            return room;
    }
}

}  // namespace seqboard::sim
