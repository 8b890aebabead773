// `sched:` and `limits:` of a node.
#pragma once

#include "core/launch/limits_rule.hpp"
#include "core/launch/schedule_rule.hpp"
#include "core/launch/yaml/yaml_reader.hpp"

namespace seqboard {

// `where` begins the sentences: "planner: sched".
ScheduleRule read_schedule_rule(const YamlValue& value, const std::string& where, YamlReader& reader);
LimitsRule read_limits_rule(const YamlValue& value, const std::string& where, YamlReader& reader);

}  // namespace seqboard
