// What the server says in the Foxglove WebSocket protocol, but for samples.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/time.hpp"
#include "nodes/telemetry/board_channels.hpp"
#include "nodes/telemetry/parameters.hpp"

namespace seqboard::telemetry {

enum class StatusLevel : std::uint8_t { kInfo, kWarning, kError };

/// Source of all: https://github.com/foxglove/ws-protocol/blob/main/docs/spec.md.
std::string server_info(const std::string& name, const std::string& session, std::uint32_t client, bool can_command);
std::string status(StatusLevel level, std::string_view message);
std::string advertise(const BoardChannels& channels, const std::vector<std::uint32_t>& ids);
std::string advertise_log(std::uint32_t id);
std::string unadvertise(const std::vector<std::uint32_t>& ids);
std::string advertise_services();
std::string parameter_values(const std::vector<ParameterValue>& values, const std::optional<std::string>& id);
std::string connection_graph(const BoardChannels& channels);

/// Binary.
std::string time_message(Time now);
std::string log_message(std::uint32_t subscription, Time time, std::string_view json);
std::string service_answer(std::uint32_t service, std::uint32_t call, bool ok, std::string_view message);

/// Of the MessageData before a sample's bytes: operation, subscription, time, and what CDR begins with.
inline constexpr std::size_t kSampleHeadBytes = 1 + 4 + 8 + 4;
void put_sample_head(std::byte* to, std::uint32_t subscription, std::uint64_t stamp_ns);

}  // namespace seqboard::telemetry
