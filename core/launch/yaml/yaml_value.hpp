// A YAML document as a tree in which every value knows where it was written, also after files were merged.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/launch/yaml/yaml_place.hpp"

namespace seqboard {

struct YamlMember;

/// What stood where something else stands now.
struct YamlOverridden {
    YamlPlace place;
    std::string text;  ///< as flow_text() writes it
};

struct YamlValue {
    enum class Kind { kNothing, kText, kList, kMap };

    Kind kind = Kind::kNothing;
    YamlPlace place;
    std::string text;                  ///< kText
    std::vector<YamlValue> items;      ///< kList
    std::vector<YamlMember> members;   ///< kMap, in the order written
    std::vector<YamlOverridden> over;  ///< what it was laid over, oldest first

    bool is(Kind wanted) const { return kind == wanted; }
    const YamlMember* find(std::string_view key) const;
    YamlMember* find(std::string_view key);
};

struct YamlMember {
    std::string key;
    YamlPlace place;  ///< of the key
    YamlValue value;
};

/// "nothing", "a text", "a list", "a map": for sentences.
const char* kind_text(const YamlValue& value);

/// On one line, as it could be written: "3", "[a, b]", "{mode: real}", "~".
std::string flow_text(const YamlValue& value);

/// Lays `top` over `base`: maps are merged deeply, lists and texts replaced, and nothing (`~`) takes out what is there. A list under
/// `key+` goes behind that of `key`. What is new comes last. In the map `profiles`, whose parts are laid over the rest only later, `key+`
/// stays what it is.
void merge_onto(YamlValue& base, const YamlValue& top);

}  // namespace seqboard
