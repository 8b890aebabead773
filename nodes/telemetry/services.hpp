// What clients can ask of the robot beside what they look at: calls with JSON in and out.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace seqboard::telemetry {

enum class Service : std::uint32_t { kAuthorize = 1, kTakeControl, kHandOver, kStop, kResume, kBehave };

struct ServiceText {
    Service service;
    std::string_view name;
    std::string_view request_schema;  ///< JSON Schema
};

inline constexpr std::string_view kEmptyRequest = R"({"type":"object"})";

/// Each answers {"ok": true or false, "message": "why not"}.
inline constexpr std::array<ServiceText, 6> kServices = {{
    {Service::kAuthorize, "/seqboard/authorize", R"({"type":"object","properties":{"token":{"type":"string"}}})"},
    {Service::kTakeControl, "/seqboard/take_control", kEmptyRequest},
    {Service::kHandOver, "/seqboard/hand_over", kEmptyRequest},
    {Service::kStop, "/seqboard/stop", kEmptyRequest},
    {Service::kResume, "/seqboard/resume", kEmptyRequest},
    {Service::kBehave, "/seqboard/behave",
     R"({"type":"object","properties":{"kind":{"type":"string"},"x_m":{"type":"number"},"y_m":{"type":"number"}}})"},
}};

inline constexpr std::string_view kAnswerSchema = R"({"type":"object","properties":{"ok":{"type":"boolean"},"message":{"type":"string"}}})";

}  // namespace seqboard::telemetry
