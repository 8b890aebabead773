#include "core/launch/explanation.hpp"

#include <algorithm>

#include "core/launch/launch_keys.hpp"
#include "core/names.hpp"

namespace seqboard {

namespace {

std::vector<Explanation> variables_in(const YamlValue& tree, const std::string& text);

Explanation explained(const YamlValue& tree, const std::string& key, const YamlValue& value) {
    Explanation explanation{key, flow_text(value), value.place};
    explanation.over = {value.over.rbegin(), value.over.rend()};
    if (value.is(YamlValue::Kind::kText)) explanation.variables = variables_in(tree, value.text);
    return explanation;
}

std::vector<Explanation> variables_in(const YamlValue& tree, const std::string& text) {
    std::vector<Explanation> found;
    const YamlMember* const vars = tree.find("vars");
    for (std::size_t at = text.find("${"); vars != nullptr && at != std::string::npos; at = text.find("${", at + 2)) {
        const std::string name = text.substr(at + 2, text.find('}', at) - at - 2);
        const YamlMember* const variable = vars->value.find(name);
        if (variable != nullptr && variable->value.text.find("${" + name + "}") == std::string::npos)
            found.push_back(explained(tree, "vars." + name, variable->value));
    }
    return found;
}

void add_all(const YamlValue& tree, const std::string& key, const YamlValue& value, std::vector<Explanation>& to) {
    if (!value.is(YamlValue::Kind::kMap)) return to.push_back(explained(tree, key, value));
    for (const YamlMember& member : value.members) add_all(tree, key + "." + member.key, member.value, to);
}

/// A place in the tree by the path of its keys; names of nodes, variables and slots may have dots of their own.
const YamlValue* find_path(const YamlValue& tree, const std::string& path) {
    if (path.empty()) return &tree;
    for (const YamlMember& member : tree.members) {
        if (path == member.key) return &member.value;
        if (path.starts_with(member.key + "."))
            if (const YamlValue* const found = find_path(member.value, path.substr(member.key.size() + 1))) return found;
    }
    return nullptr;
}

/// What the table of keys says of a path that nobody has written; null if it is no key.
const LaunchKey* find_help(LaunchKeys keys, const std::string& path) {
    const std::size_t dot = path.find('.');
    const LaunchKey* const key = find_key(keys, path.substr(0, dot));
    return key == nullptr || dot == std::string::npos ? key : find_help(key->members, path.substr(dot + 1));
}

class Explainer {
public:
    explicit Explainer(const CheckedSet& checked) : checked_{checked}, tree_{checked.set.tree} {}

    std::vector<Explanation> run(const std::string& target) {
        const YamlMember* const nodes = tree_.find("nodes");
        const YamlMember* node = nullptr;
        for (std::size_t i = 0; nodes != nullptr && i < nodes->value.members.size(); ++i) {
            const YamlMember& candidate = nodes->value.members[i];
            const bool fits = target == candidate.key || target.starts_with(candidate.key + ".");
            if (fits && (node == nullptr || candidate.key.size() > node->key.size())) node = &candidate;
        }
        return node == nullptr ? explain_file(target) : explain_node(*node, target);
    }

private:
    std::vector<Explanation> explain_node(const YamlMember& node, const std::string& target) {
        std::string path = target.substr(std::min(node.key.size() + 1, target.size()));
        if (!path.empty() && find_key(node_keys(), path.substr(0, path.find('.'))) == nullptr) path.insert(0, "params.");
        std::vector<Explanation> found;
        const std::string key = node.key + (path.empty() ? "" : "." + path);
        if (const YamlValue* const value = find_path(node.value, path)) add_all(tree_, key, *value, found);
        if (!found.empty()) return found;
        if (path.starts_with("params.")) return {default_of(node.key, path.substr(7), key)};
        if (const LaunchKey* const help = find_help(node_keys(), path)) return {{key, "", {}, std::string{help->help}}};
        throw StartError{ExitCode::kNoInput, "'" + key + "' is no key of a node" + suggestion(path, names_of(node_keys()))};
    }

    Explanation default_of(const std::string& node, const std::string& name, const std::string& key) const {
        const NodeEntry* const entry = checked_.set.find(node);
        const NodeTypeInfo* const type = entry == nullptr ? nullptr : checked_.catalog.find(*entry);
        std::vector<std::string> known = names_of(node_keys());
        for (std::size_t i = 0; type != nullptr && i < type->params.size(); ++i) {
            known.push_back(type->params[i].name);
            if (type->params[i].name == name) return {key, type->params[i].fallback, {}, "the default of " + type->type};
        }
        throw StartError{ExitCode::kNoInput, "'" + node + "' has no key and no parameter '" + name + "'" + suggestion(name, known)};
    }

    std::vector<Explanation> explain_file(const std::string& target) {
        std::vector<Explanation> found;
        if (const YamlValue* const value = find_path(tree_, target)) add_all(tree_, target, *value, found);
        if (!found.empty()) return found;
        if (const LaunchKey* const help = find_help(file_keys(), target)) return {{target, "", {}, std::string{help->help}}};
        std::vector<std::string> known = checked_.set.names();
        for (const std::string& key : names_of(file_keys())) known.push_back(key);
        throw StartError{ExitCode::kNoInput,
                         "'" + target + "' is no node and no key of the file" + suggestion(target.substr(0, target.find('.')), known)};
    }

    const CheckedSet& checked_;
    const YamlValue& tree_;
};

}  // namespace

std::vector<Explanation> explain(const CheckedSet& checked, const std::string& target) { return Explainer{checked}.run(target); }

}  // namespace seqboard
