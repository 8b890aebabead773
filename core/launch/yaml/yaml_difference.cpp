#include "core/launch/yaml/yaml_difference.hpp"

namespace seqboard {

namespace {

void compare(const std::string& path, const YamlValue& from, const YamlValue& to, std::vector<std::string>& lines) {
    if (!from.is(YamlValue::Kind::kMap) || !to.is(YamlValue::Kind::kMap)) {
        const std::string before = flow_text(from), after = flow_text(to);
        if (before != after) lines.push_back(path + ": " + before + " -> " + after);
        return;
    }
    const std::string begin = path.empty() ? "" : path + ".";
    for (const YamlMember& member : to.members)
        if (const YamlMember* const before = from.find(member.key)) compare(begin + member.key, before->value, member.value, lines);
        else lines.push_back(begin + member.key + ": new");
    for (const YamlMember& member : from.members)
        if (to.find(member.key) == nullptr) lines.push_back(begin + member.key + ": gone");
}

}  // namespace

std::vector<std::string> difference(const YamlValue& from, const YamlValue& to) {
    std::vector<std::string> lines;
    compare("", from, to, lines);
    return lines;
}

}  // namespace seqboard
