// What a robot's map adds to the picture of its run.
#pragma once

#include "core/messages/map.hpp"
#include "nodes/sim/run_picture.hpp"

namespace seqboard::sim {

/// The occupied cells' middles; nothing for a map that cannot be read.
void add_map(RunPicture& picture, const Map& map);

}  // namespace seqboard::sim
