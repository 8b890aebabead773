#include "core/launch/yaml/yaml_tree_builder.hpp"

#include "core/launch/yaml/yaml_source.hpp"

namespace seqboard {

void YamlTreeBuilder::OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) { add(make(mark, YamlValue::Kind::kNothing, "", anchor)); }

void YamlTreeBuilder::OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) { add(make(mark, YamlValue::Kind::kText, "", anchor)); }

void YamlTreeBuilder::OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, const std::string& text) {
    YamlValue value = make(mark, YamlValue::Kind::kText, tag, anchor);
    value.text = text;
    add(std::move(value));
}

void YamlTreeBuilder::OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, YAML::EmitterStyle::value) {
    open(make(mark, YamlValue::Kind::kList, tag, anchor));
}

void YamlTreeBuilder::OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, YAML::EmitterStyle::value) {
    open(make(mark, YamlValue::Kind::kMap, tag, anchor));
}

YamlValue YamlTreeBuilder::make(const YAML::Mark& mark, YamlValue::Kind kind, const std::string& tag, YAML::anchor_t anchor) {
    YamlValue value;
    value.kind = kind;
    value.place = {file_, mark.line + 1, mark.column + 1};
    if (anchor != 0)
        findings_.error(value.place, "anchors (&name) and aliases (*name) are not used here; write a variable under vars: and use ${name}");
    if (!tag.empty() && tag != "?" && tag != "!") findings_.error(value.place, "the tag '" + tag + "' is not used here; take it out");
    return value;
}

void YamlTreeBuilder::open(YamlValue value) {
    if (open_.size() >= static_cast<std::size_t>(kMaxYamlDepth))
        throw StartError{ExitCode::kConfig, text_of(value.place) + ": nested more than " + std::to_string(kMaxYamlDepth) +
                                                " deep; a node set needs 6 levels, look for brackets that are never closed"};
    open_.push_back({std::move(value), std::nullopt});
}

void YamlTreeBuilder::close() {
    YamlValue value = std::move(open_.back().value);
    open_.pop_back();
    add(std::move(value));
}

void YamlTreeBuilder::add(YamlValue value) {
    if (open_.empty()) root_ = std::move(value);
    else if (open_.back().value.is(YamlValue::Kind::kList)) open_.back().value.items.push_back(std::move(value));
    else add_to_map(open_.back(), std::move(value));
}

void YamlTreeBuilder::add_to_map(Open& map, YamlValue value) {
    if (!map.pending) {
        if (!value.is(YamlValue::Kind::kText))
            findings_.error(value.place, std::string{"a key must be a word, this is "} + kind_text(value));
        map.pending = YamlMember{std::move(value.text), value.place, {}};
        return;
    }
    if (const YamlMember* const first = map.value.find(map.pending->key)) {
        findings_.error(map.pending->place, "the key '" + map.pending->key + "' is here twice (first in line " +
                                                std::to_string(first->place.line) + "); keep one of them");
    } else {
        map.pending->value = std::move(value);
        map.value.members.push_back(std::move(*map.pending));
    }
    map.pending.reset();
}

}  // namespace seqboard
