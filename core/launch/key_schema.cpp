#include "core/launch/key_schema.hpp"

#include <nlohmann/json.hpp>

#include "core/launch/launch_keys.hpp"

namespace seqboard {

namespace {

using Json = nlohmann::ordered_json;

Json schema_of(LaunchKeys keys);

Json single_value() { return {{"type", Json::array({"string", "number", "boolean"})}}; }

/// A variable may stand for any single value.
Json text_like(const char* pattern) { return {{"type", "string"}, {"pattern", std::string{pattern} + "|\\$\\{"}}; }

Json form_schema(KeyForm form, const LaunchKey& key) {
    switch (form) {
        case kFormName: return text_like("^[A-Za-z0-9_-][A-Za-z0-9_.-]{0,46}$");
        case kFormWord: return {{"anyOf", Json::array({Json{{"enum", words_of(key)}}, text_like("^$")})}};
        case kFormBoolean: return {{"anyOf", Json::array({Json{{"type", "boolean"}}, text_like("^$")})}};
        case kFormNumber: return {{"anyOf", Json::array({Json{{"type", "number"}}, text_like("^$")})}};
        case kFormTime: return text_like("^([0-9.]+ ?(ns|us|ms|s|min|h)|forever)$");
        case kFormBytes: return {{"anyOf", Json::array({Json{{"type", "integer"}}, text_like("^[0-9]+[kMG]?$")})}};
        case kFormList: return {{"type", "array"}, {"items", single_value()}};
        case kFormTexts:
            return {{"type", "object"}, {"additionalProperties", {{"type", Json::array({"string", "number", "boolean", "null"})}}}};
        case kFormMap: return schema_of(key.members);
        case kFormMaps:
            return {{"type", "object"},
                    {"additionalProperties", {{"anyOf", Json::array({schema_of(key.members), single_value(), Json{{"type", "null"}}})}}}};
        case kFormMapList: return {{"type", "array"}, {"items", {{"anyOf", Json::array({schema_of(key.members), single_value()})}}}};
        default: return single_value();
    }
}

Json value_schema(const LaunchKey& key) {
    Json forms = Json::array();
    for (std::uint32_t form = 1; form <= kFormMapList; form <<= 1U)
        if ((key.forms & form) != 0) forms.push_back(form_schema(static_cast<KeyForm>(form), key));
    if (forms.size() == 1) return forms[0];
    return {{"anyOf", forms}};
}

Json schema_of(LaunchKeys keys) {
    Json properties = Json::object();
    for (const LaunchKey& key : keys) {
        Json value = value_schema(key);
        if (!key.help.empty()) value["description"] = key.help;
        properties[std::string{key.name}] = value;
        if ((key.forms & (kFormList | kFormMapList)) != 0) properties[std::string{key.name} + "+"] = value;
    }
    return {{"type", "object"}, {"properties", properties}, {"additionalProperties", false}};
}

}  // namespace

std::string node_set_schema() {
    Json schema = {{"$schema", "https://json-schema.org/draft/2020-12/schema"}, {"title", "A node set of seqboard"}};
    schema.update(schema_of(file_keys()));
    return schema.dump(2);
}

}  // namespace seqboard
