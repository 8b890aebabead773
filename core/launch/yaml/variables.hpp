// ${name} in a node set's texts.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/launch/yaml/findings.hpp"
#include "core/launch/yaml/yaml_value.hpp"

namespace seqboard {

/// ${name}: a variable of `vars:`, which --set overrides. ${dir}: the board's directory. ${config}: the folder of the file the
/// text stands in. ${env:NAME} and ${env:NAME:-default}: the environment. $$ is a dollar sign. There is no evaluation beyond
/// that, so a node set can be checked on any machine.
class Variables {
public:
    explicit Variables(Findings& findings) : findings_{findings} {}

    /// Defines the members of the node set's `vars:`.
    void define(const YamlValue& vars);

    /// Gives a variable that is defined the value of --set NAME=VALUE; false if there is none of that name.
    bool override_with(const std::string& name, const std::string& value);

    /// The variable's value, filled in; nothing if there is none of that name.
    std::optional<std::string> find(const std::string& name);
    std::vector<std::string> names() const;
    void set_board_directory(const std::string& directory) { board_directory_ = directory; }

    /// The text with its variables filled in; an unknown one becomes a finding.
    std::string expand(const YamlValue& text);

private:
    std::string expand(const std::string& text, const YamlPlace& place);
    std::string value_of(const std::string& name, const YamlPlace& place);
    std::string environment(const std::string& name, const YamlPlace& place);

    Findings& findings_;
    std::map<std::string, YamlValue, std::less<>> vars_;
    std::string board_directory_;
    std::vector<std::string> expanding_;  ///< the variables being filled in, outermost first
};

}  // namespace seqboard
