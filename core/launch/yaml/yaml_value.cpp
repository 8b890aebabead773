#include "core/launch/yaml/yaml_value.hpp"

#include <algorithm>
#include <utility>

namespace seqboard {

const YamlMember* YamlValue::find(std::string_view key) const {
    const auto found = std::find_if(members.begin(), members.end(), [&](const YamlMember& member) { return member.key == key; });
    return found == members.end() ? nullptr : &*found;
}

YamlMember* YamlValue::find(std::string_view key) { return const_cast<YamlMember*>(std::as_const(*this).find(key)); }

const char* kind_text(const YamlValue& value) {
    switch (value.kind) {
        case YamlValue::Kind::kText: return "a text";
        case YamlValue::Kind::kList: return "a list";
        case YamlValue::Kind::kMap: return "a map";
        default: return "nothing";
    }
}

void merge_onto(YamlValue& base, const YamlValue& top) {
    if (!base.is(YamlValue::Kind::kMap) || !top.is(YamlValue::Kind::kMap)) {
        base = top;
        return;
    }
    for (const YamlMember& member : top.members) {
        YamlMember* const known = base.find(member.key);
        if (known != nullptr && member.value.is(YamlValue::Kind::kNothing)) {
            std::erase_if(base.members, [&](const YamlMember& taken_out) { return taken_out.key == member.key; });
        } else if (known != nullptr) {
            known->place = member.place;
            merge_onto(known->value, member.value);
        } else {
            base.members.push_back(member);
        }
    }
}

}  // namespace seqboard
