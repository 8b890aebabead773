#include "core/launch/yaml/yaml_prefix.hpp"

#include <set>

namespace seqboard {

namespace {

using Names = std::set<std::string, std::less<>>;

bool is_name_byte(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-';
}

class Prefixer {
public:
    explicit Prefixer(const std::string& name) : prefix_{name + "."} {}

    void run(YamlValue& root) {
        collect_variables(root);
        fill_in_variables(root);
        section(root);
        if (YamlMember* const profiles = root.find("profiles"))
            for (YamlMember& profile : profiles->value.members) section(profile.value);
    }

private:
    void collect_variables(const YamlValue& root) {
        if (const YamlMember* const vars = root.find("vars"))
            for (const YamlMember& variable : vars->value.members) variables_.insert(variable.key);
        if (const YamlMember* const profiles = root.find("profiles"))
            for (const YamlMember& profile : profiles->value.members) collect_variables(profile.value);
    }

    void fill_in_variables(YamlValue& value) {
        value.text = with_variables(value.text);
        for (YamlValue& item : value.items) fill_in_variables(item);
        for (YamlMember& member : value.members) {
            member.key = with_variables(member.key);
            fill_in_variables(member.value);
            if (member.key == "when") member.value.text = condition(member.value.text);
        }
    }

    std::string with_variables(const std::string& text) const {
        std::string result;
        for (std::size_t at = 0; at < text.size(); ++at) {
            result += text[at];
            if (text.compare(at, 2, "$$") == 0) {
                result += text[++at];
            } else if (text.compare(at, 2, "${") == 0) {
                result += text[++at];
                const std::size_t end = text.find('}', at);
                if (end != std::string::npos && variables_.contains(text.substr(at + 1, end - at - 1))) result += prefix_;
            }
        }
        return result;
    }

    /// Variables stand first in a comparison or alone; what stands behind an operator is a value.
    std::string condition(const std::string& text) const {
        std::string result;
        bool behind_operator = false;
        for (std::size_t at = 0; at < text.size();) {
            std::size_t end = at;
            while (end < text.size() && is_name_byte(text[end])) ++end;
            if (end == at) {
                if (text[at] != ' ') behind_operator = text[at] == '=' || text[at] == '<' || text[at] == '>';
                result += text[at++];
                continue;
            }
            const std::string word = text.substr(at, end - at);
            if (!behind_operator && variables_.contains(word)) result += prefix_;
            result += word;
            behind_operator = false;
            at = end;
        }
        return result;
    }

    void section(YamlValue& root) {
        each_member(root, "vars", [&](YamlMember& variable) { variable.key.insert(0, prefix_); });
        each_member(root, "nodes", [&](YamlMember& node) {
            node.key.insert(0, prefix_);
            if (node.value.is(YamlValue::Kind::kMap)) prefix_node(node);
        });
        each_member(root, "replace", [&](YamlMember& rule) {
            rule.key.insert(0, prefix_);
            prefix_texts(rule.value);
        });
        if (YamlMember* const clock = root.find("clock")) prefix_at(clock->value, "driver");
        if (YamlMember* const watchdog = root.find("watchdog")) prefix_at(watchdog->value, "nodes");
        prefix_at(root, "operator_writes");
    }

    template <class Change>
    static void each_member(YamlValue& map, const char* key, const Change& change) {
        if (YamlMember* const section = map.find(key))
            for (YamlMember& member : section->value.members) change(member);
    }

    void prefix_node(YamlMember& node) {
        YamlValue& map = node.value;
        for (const char* const ports : {"inputs", "outputs"})
            each_member(map, ports, [&](YamlMember& port) { prefix_texts(port.value); });
        prefix_at(map, "process");
        if (YamlMember* const ready = map.find("ready")) prefix_at(ready->value, "slot");
        for (const char* const key : {"after", "after+"})
            if (YamlMember* const after = map.find(key)) prefix_conditions(after->value);
        if (map.find("slot_prefix") != nullptr) return prefix_at(map, "slot_prefix");
        YamlMember added{"slot_prefix", node.place, {}};
        added.value.kind = YamlValue::Kind::kText;
        added.value.place = node.place;
        added.value.text = prefix_;
        map.members.push_back(std::move(added));
    }

    void prefix_at(YamlValue& map, const std::string& key) {
        for (const std::string& name : {key, key + "+"})
            if (YamlMember* const member = map.find(name)) prefix_texts(member->value);
    }

    void prefix_texts(YamlValue& value) {
        if (value.is(YamlValue::Kind::kText)) value.text.insert(0, prefix_);
        for (YamlValue& item : value.items) prefix_texts(item);
    }

    void prefix_conditions(YamlValue& value) {
        if (value.is(YamlValue::Kind::kText)) value.text = prefixed_condition(value.text);
        for (YamlValue& item : value.items) item.text = prefixed_condition(item.text);
        for (YamlMember& member : value.members) member.key = prefixed_condition(member.key);
    }

    std::string prefixed_condition(const std::string& text) const {
        if (text.starts_with("slot:")) return "slot:" + prefix_ + text.substr(5);
        return text.find(':') == std::string::npos ? prefix_ + text : text;
    }

    std::string prefix_;
    Names variables_;
};

}  // namespace

void prefix_names(YamlValue& root, const std::string& name) { Prefixer{name}.run(root); }

}  // namespace seqboard
