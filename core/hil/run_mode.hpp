// Where the robot's nodes run while a scenario is tried, and what time is then.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace seqboard::hil {

enum class RunMode : std::uint8_t {
    kSim,     ///< all on this machine, in lock-step
    kSimArm,  ///< the robot's nodes are a board's programs in an emulator, on the same blackboard; lock-step
    kDev,     ///< all on this machine, every node on its own timer
    kHil,     ///< the robot's nodes on a board, the plant and who judges here, linked; lock-step
    kReplay,  ///< the robot's nodes on this machine, in lock-step with a recording, which has all else
};

/// "sim", "sim-arm", "dev", "hil", "replay".
std::string_view name_of(RunMode mode);
std::vector<std::string> mode_names();

/// Throws StartError{kUsage} for a name that is none.
RunMode mode_named(const std::string& name);

}  // namespace seqboard::hil
