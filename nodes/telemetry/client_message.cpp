#include "nodes/telemetry/client_message.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/schema/element_text.hpp"

namespace seqboard::telemetry {

namespace {

using Json = nlohmann::json;

constexpr std::byte kClientDataOp{1};
constexpr std::byte kServiceCallOp{2};

/// Thrown while a message is taken apart, caught before it leaves this file.
struct Fault {
    std::string why;
};

Json object_of(std::string_view text) {
    Json json = Json::parse(text, nullptr, false);
    return json.is_object() ? json : Json();
}

const Json& list(const Json& json, const char* name) {
    const auto found = json.find(name);
    if (found == json.end() || !found->is_array()) throw Fault{std::string{"expected a list '"} + name + "'"};
    if (found->size() > kMaxEntries) throw Fault{std::string{"'"} + name + "' lists more than " + std::to_string(kMaxEntries)};
    return *found;
}

std::uint32_t number(const Json& json) {
    constexpr std::uint64_t kMost = 0xffffffff;
    if (!json.is_number_unsigned() || json.get<std::uint64_t>() > kMost) throw Fault{"expected a number from 0 to 4294967295"};
    return json.get<std::uint32_t>();
}
std::uint32_t number(const Json& json, const char* name) {
    const auto found = json.is_object() ? json.find(name) : json.end();
    if (!json.is_object() || found == json.end()) throw Fault{std::string{"expected '"} + name + "'"};
    return number(*found);
}

std::string text(const Json& json, const char* name) {
    const auto found = json.is_object() ? json.find(name) : json.end();
    if (!json.is_object() || found == json.end() || !found->is_string()) throw Fault{std::string{"expected a text '"} + name + "'"};
    return found->get<std::string>();
}

std::optional<std::string> id_of(const Json& json) {
    const auto found = json.find("id");
    return found != json.end() && found->is_string() ? std::optional{found->get<std::string>()} : std::nullopt;
}

std::vector<std::uint32_t> numbers(const Json& json, const char* name) {
    std::vector<std::uint32_t> numbers;
    for (const Json& entry : list(json, name)) numbers.push_back(number(entry));
    return numbers;
}

std::vector<std::string> names(const Json& json) {
    std::vector<std::string> names;
    for (const Json& entry : list(json, "parameterNames")) {
        if (!entry.is_string()) throw Fault{"expected names in 'parameterNames'"};
        names.push_back(entry.get<std::string>());
    }
    return names;
}

/// As people write it after `seqboard set`.
std::string value_text(const Json& value) {
    if (value.is_string()) return value.get<std::string>();
    if (value.is_boolean()) return value.get<bool>() ? "true" : "false";
    if (value.is_number_integer()) return value.dump();
    if (value.is_number()) return shortest(value.get<double>());
    throw Fault{"expected a number, a text, true or false as a parameter's value"};
}

ClientMessage subscribe(const Json& json) {
    Subscribe message;
    for (const Json& entry : list(json, "subscriptions"))
        message.subscriptions.push_back({.id = number(entry, "id"), .channel = number(entry, "channelId")});
    return message;
}

ClientMessage advertise(const Json& json) {
    ClientAdvertise message;
    for (const Json& entry : list(json, "channels"))
        message.channels.push_back({.id = number(entry, "id"), .topic = text(entry, "topic"), .encoding = text(entry, "encoding")});
    return message;
}

ClientMessage set_parameters(const Json& json) {
    SetParameters message{.values = {}, .id = id_of(json)};
    for (const Json& entry : list(json, "parameters")) {
        const std::string name = text(entry, "name");
        if (!entry.contains("value")) throw Fault{"a parameter of a node cannot be taken away"};
        message.values.emplace_back(name, value_text(entry["value"]));
    }
    return message;
}

ClientMessage by_operation(const Json& json) {
    const std::string operation = text(json, "op");
    if (operation == "subscribe") return subscribe(json);
    if (operation == "unsubscribe") return Unsubscribe{numbers(json, "subscriptionIds")};
    if (operation == "advertise") return advertise(json);
    if (operation == "unadvertise") return ClientUnadvertise{numbers(json, "channelIds")};
    if (operation == "getParameters") return GetParameters{names(json), id_of(json)};
    if (operation == "setParameters") return set_parameters(json);
    if (operation == "subscribeParameterUpdates") return WatchParameters{names(json), true};
    if (operation == "unsubscribeParameterUpdates") return WatchParameters{names(json), false};
    if (operation == "subscribeConnectionGraph") return WatchGraph{true};
    if (operation == "unsubscribeConnectionGraph") return WatchGraph{false};
    throw Fault{"this server knows no operation '" + operation.substr(0, 40) + "'"};
}

/// Little-endian. Takes it from the front.
std::uint32_t take_number(std::span<const std::byte>& bytes) {
    constexpr std::size_t kBytes = 4;
    if (bytes.size() < kBytes) throw Fault{"a binary message ends too soon"};
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < kBytes; ++i) value |= std::to_integer<std::uint32_t>(bytes[i]) << (8 * i);
    bytes = bytes.subspan(kBytes);
    return value;
}

std::string take_text(std::span<const std::byte>& bytes, std::size_t size) {
    if (bytes.size() < size) throw Fault{"a binary message ends too soon"};
    std::string text(reinterpret_cast<const char*>(bytes.data()), size);
    bytes = bytes.subspan(size);
    return text;
}

ClientMessage service_call(std::span<const std::byte> bytes) {
    ServiceCall message;
    message.service = take_number(bytes);
    message.call = take_number(bytes);
    message.encoding = take_text(bytes, take_number(bytes));
    message.payload = take_text(bytes, bytes.size());
    return message;
}

}  // namespace

ClientMessage parse_client_text(std::string_view text) {
    const Json json = object_of(text);
    if (!json.is_object()) return Misunderstood{"expected a JSON object"};
    try {
        return by_operation(json);
    } catch (const Fault& fault) {
        return Misunderstood{fault.why};
    }
}

ClientMessage parse_client_bytes(std::span<const std::byte> bytes) {
    if (bytes.empty()) return Misunderstood{"an empty binary message"};
    const std::byte operation = bytes.front();
    bytes = bytes.subspan(1);
    try {
        if (operation == kServiceCallOp) return service_call(bytes);
        if (operation != kClientDataOp) return Misunderstood{"this server knows no such binary operation"};
        const std::uint32_t channel = take_number(bytes);
        return ClientData{channel, take_text(bytes, bytes.size())};
    } catch (const Fault& fault) {
        return Misunderstood{fault.why};
    }
}

std::optional<std::vector<std::pair<std::string, double>>> numbers_in(std::string_view text) {
    const Json json = object_of(text);
    if (!json.is_object()) return std::nullopt;
    std::vector<std::pair<std::string, double>> numbers;
    for (const auto& [name, value] : json.items()) {
        if (value.is_number()) numbers.emplace_back(name, value.get<double>());
        if (!value.is_object()) continue;
        for (const auto& [inner, number] : value.items())
            if (number.is_number()) numbers.emplace_back(name + "." + inner, number.get<double>());
    }
    return numbers;
}

std::optional<std::string> text_in(std::string_view text, const std::string& field) {
    const Json json = object_of(text);
    if (!json.is_object() || !json.contains(field) || !json[field].is_string()) return std::nullopt;
    return json[field].get<std::string>();
}

}  // namespace seqboard::telemetry
