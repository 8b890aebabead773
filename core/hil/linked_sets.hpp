// The node sets at the two ends of a link, made of one robot's.
#pragma once

#include <string>

#include "core/hil/set_cut.hpp"

namespace seqboard::hil {

inline constexpr const char* kLinkNode = "link";

/// The plant's end of the link, a node set to be included before the robot's: the first of nodes that feed each other steps first, and so the
/// run is that of one machine.
std::string plant_link_text(const SetCut& cut, const std::string& line);

/// What the plant's set lays over the robot's: without the nodes that are elsewhere.
std::string plant_overlay_text(const NodeSet& base, const SetCut& cut);

/// The board's set in one file, which needs no other: `base` with all that it includes, its profiles and what was --set.
std::string board_set_text(const Scenario& scenario, const NodeSet& base, const SetCut& cut, const std::string& board,
                           const std::string& line);

}  // namespace seqboard::hil
