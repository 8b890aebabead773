// What the node set says of the process a node runs in. Nodes that share one say the same.
#pragma once

#include "core/launch/limits_rule.hpp"
#include "core/launch/log_rule.hpp"
#include "core/launch/ready_rule.hpp"
#include "core/launch/start_condition.hpp"
#include "core/launch/stop_rule.hpp"

namespace seqboard {

struct ProcessRules {
    StopRule stop;
    ReadyRule ready;
    LimitsRule limits;
    LogRule log;
    DependencyFailure on_dependency_failure = DependencyFailure::kHold;
    bool operator==(const ProcessRules&) const = default;
};

}  // namespace seqboard
