#include "core/node/describe.hpp"

#include <cmath>
#include <cstdio>

#include "core/schema/units.hpp"

namespace seqboard {

namespace {

std::string in_quotes(std::string_view text) {
    std::string json = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            json += '\\';
            json += c;
        } else if (c == '\n') {
            json += "\\n";
        } else if (static_cast<unsigned char>(c) < 0x20) {
            char escape[8];
            std::snprintf(escape, sizeof escape, "\\u%04x", static_cast<unsigned>(c));
            json += escape;
        } else {
            json += c;
        }
    }
    return json + "\"";
}

std::string number(double value) {
    char text[32];
    std::snprintf(text, sizeof text, value == std::floor(value) && std::abs(value) < 1e15 ? "%.0f" : "%.9g", value);
    return text;
}

std::string count(std::int64_t value) { return std::to_string(value); }

/// {"a": 1, "b": "x"} from pairs whose values are JSON already.
std::string object(std::initializer_list<std::pair<std::string_view, std::string>> members) {
    std::string json = "{";
    for (const auto& [key, value] : members) {
        if (value.empty()) continue;
        json += (json.size() > 1 ? ", " : "") + in_quotes(key) + ": " + value;
    }
    return json + "}";
}

template <class Items, class ToJson>
std::string array(const Items& items, ToJson to_json) {
    std::string json;
    for (const auto& item : items) json += (json.empty() ? "\n    " : ",\n    ") + to_json(item);
    return json.empty() ? "[]" : "[" + json + "\n  ]";
}

std::string parameter_json(const Parameter& parameter) {
    const std::string_view unit = std::holds_alternative<float>(parameter.value) ? unit_of(parameter.name) : "";
    return object({{"name", in_quotes(parameter.name)},
                   {"type", in_quotes(type_name(parameter.value))},
                   {"unit", unit.empty() ? "" : in_quotes(unit)},
                   {"required", parameter.required ? "true" : "false"},
                   {"default", parameter.required ? "" : in_quotes(parameter.fallback)},
                   {"min", parameter.limits ? number(parameter.limits->min) : ""},
                   {"max", parameter.limits ? number(parameter.limits->max) : ""},
                   {"live", parameter.live ? "true" : "false"},
                   {"condition", parameter.condition ? "true" : ""}});
}

std::string fingerprint_json(std::uint64_t fingerprint) {
    char text[24];
    std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(fingerprint));
    return in_quotes(text);
}

std::string input_json(const InputPort& input) {
    return object({{"port", in_quotes(input.port())},
                   {"message", in_quotes(input.expected().message)},
                   {"fingerprint", fingerprint_json(input.expected().fingerprint)},
                   {"bytes", count(input.expected().message_bytes)},
                   {"max_age_ns", input.max_age() == kForever ? "null" : count(input.max_age().count())},
                   {"optional", input.optional ? "true" : "false"},
                   {"schema", in_quotes(input.expected().schema)}});
}

std::string output_json(const OutputPort& output) {
    return object({{"port", in_quotes(output.port())},
                   {"message", in_quotes(output.spec.message)},
                   {"fingerprint", fingerprint_json(output.spec.fingerprint)},
                   {"bytes", count(output.spec.message_bytes)},
                   {"cells", count(output.spec.cells)},
                   {"schema", in_quotes(output.spec.schema)}});
}

std::string pin_json(const PinClaim& claim) {
    return object({{"parameter", in_quotes(claim.parameter)}, {"pin", in_quotes(claim.pin)}, {"refusal", in_quotes(claim.refusal)}});
}

}  // namespace

std::string describe(const NodeType& type, const NodeArgs& args) {
    Setup setup{args, true};
    const std::vector<PinClaim> pins = type.declare(setup);
    return "{\n  \"type\": " + in_quotes(type.name) + ",\n  \"period_ns\": " + count(type.period.count()) +
           ",\n  \"trigger\": " + (type.trigger.empty() ? "null" : in_quotes(type.trigger)) +
           ",\n  \"drives_clock\": " + (type.drives_clock ? "true" : "false") +
           ",\n  \"simulates_plant\": " + (type.simulates_plant ? "true" : "false") +
           ",\n  \"drives_actuators\": " + (type.drives_actuators ? "true" : "false") +
           ",\n  \"steps_last\": " + (type.steps_last ? "true" : "false") + ",\n  \"self_test\": " +
           in_quotes(type.self_test == nullptr ? "none"
                     : type.self_test_moves    ? "moves"
                                               : "rests") +
           ",\n  \"params\": " + array(setup.parameters(), parameter_json) + ",\n  \"inputs\": " + array(setup.inputs(), input_json) +
           ",\n  \"outputs\": " + array(setup.outputs(), output_json) + ",\n  \"pins\": " + array(pins, pin_json) + "\n}\n";
}

}  // namespace seqboard
