// `when:` of a node or a profile: is it true?
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/launch/yaml/variables.hpp"

namespace seqboard {

/// What a condition may speak of: nothing that changes while the set runs, so that it can be decided on any machine.
struct WhenScope {
    const std::vector<std::string>& profiles;        ///< laid over the file
    const std::vector<std::string>& known_profiles;  ///< that it has
    Variables& variables;
};

/// "profile == sim and not (quiet or speed > 2)": `profile`, which equals each profile that is laid over, and variables; compared with a
/// value by == != < <= > >=, or alone when they are true or false; and, or, not, brackets. Nothing after a finding; `where` begins it.
std::optional<bool> read_when(const YamlValue& value, const std::string& where, const WhenScope& scope, Findings& findings);

}  // namespace seqboard
