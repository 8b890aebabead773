// seqboard_agent [--root DIR] [--boards DIR] serve|boot|stop|status
#pragma once

#include "core/deploy/target.hpp"

namespace seqboard::deploy {

/// The whole program. What the command line says is laid over `settings`; without --root the releases are where the program
/// itself lies (ROOT/agent/...), else in /opt/seqboard.
int run_agent_program(int argc, char** argv, TargetSettings settings);

}  // namespace seqboard::deploy
