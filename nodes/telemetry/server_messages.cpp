#include "nodes/telemetry/server_messages.hpp"

#include <algorithm>
#include <map>

#include "core/schema/element_text.hpp"
#include "core/schema/ros2_definition.hpp"
#include "nodes/telemetry/log_tail.hpp"
#include "nodes/telemetry/services.hpp"

namespace seqboard::telemetry {

namespace {

constexpr char kSampleOp = 1;
constexpr char kTimeOp = 2;
constexpr char kServiceOp = 3;
constexpr std::string_view kJson = "json";

/// Little-endian, on every machine.
template <class Number>
void append(std::string& bytes, Number number) {
    for (std::size_t i = 0; i < sizeof number; ++i) bytes += static_cast<char>(number >> (8 * i) & 0xff);
}

/// [one,two]
template <class List, class Text>
std::string list_of(const List& list, const Text& text) {
    std::string joined = "[";
    for (const auto& entry : list) joined += (joined.size() > 1 ? "," : "") + text(entry);
    return joined + "]";
}

std::string schema_json(std::string_view name, std::string_view schema) {
    return R"({"encoding":"json","schemaName":)" + in_quotes(name) + R"(,"schemaEncoding":"jsonschema","schema":)" + in_quotes(schema) +
           "}";
}

}  // namespace

std::string server_info(const std::string& name, const std::string& session, std::uint32_t client, bool can_command) {
    const std::string commands = can_command ? R"(,"clientPublish","services")" : "";
    return R"({"op":"serverInfo","name":)" + in_quotes(name) +
           R"(,"capabilities":["time","parameters","parametersSubscribe","connectionGraph")" + commands +
           R"(],"supportedEncodings":["json"],"metadata":{"client":")" + std::to_string(client) + R"("},"sessionId":)" +
           in_quotes(session) + "}";
}

std::string status(StatusLevel level, std::string_view message) {
    return R"({"op":"status","level":)" + std::to_string(static_cast<int>(level)) + R"(,"message":)" + in_quotes(message) + "}";
}

std::string advertise(const BoardChannels& channels, const std::vector<std::uint32_t>& ids) {
    return R"({"op":"advertise","channels":)" +
           list_of(ids,
                   [&](std::uint32_t id) {
                       const Channel& channel = *channels.find(id);
                       return R"({"id":)" + std::to_string(id) + R"(,"topic":)" + in_quotes(channel.topic) +
                              R"(,"encoding":"cdr","schemaName":)" + in_quotes(channel.schema_name) +
                              R"(,"schemaEncoding":"ros2msg","schema":)" + in_quotes(channel.schema) + "}";
                   }) +
           "}";
}

std::string advertise_log(std::uint32_t id) {
    return R"({"op":"advertise","channels":[{"id":)" + std::to_string(id) + R"(,"topic":"/log","encoding":"json","schemaName":)" +
           in_quotes(LogTail::kSchemaName) + R"(,"schemaEncoding":"jsonschema","schema":)" + in_quotes(LogTail::kSchema) + "}]}";
}

std::string unadvertise(const std::vector<std::uint32_t>& ids) {
    return R"({"op":"unadvertise","channelIds":)" + list_of(ids, [](std::uint32_t id) { return std::to_string(id); }) + "}";
}

std::string advertise_services() {
    return R"({"op":"advertiseServices","services":)" +
           list_of(kServices,
                   [](const ServiceText& service) {
                       const std::string type{service.name.substr(1)};
                       return R"({"id":)" + std::to_string(static_cast<std::uint32_t>(service.service)) + R"(,"name":)" +
                              in_quotes(service.name) + R"(,"type":)" + in_quotes(type) + R"(,"request":)" +
                              schema_json(type + "_request", service.request_schema) + R"(,"response":)" +
                              schema_json(type + "_response", kAnswerSchema) + "}";
                   }) +
           "}";
}

std::string parameter_values(const std::vector<ParameterValue>& values, const std::optional<std::string>& id) {
    const std::string list = list_of(values, [](const ParameterValue& value) {
        return R"({"name":)" + in_quotes(value.name) + R"(,"value":)" + value.json + (value.is_real ? R"(,"type":"float64"})" : "}");
    });
    return R"({"op":"parameterValues","parameters":)" + list + (id ? R"(,"id":)" + in_quotes(*id) : "") + "}";
}

/// Readers of a slot leave no trace on a board, so that only writers are known.
std::string connection_graph(const BoardChannels& channels) {
    const std::string topics = list_of(channels.all(), [](const auto& entry) {
        return R"({"name":)" + in_quotes(entry.second.topic) + R"(,"publisherIds":[)" + in_quotes(entry.second.node) + "]}";
    });
    return R"({"op":"connectionGraphUpdate","publishedTopics":)" + topics +
           R"(,"subscribedTopics":[],"advertisedServices":[],"removedTopics":[],"removedServices":[]})";
}

std::string time_message(Time now) {
    std::string bytes(1, kTimeOp);
    append(bytes, ns_of(now));
    return bytes;
}

std::string log_message(std::uint32_t subscription, Time time, std::string_view json) {
    std::string bytes(1, kSampleOp);
    append(bytes, subscription);
    append(bytes, ns_of(time));
    return bytes += json;
}

std::string service_answer(std::uint32_t service, std::uint32_t call, bool ok, std::string_view message) {
    std::string bytes(1, kServiceOp);
    append(bytes, service);
    append(bytes, call);
    append(bytes, static_cast<std::uint32_t>(kJson.size()));
    bytes += kJson;
    return bytes + R"({"ok":)" + (ok ? "true" : "false") + R"(,"message":)" + in_quotes(message) + "}";
}

void put_sample_head(std::byte* to, std::uint32_t subscription, std::uint64_t stamp_ns) {
    std::string head(1, kSampleOp);
    append(head, subscription);
    append(head, stamp_ns);
    const auto* const bytes = reinterpret_cast<const std::byte*>(head.data());
    std::copy(kCdrHeader.begin(), kCdrHeader.end(), std::copy(bytes, bytes + head.size(), to));
}

}  // namespace seqboard::telemetry
