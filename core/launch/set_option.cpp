#include "core/launch/set_option.hpp"

#include "core/launch/launch_keys.hpp"
#include "core/launch/yaml/yaml_source.hpp"

namespace seqboard {

namespace {

YamlValue value_of(const SetOption& option, const YamlPlace& place, Findings& findings) {
    YamlValue value;
    value.kind = YamlValue::Kind::kText;
    value.text = option.value;
    const bool is_yaml = option.value == "~" || option.value.starts_with('[') || option.value.starts_with('{');
    if (is_yaml) value = parse_yaml("value: " + option.value, place.file, findings).find("value")->value;
    value.place = place;
    for (YamlValue& item : value.items) item.place = place;
    for (YamlMember& member : value.members) member.place = member.value.place = place;
    return value;
}

/// The tree that has the value at the path, and nothing else: to be laid over.
YamlValue tree_with(const std::string& path, YamlValue value, const YamlPlace& place) {
    const std::size_t dot = path.find('.');
    YamlValue map;
    map.kind = YamlValue::Kind::kMap;
    map.place = place;
    map.members.push_back({path.substr(0, dot), place, {}});
    map.members.front().value = dot == std::string::npos ? std::move(value) : tree_with(path.substr(dot + 1), std::move(value), place);
    return map;
}

/// The longest node name that the text begins with, before a dot.
std::string node_in(const YamlValue& root, const std::string& name) {
    const YamlMember* const nodes = root.find("nodes");
    std::string found;
    if (nodes == nullptr) return found;
    for (const YamlMember& node : nodes->value.members)
        if (name.starts_with(node.key + ".") && node.key.size() > found.size()) found = node.key;
    return found;
}

}  // namespace

SetOption parse_set_option(const std::string& text) {
    const std::size_t at = text.find('=');
    if (at == std::string::npos || at == 0) throw StartError{ExitCode::kUsage, "--set '" + text + "': expected NAME=VALUE"};
    return {text.substr(0, at), text.substr(at + 1)};
}

bool set_in_tree(YamlValue& root, const SetOption& option, Findings& findings) {
    const YamlPlace place{"--set " + option.name + "=" + option.value};
    if (const YamlMember* const vars = root.find("vars"); vars != nullptr && vars->value.find(option.name) != nullptr) {
        YamlMember* const variable = root.find("vars")->value.find(option.name);
        merge_onto(variable->value, {YamlValue::Kind::kText, place, option.value, {}, {}, {}});
        return true;
    }
    const std::string node = node_in(root, option.name);
    if (!node.empty()) {
        std::string path = option.name.substr(node.size() + 1);
        if (find_key(node_keys(), path.substr(0, path.find('.'))) == nullptr) path.insert(0, "params.");
        YamlValue nodes;
        nodes.kind = YamlValue::Kind::kMap;
        nodes.members.push_back({node, root.find("nodes")->value.find(node)->place, tree_with(path, value_of(option, place, findings), place)});
        YamlValue top;
        top.kind = YamlValue::Kind::kMap;
        top.members.push_back({"nodes", root.find("nodes")->place, std::move(nodes)});
        merge_onto(root, top);
        return true;
    }
    const LaunchKey* const key = find_key(file_keys(), option.name.substr(0, option.name.find('.')));
    if (key == nullptr || key->name == "nodes" || key->name == "vars" || key->name == "profiles" || key->name == "include") return false;
    merge_onto(root, tree_with(option.name, value_of(option, place, findings), place));
    return true;
}

}  // namespace seqboard
