#include "core/node/params_slot.hpp"

#include <algorithm>
#include <cstring>
#include <span>

namespace seqboard {

namespace {

/// Everything is four bytes wide or a text of fixed size: no padding, whatever the order.
struct ParamsHead {
    std::uint32_t request = 0;
    ParamResult result = ParamResult::kNone;
    std::array<std::uint8_t, 3> reserved{};
};
SEQBOARD_MESSAGE(ParamsHead, request, result, reserved);

/// A comment says what the type alone does not: "# float, live, from 0 to 10". Tools show it and refuse with its words.
std::string note_line(const Parameter& parameter) {
    std::string note = "# " + std::string{type_name(parameter.value)} + (parameter.live ? ", live" : "");
    if (parameter.limits) note += ", from " + number_text(parameter.limits->min) + " to " + number_text(parameter.limits->max);
    return note + "\n";
}

std::string field_line(const Parameter& parameter) {
    const std::string note = note_line(parameter);
    if (std::holds_alternative<std::string>(parameter.value))
        return note + "char[" + std::to_string(sizeof(ValueText)) + "] " + parameter.name + "\n";
    if (std::holds_alternative<Duration>(parameter.value)) return note + "float32 " + parameter.name + "  # s\n";
    if (std::holds_alternative<float>(parameter.value))
        return note + "float32 " + parameter.name + "  # " + std::string{unit_of(parameter.name)} + "\n";
    if (std::holds_alternative<bool>(parameter.value)) return note + "int32 " + parameter.name + "  # enum false=0 true=1\n";
    return note + "int32 " + parameter.name + "\n";
}

template <class T>
void append(std::vector<std::byte>& bytes, const T& value) {
    const auto view = std::as_bytes(std::span{&value, 1});
    bytes.insert(bytes.end(), view.begin(), view.end());
}

void append_value(std::vector<std::byte>& bytes, const ParamValue& value) {
    if (const auto* const text = std::get_if<std::string>(&value)) {
        ValueText field{};
        put_text(field, *text);
        append(bytes, field);
    } else if (const auto* const duration = std::get_if<Duration>(&value)) {
        append(bytes, seconds_of(*duration));
    } else if (const auto* const number = std::get_if<float>(&value)) {
        append(bytes, *number);
    } else if (const auto* const whole = std::get_if<int>(&value)) {
        append(bytes, static_cast<std::int32_t>(*whole));
    } else {
        append(bytes, static_cast<std::int32_t>(std::get<bool>(value)));
    }
}

}  // namespace

SlotSpec ParamsSlot::spec(const std::string& node, const std::string& type) const {
    SlotSpec spec{.name = node + ".params", .message = type + ".params", .schema = std::string{schema_text<ParamsHead>()}};
    spec.message_bytes = sizeof(ParamsHead);
    for (const Parameter& parameter : parameters_) {
        spec.schema += field_line(parameter);
        spec.message_bytes += static_cast<std::uint32_t>(std::holds_alternative<std::string>(parameter.value) ? sizeof(ValueText) : 4);
    }
    spec.fingerprint = layout_fingerprint(spec.message, spec.schema);
    return spec;
}

ParamResult ParamsSlot::apply(const ParamRequest& request) {
    request_ = request.id;
    const auto found =
        std::find_if(parameters_.begin(), parameters_.end(), [&](const Parameter& p) { return p.name == text_in(request.param); });
    if (found == parameters_.end()) return result_ = ParamResult::kUnknown;
    if (!found->live) return result_ = ParamResult::kNotLive;
    ParamValue value = found->value;
    if (!parse_param(found->name, text_in(request.value), value)) return result_ = ParamResult::kBadValue;
    if (!limit_fault(*found, value).empty()) return result_ = ParamResult::kOutOfRange;
    found->value = value;
    return result_ = ParamResult::kApplied;
}

const std::vector<std::byte>& ParamsSlot::encode() {
    bytes_.clear();
    append(bytes_, ParamsHead{.request = request_, .result = result_});
    for (const Parameter& parameter : parameters_) append_value(bytes_, parameter.value);
    return bytes_;
}

}  // namespace seqboard
