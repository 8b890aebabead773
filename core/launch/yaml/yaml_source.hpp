// One YAML file as a tree. The only code that knows yaml-cpp is behind this.
#pragma once

#include <string>

#include "core/launch/yaml/findings.hpp"
#include "core/launch/yaml/yaml_value.hpp"

namespace seqboard {

inline constexpr std::size_t kMaxYamlBytes = 1u << 20;
inline constexpr int kMaxYamlDepth = 32;

/// Reads a file: its one document, a map. `name` stands for it in sentences. Throws StartError for what leaves nothing to go
/// on with: missing (kNoInput), too large, not text, empty, not YAML, nested too deeply. Duplicate keys, anchors, aliases
/// and tags become findings, so that the rest is still looked at. A UTF-8 byte order mark and CRLF line ends are fine.
YamlValue read_yaml_file(const std::string& path, const std::string& name, Findings& findings);

/// The same for text at hand.
YamlValue parse_yaml(const std::string& text, const std::string& name, Findings& findings);

}  // namespace seqboard
