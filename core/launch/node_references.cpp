#include "core/launch/node_references.hpp"

#include <fnmatch.h>

#include <algorithm>
#include <vector>

#include "core/names.hpp"

namespace seqboard {

namespace {

using Replaced = std::map<std::string, std::string>;

/// What the name means now; empty: nothing. A replacement may be replaced in its turn.
std::string meaning(std::string name, const Replaced& out) {
    for (std::size_t steps = 0; steps <= out.size(); ++steps) {
        const auto found = out.find(name);
        if (found == out.end()) return name;
        name = found->second;
    }
    return "";
}

void redirect_texts(YamlValue& value, const Replaced& out, const std::string& self) {
    std::vector<std::string> seen;
    const auto is_idle = [&](YamlValue& item) {
        item.text = meaning(item.text, out);
        if (item.text.empty() || item.text == self || std::find(seen.begin(), seen.end(), item.text) != seen.end()) return true;
        seen.push_back(item.text);
        return false;
    };
    std::erase_if(value.items, is_idle);
    if (!value.is(YamlValue::Kind::kText) || !out.contains(value.text) || !is_idle(value)) return;
    value.kind = YamlValue::Kind::kList;  // of nothing
    value.text.clear();
}

void redirect_keys(YamlValue& map, const Replaced& out, const std::string& self) {
    std::vector<YamlMember> members;
    for (YamlMember& member : map.members) {
        const std::string before = member.key;
        member.key = meaning(member.key, out);
        const bool is_there = std::any_of(members.begin(), members.end(), [&](const YamlMember& other) { return other.key == member.key; });
        if (before == member.key || (!member.key.empty() && member.key != self && !is_there)) members.push_back(std::move(member));
    }
    map.members = std::move(members);
}

std::string type_of(const YamlMember& node) {
    const YamlMember* const type = node.value.find("type");
    return type == nullptr ? "" : type->value.text;
}

bool fits(const std::string& pattern, const std::string& name) { return !name.empty() && ::fnmatch(pattern.c_str(), name.c_str(), 0) == 0; }

}  // namespace

void take_out_nodes(YamlValue& root, const Replaced& out) {
    YamlMember* const nodes = root.find("nodes");
    if (nodes == nullptr || out.empty()) return;
    std::erase_if(nodes->value.members, [&](const YamlMember& node) { return out.contains(node.key); });
    for (YamlMember& node : nodes->value.members)
        if (YamlMember* const after = node.value.find("after")) {
            redirect_texts(after->value, out, node.key);
            redirect_keys(after->value, out, node.key);
        }
    if (YamlMember* const clock = root.find("clock"))
        if (YamlMember* const driver = clock->value.find("driver")) {
            const std::string now = meaning(driver->value.text, out);
            if (!now.empty()) driver->value.text = now;  // otherwise the check says that there is no such node
        }
    if (YamlMember* const watchdog = root.find("watchdog"))
        if (YamlMember* const names = watchdog->value.find("nodes")) redirect_texts(names->value, out, "");
}

void replace_nodes(YamlValue& root, const YamlValue& rules, Findings& findings) {
    const YamlMember* const nodes = root.find("nodes");
    if (nodes == nullptr) return;
    std::vector<std::string> known;
    for (const YamlMember& node : nodes->value.members) known.push_back(node.key);
    Replaced out;
    for (const YamlMember& rule : rules.members) {
        const bool to_nothing = rule.value.is(YamlValue::Kind::kNothing);
        const std::string& target = rule.value.text;
        if (!to_nothing && nodes->value.find(target) == nullptr) {
            findings.error(rule.value.place, "replace: there is no node '" + target + "'" + suggestion(target, known));
            continue;
        }
        bool any = false;
        for (const YamlMember& node : nodes->value.members) {
            if (node.key == target || (!fits(rule.key, node.key) && !fits(rule.key, type_of(node)))) continue;
            out[node.key] = target;
            any = true;
        }
        if (!any) findings.error(rule.place, "replace: no node has a name or type '" + rule.key + "'" + suggestion(rule.key, known));
    }
    take_out_nodes(root, out);
}

}  // namespace seqboard
