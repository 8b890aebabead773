// Supervision in the background.
#pragma once

#include "core/launch/enable_line.hpp"
#include "core/launch/plan_reader.hpp"

namespace seqboard::cli {

/// Supervises the plan in a process of its own, in a session of its own. Returns 0 when all nodes are ready; if a node is
/// given up before that, the set is stopped again and the exit code of the supervisor is returned. The supervisor prints to
/// <board>/log/supervisor.log from then on.
int supervise_detached(LaunchPlan plan, ReadAgain read_again, const EnableLineDriver& lines);

}  // namespace seqboard::cli
