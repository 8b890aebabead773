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

std::string flow_text(const YamlValue& value) {
    std::string text;
    switch (value.kind) {
        case YamlValue::Kind::kText: return value.text.empty() ? "\"\"" : value.text;
        case YamlValue::Kind::kNothing: return "~";
        case YamlValue::Kind::kList:
            for (const YamlValue& item : value.items) text += (text.empty() ? "" : ", ") + flow_text(item);
            return "[" + text + "]";
        default:
            for (const YamlMember& member : value.members) text += (text.empty() ? "" : ", ") + member.key + ": " + flow_text(member.value);
            return "{" + text + "}";
    }
}

namespace {

void replace(YamlValue& base, const YamlValue& top) {
    std::vector<YamlOverridden> over = std::move(base.over);
    over.push_back({base.place, flow_text(base)});
    base = top;
    base.over.insert(base.over.begin(), over.begin(), over.end());
}

/// A list that is there already, or one made of the single value that is.
void append(YamlValue& base, const YamlValue& top) {
    base.over.push_back({base.place, flow_text(base)});
    if (!base.is(YamlValue::Kind::kList)) {
        YamlValue single;
        single.kind = YamlValue::Kind::kText;
        single.text = std::move(base.text);
        single.place = base.place;
        if (base.is(YamlValue::Kind::kText)) base.items = {single};
        base.kind = YamlValue::Kind::kList;
    }
    base.place = top.place;
    if (top.is(YamlValue::Kind::kList)) base.items.insert(base.items.end(), top.items.begin(), top.items.end());
    else base.items.push_back(top);
}

/// `appends`: what `key+` says is carried out; otherwise it is kept for later.
void merge(YamlValue& base, const YamlValue& top, bool appends);

void merge_member(YamlValue& base, const YamlMember& member, bool appends) {
    const bool plus = member.key.size() > 1 && member.key.back() == '+';
    const std::string plain = plus ? member.key.substr(0, member.key.size() - 1) : member.key;
    YamlMember* known = base.find(plain);
    if (plus && known == nullptr && !appends) known = base.find(member.key);
    if (known != nullptr && member.value.is(YamlValue::Kind::kNothing)) {
        const std::string taken_out = known->key;
        std::erase_if(base.members, [&](const YamlMember& other) { return other.key == taken_out; });
    } else if (known != nullptr && plus) {
        append(known->value, member.value);
    } else if (known != nullptr) {
        known->place = member.place;
        merge(known->value, member.value, appends);
    } else {
        YamlMember added{plus && !appends ? member.key : plain, member.place, member.value};
        if (member.value.is(YamlValue::Kind::kMap)) {
            added.value.members.clear();
            merge(added.value, member.value, appends && member.key != "profiles");
        }
        base.members.push_back(std::move(added));
    }
}

void merge(YamlValue& base, const YamlValue& top, bool appends) {
    if (!base.is(YamlValue::Kind::kMap) || !top.is(YamlValue::Kind::kMap)) return replace(base, top);
    for (const YamlMember& member : top.members) merge_member(base, member, appends);
}

}  // namespace

void merge_onto(YamlValue& base, const YamlValue& top) {
    if (!base.is(YamlValue::Kind::kMap) || !top.is(YamlValue::Kind::kMap)) return replace(base, top);
    for (const YamlMember& member : top.members) merge_member(base, member, member.key != "profiles");
}

}  // namespace seqboard
