// What a person (or a script) asks of a running board, in the slots of the node `operator`. Whoever asks owns that name for the
// moment; nodes and supervisor read it and answer in slots of their own.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "core/message.hpp"
#include "core/names.hpp"

namespace seqboard {

inline constexpr std::string_view kOperatorNode = "operator";
inline constexpr std::string_view kParamRequestSlot = "operator.param";
inline constexpr std::string_view kLaunchRequestSlot = "operator.launch";
inline constexpr std::string_view kRecordRequestSlot = "operator.record";

/// The node whose only slot is one that people write by hand: operator_writes of the node set, `seqboard write`.
inline std::string operator_node_of(const std::string& slot) { return std::string{kOperatorNode} + "." + slot; }

/// What people write is no node of the robot's.
constexpr bool is_operator_node(std::string_view node) {
    return node.starts_with(kOperatorNode) && (node.size() == kOperatorNode.size() || node[kOperatorNode.size()] == '.');
}

using NameText = std::array<char, kNameBytes>;
using ValueText = std::array<char, 64>;

/// Text in a fixed field: cut at its room, zero-filled.
template <std::size_t N>
constexpr void put_text(std::array<char, N>& field, std::string_view text) {
    field.fill('\0');
    std::copy_n(text.begin(), std::min(text.size(), N - 1), field.begin());
}
template <std::size_t N>
constexpr std::string_view text_in(const std::array<char, N>& field) {
    return {field.data(), static_cast<std::size_t>(std::find(field.begin(), field.end(), '\0') - field.begin())};
}

/// `seqboard set NODE.PARAM VALUE`. The node answers with request and result in its slot <node>.params.
struct ParamRequest {
    std::uint32_t id = 0;  ///< differs from the one before
    NameText node{};
    NameText param{};
    ValueText value{};
};
SEQBOARD_MESSAGE(ParamRequest, id, node, param, value);

enum class ParamResult : std::uint8_t { kNone, kApplied, kUnknown, kNotLive, kBadValue, kOutOfRange };

enum class LaunchVerb : std::uint8_t {
    kNone,
    kDown,
    kRestart,
    kStop,
    kStart,
    kSafeStop,  ///< the motors are disabled until somebody resumes
    kResume,    ///< they may be enabled again
    kReload,    ///< the node set is read again, what changed starts anew
};

/// `seqboard down`, `seqboard restart NODE`, `seqboard safe-stop`, `seqboard resume`, `seqboard reload`. The supervisor answers with
/// request_done in supervisor.status.
struct LaunchRequest {
    std::uint32_t id = 0;
    NameText node{};  ///< empty: all
    LaunchVerb verb = LaunchVerb::kNone;
    std::array<std::uint8_t, 3> reserved{};
};
SEQBOARD_MESSAGE(LaunchRequest, id, node, verb, reserved);

/// `seqboard record trigger`: keep what happened just now. Whatever flight recorder is there answers with request_done in its FlightState.
struct RecordRequest {
    std::uint32_t id = 0;  ///< zero: none
    ValueText why{};
};
SEQBOARD_MESSAGE(RecordRequest, id, why);

}  // namespace seqboard
