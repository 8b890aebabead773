// The supervisor's own state, in slots like any other: supervisor.status, and supervisor.<node> for each node of the set.
#pragma once

#include "core/message.hpp"
#include "core/messages/operator_request.hpp"

namespace seqboard {

inline constexpr std::string_view kSupervisorNode = "supervisor";
inline constexpr std::string_view kSupervisorStatusSlot = "supervisor.status";

/// Stamps of the supervisor's slots are CLOCK_MONOTONIC, also when the board's time is simulated.
enum class RunState : std::uint8_t {
    kStarting,
    kRunning,   ///< every node is ready
    kDegraded,  ///< some node is down, waiting to be restarted, or given up
    kStopping,
};

struct SupervisorStatus {
    std::uint32_t pid = 0;
    std::uint32_t nodes = 0;
    std::uint32_t ready = 0;
    std::uint32_t restarts = 0;        ///< of all nodes together
    std::uint32_t request_done = 0;    ///< id of the last LaunchRequest carried out
    std::uint32_t startup_ms = 0;      ///< from `up` to the first time all were ready; zero before
    std::array<char, 256> node_set{};  ///< absolute path of the YAML file
    RunState state = RunState::kStarting;
    bool reload_refused = false;  ///< the last one; BOARD/log/reload.log says why
    std::array<std::uint8_t, 2> reserved{};
};
SEQBOARD_MESSAGE(SupervisorStatus, pid, nodes, ready, restarts, request_done, startup_ms, node_set, state, reload_refused, reserved);

enum class Supervised : std::uint8_t {
    kDown,      ///< not started, or stopped on request
    kWaiting,   ///< for the nodes it comes after
    kStarting,  ///< its process runs, it is not ready
    kReady,
    kStopping,
    kBackoff,  ///< it died; the next start is due after a pause
    kFailed,   ///< given up: too many failures, or an exit code that a restart cannot cure
    kDone,     ///< it ended by itself with exit code 0
};

struct NodeSupervision {
    std::uint32_t pid = 0;  ///< zero: no process
    std::uint32_t starts = 0;
    std::uint32_t failures = 0;    ///< since the set was launched
    std::int32_t exit_code = 0;    ///< of the last process that ended; 128 + signal if it was killed
    std::uint32_t backoff_ms = 0;  ///< pause before the next start
    NameText type{};
    Supervised state = Supervised::kDown;
    std::array<std::uint8_t, 3> reserved{};
};
SEQBOARD_MESSAGE(NodeSupervision, pid, starts, failures, exit_code, backoff_ms, type, state, reserved);

}  // namespace seqboard
