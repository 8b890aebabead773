// Builds the tree of one document from yaml-cpp's events.
#pragma once

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/mark.h>

#include <optional>
#include <vector>

#include "core/launch/yaml/findings.hpp"
#include "core/launch/yaml/yaml_value.hpp"

namespace seqboard {

/// yaml-cpp's own tree drops duplicate keys and follows aliases without a word; its events show both.
class YamlTreeBuilder final : public YAML::EventHandler {
public:
    YamlTreeBuilder(std::string file, Findings& findings) : file_{std::move(file)}, findings_{findings} {}

    YamlValue take() { return std::move(root_); }

    void OnDocumentStart(const YAML::Mark&) override {}
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override;
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override;
    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, const std::string& text) override;
    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, YAML::EmitterStyle::value style) override;
    void OnSequenceEnd() override { close(); }
    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, YAML::EmitterStyle::value style) override;
    void OnMapEnd() override { close(); }

private:
    /// A list or map that is being filled.
    struct Open {
        YamlValue value;
        std::optional<YamlMember> pending;  ///< its key has been read, its value not yet
    };

    YamlValue make(const YAML::Mark& mark, YamlValue::Kind kind, const std::string& tag, YAML::anchor_t anchor);
    void open(YamlValue value);
    void close();
    void add(YamlValue value);
    void add_to_map(Open& map, YamlValue value);

    std::string file_;
    Findings& findings_;
    std::vector<Open> open_;
    YamlValue root_;
};

}  // namespace seqboard
