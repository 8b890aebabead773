// Rooms that nobody has tuned anything for.
#pragma once

#include <cstdint>

#include "nodes/sim/room.hpp"

namespace seqboard::sim {

/// The same in all of them, so that a node set can name it.
inline constexpr Point kRandomRoomGoal{2.6f, 0.3f};

/// Four walls, four to eight boxes, start at the origin with heading zero, the goal at the other end; the same room for the same seed.
/// A box stands in the straight way from start to goal; there is another way that is at least 0.46 m wide everywhere, and both have 0.35 m
/// of room around them.
Room random_room(std::uint32_t seed);

}  // namespace seqboard::sim
