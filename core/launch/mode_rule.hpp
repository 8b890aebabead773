// The modes of a node set: what is different while something is not as it should be.
#pragma once

#include <string>
#include <vector>

#include "core/launch/placed.hpp"
#include "core/launch/yaml/yaml_reader.hpp"
#include "core/time.hpp"

namespace seqboard {

struct ModeRule {
    /// A live parameter of a node, and its value while the mode is in force.
    struct Setting {
        Placed<std::string> target;  ///< "follower.max_speed_m_s"
        Placed<std::string> value;
        std::string node() const { return target.value.substr(0, target.value.rfind('.')); }
        std::string param() const { return target.value.substr(target.value.rfind('.') + 1); }
    };

    Placed<std::string> name;
    Placed<std::string> when;  ///< an Expression; empty: only what is given up leads to it
    std::vector<Setting> settings;
    bool safe_stop = false;                          ///< the motors are disabled
    Duration hold{};                                 ///< the condition holds for so long before the mode comes into force
    Duration clear_after = std::chrono::seconds{1};  ///< and does not for so long before it is left
};

/// `modes: {cautious: {when: "range.age > 500ms", set: {follower.max_speed_m_s: 0.08}, for: 0ms, clear_after: 1s}, halt: {safe_stop: true}}`
std::vector<ModeRule> read_mode_rules(const YamlValue& value, YamlReader& reader);

}  // namespace seqboard
