#include "core/launch/node_type_info.hpp"

#include <map>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "core/exit_code.hpp"

namespace seqboard {

namespace {

using nlohmann::json;

ParamValue empty_value(const std::string& type) {
    static const std::map<std::string, ParamValue> kValues = {
        {"bool", false}, {"int", 0}, {"float", 0.0F}, {"duration", Duration::zero()}, {"string", std::string{}}};
    return kValues.at(type);
}

Parameter parameter(const json& object) {
    Parameter parameter{.name = object.at("name"), .value = empty_value(object.at("type"))};
    parameter.required = object.at("required");
    parameter.live = object.at("live");
    parameter.condition = object.value("condition", false);
    parameter.fallback = object.value("default", "");
    if (object.contains("min")) parameter.limits = Limits<double>{object.at("min"), object.at("max")};
    return parameter;
}

std::string fingerprint(const json& object) {
    std::string text = object.at("fingerprint");
    if (text.size() != 16 || text.find_first_not_of("0123456789abcdef") != std::string::npos) throw std::invalid_argument{text};
    return text;
}

PortInfo port(const json& object) {
    return {object.at("port"),         object.at("message"),      fingerprint(object),
            object.at("bytes"),        object.value("cells", 0U), object.value("optional", false),
            object.value("schema", "")};
}

}  // namespace

NodeTypeInfo parse_node_type(std::string_view text) {
    try {
        const json object = json::parse(text);
        NodeTypeInfo info;
        info.type = object.at("type");
        info.period = Duration{object.at("period_ns").get<std::int64_t>()};
        if (!object.at("trigger").is_null()) info.trigger = object.at("trigger");
        info.drives_clock = object.at("drives_clock");
        info.drives_actuators = object.at("drives_actuators");
        info.steps_last = object.value("steps_last", false);
        info.simulates_plant = object.value("simulates_plant", false);
        info.self_test = object.value("self_test", "none");
        for (const json& item : object.at("params")) info.params.push_back(parameter(item));
        for (const json& item : object.at("inputs")) info.inputs.push_back(port(item));
        for (const json& item : object.at("outputs")) info.outputs.push_back(port(item));
        for (const json& item : object.value("pins", json::array()))
            info.pins.push_back({item.at("parameter"), item.at("pin"), item.at("refusal")});
        return info;
    } catch (const std::exception&) {
        throw StartError{ExitCode::kBug,
                         "what it prints with --describe is no node's description; is it a node, built against this seqboard?"};
    }
}

}  // namespace seqboard
