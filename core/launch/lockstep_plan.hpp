// In which order the nodes of a lock-step run step within a tick.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace seqboard {

/// A participant and the slots it touches. The driver is none: it steps after all others, its slots are read one tick later.
struct LockstepNode {
    std::string name;
    std::vector<std::string> writes;
    std::vector<std::string> reads;
};

/// The level of each node, in the order given: levels run one after the other, the nodes of one level at the same time.
/// A reader steps after the writer of what it reads. Where nodes feed back into each other, the first of them in the file
/// steps first and reads what the last of them wrote a tick ago. Nodes of one level never share a slot that one of them
/// writes, so that the samples do not depend on who is faster.
std::vector<std::uint32_t> lockstep_levels(const std::vector<LockstepNode>& nodes);

}  // namespace seqboard
