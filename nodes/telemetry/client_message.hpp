// What a client of the Foxglove WebSocket protocol says, taken apart.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace seqboard::telemetry {

struct Subscription {
    std::uint32_t id = 0;  ///< the client's choice
    std::uint32_t channel = 0;
};

struct Subscribe {
    std::vector<Subscription> subscriptions;
};
struct Unsubscribe {
    std::vector<std::uint32_t> ids;
};

/// A channel on which the client is going to publish.
struct ClientChannel {
    std::uint32_t id = 0;  ///< the client's choice
    std::string topic;
    std::string encoding;
};
struct ClientAdvertise {
    std::vector<ClientChannel> channels;
};
struct ClientUnadvertise {
    std::vector<std::uint32_t> ids;
};
struct ClientData {
    std::uint32_t channel = 0;
    std::string payload;
};

struct GetParameters {
    std::vector<std::string> names;  ///< empty: all
    std::optional<std::string> id;
};
struct SetParameters {
    std::vector<std::pair<std::string, std::string>> values;  ///< name, value as `seqboard set` takes it
    std::optional<std::string> id;
};
struct WatchParameters {
    std::vector<std::string> names;  ///< empty: all
    bool wanted = true;
};
struct WatchGraph {
    bool wanted = true;
};

struct ServiceCall {
    std::uint32_t service = 0;
    std::uint32_t call = 0;
    std::string encoding;
    std::string payload;
};

/// Not understood, with a sentence for the client.
struct Misunderstood {
    std::string why;
};

using ClientMessage = std::variant<Misunderstood, Subscribe, Unsubscribe, ClientAdvertise, ClientUnadvertise, ClientData, GetParameters,
                                   SetParameters, WatchParameters, WatchGraph, ServiceCall>;

/// Entries that one message may list; more are a Misunderstood.
inline constexpr std::size_t kMaxEntries = 1024;

/// Source of both formats: https://github.com/foxglove/ws-protocol/blob/main/docs/spec.md. They take any bytes and throw nothing.
ClientMessage parse_client_text(std::string_view text);
ClientMessage parse_client_bytes(std::span<const std::byte> bytes);

/// The numbers at the top level of a JSON object, also one level down: {"linear": {"x": 1}} has "linear.x". Nothing if it is no object.
std::optional<std::vector<std::pair<std::string, double>>> numbers_in(std::string_view json);

/// The text of a field of a JSON object; nothing if it is no object, or has no such text.
std::optional<std::string> text_in(std::string_view json, const std::string& field);

}  // namespace seqboard::telemetry
