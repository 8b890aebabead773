// What a child sets for itself between fork and exec.
#pragma once

#include <string>

#include "core/launch/limits_rule.hpp"
#include "core/launch/schedule_rule.hpp"

namespace seqboard {

/// Scheduling and limits that outlive exec. Returns one sentence for all that was refused, with how to get it; empty if nothing was.
/// `spared`: its parent is spared when memory is short, and this one shall not be.
std::string apply_process_settings(const ScheduleRule& schedule, const LimitsRule& limits, bool spared);

}  // namespace seqboard
