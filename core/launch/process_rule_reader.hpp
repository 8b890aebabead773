// `stop:`, `ready:` and `log:` of a node.
#pragma once

#include "core/launch/log_rule.hpp"
#include "core/launch/ready_rule.hpp"
#include "core/launch/stop_rule.hpp"
#include "core/launch/yaml/yaml_reader.hpp"

namespace seqboard {

// `where` begins the sentences: "planner: stop".
StopRule read_stop_rule(const YamlValue& value, const std::string& where, YamlReader& reader);
ReadyRule read_ready_rule(const YamlValue& value, const std::string& where, YamlReader& reader);
LogRule read_log_rule(const YamlValue& value, const std::string& where, YamlReader& reader);

}  // namespace seqboard
