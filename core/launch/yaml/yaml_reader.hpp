// Typed values out of a YAML tree; what is not of the type becomes a finding.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/launch/yaml/findings.hpp"
#include "core/launch/yaml/variables.hpp"
#include "core/launch/yaml/yaml_value.hpp"
#include "core/time.hpp"

namespace seqboard {

/// Every function takes `where`, the beginning of the sentence ("heading: rate_hz"), and answers nothing after it has
/// reported a fault.
class YamlReader {
public:
    YamlReader(Findings& findings, Variables& variables) : findings_{findings}, variables_{variables} {}

    /// Reports keys that are not among the known ones, with the nearest of them.
    void check_keys(const YamlValue& map, const std::string& where, const std::vector<std::string>& known);

    /// True for a map; `example` says what one looks like.
    bool is_map(const YamlValue& value, const std::string& where, const std::string& example);

    std::optional<std::string> text(const YamlValue& value, const std::string& where);
    std::optional<std::string> name(const YamlValue& value, const std::string& where);
    std::optional<bool> boolean(const YamlValue& value, const std::string& where);
    std::optional<int> integer(const YamlValue& value, const std::string& where, int least, int most);
    std::optional<float> number(const YamlValue& value, const std::string& where, float least, float most);
    std::optional<std::uint64_t> bytes(const YamlValue& value, const std::string& where);

    /// Which of the words it is.
    std::optional<std::size_t> choice(const YamlValue& value, const std::string& where, const std::vector<std::string>& words);

    /// One text, or a list of them.
    std::vector<std::string> texts(const YamlValue& value, const std::string& where, const std::string& example);
    std::optional<Duration> duration(const YamlValue& value, const std::string& where, Duration least = Duration{1});

    Findings& findings() { return findings_; }
    Variables& variables() { return variables_; }

private:
    void unexpected(const YamlValue& value, const std::string& where, const std::string& text, const std::string& expected);

    Findings& findings_;
    Variables& variables_;
};

}  // namespace seqboard
