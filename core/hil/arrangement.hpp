// A mode with what it needs: programs, a board, a line.
#pragma once

#include <string>

#include "core/hil/run_mode.hpp"

namespace seqboard::hil {

struct Arrangement {
    RunMode mode = RunMode::kSim;
    std::string board_programs{};  ///< kSimArm: the folder of the robot's programs
    std::string on{};              ///< kHil: a command that runs a line of shell on the board: "ssh root@robot", "sh -c"
    std::string line{};            ///< kHil: this machine's end, as plant_link_node takes it: "udp:robot:5600"
    std::string board_line{};      ///< kHil: the board's end; empty: the listening end of `line`
    std::string recording{};       ///< kReplay: made in lock-step, from its run's beginning
};

/// With the board's end of the line. Throws StartError{kUsage} with one sentence about what is missing.
Arrangement complete(Arrangement arrangement);

}  // namespace seqboard::hil
