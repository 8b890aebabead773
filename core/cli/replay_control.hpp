// seqboard replay control.
#pragma once

#include "core/cli/subcommands.hpp"

namespace seqboard::cli {

/// Beneath `replay`.
void add_replay_control(Command replay, Session& session);

}  // namespace seqboard::cli
