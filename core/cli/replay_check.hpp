// seqboard replay check: today's nodes on yesterday's inputs.
#pragma once

#include "core/cli/subcommands.hpp"

namespace seqboard::cli {

void add_replay_check(Command replay, Session& session);

}  // namespace seqboard::cli
