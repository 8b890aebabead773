// The supervisor's own state, in slots like any other: supervisor.status, supervisor.enable, and supervisor.<node> for each node
// of the set.
#pragma once

#include "core/message.hpp"
#include "core/messages/operator_request.hpp"

namespace seqboard {

inline constexpr std::string_view kSupervisorNode = "supervisor";
inline constexpr std::string_view kSupervisorStatusSlot = "supervisor.status";
inline constexpr std::string_view kMotorEnableSlot = "supervisor.enable";
inline constexpr std::string_view kModeRequestSlot = "supervisor.param";  ///< of ParamRequest: what a mode sets, or puts back

/// Stamps of the supervisor's slots are CLOCK_MONOTONIC, also when the board's time is simulated.
enum class SystemMode : std::uint8_t {
    kBoot,      ///< nodes are started, not all of them have been ready yet
    kNormal,    ///< every node is ready
    kDegraded,  ///< some node is down, waiting to be restarted, or given up; or a mode of the node set is in force
    kSafeStop,  ///< the motors are not enabled: supervisor.enable says why
    kShutdown,  ///< the set is being stopped
};

struct SupervisorStatus {
    std::uint32_t pid = 0;
    std::uint32_t nodes = 0;
    std::uint32_t ready = 0;
    std::uint32_t restarts = 0;        ///< of all nodes together
    std::uint32_t request_done = 0;    ///< id of the last LaunchRequest carried out
    std::uint32_t startup_ms = 0;      ///< from `up` to the first time all were ready; zero before
    std::array<char, 256> node_set{};  ///< absolute path of the YAML file
    NameText mode_name{};              ///< of the node set's mode in force; empty: none
    SystemMode mode = SystemMode::kBoot;
    bool reload_refused = false;  ///< the last one; BOARD/log/reload.log says why
    std::array<std::uint8_t, 2> reserved{};
};
SEQBOARD_MESSAGE(SupervisorStatus, pid, nodes, ready, restarts, request_done, startup_ms, node_set, mode_name, mode, reload_refused,
                 reserved);

/// Why the motors are enabled or not.
enum class EnableReason : std::uint8_t {
    kBoot,               ///< not all critical nodes have been ready yet
    kGranted,            ///< enabled
    kNodeDied,           ///< a critical node ended and has not been ready again
    kNodeHung,           ///< its health rule says that it hangs
    kNodeSilent,         ///< it has not shown for safety: cmd_timeout that it lives; it may yet come back
    kNodeStopped,        ///< a person stopped or restarts it
    kGivenUp,            ///< a node that is given up, and whose on_give_up says so
    kAsked,              ///< seqboard safe-stop
    kMode,               ///< a mode of the node set that stops the robot
    kSupervisorStarted,  ///< the one before died; its nodes live on
    kLineFault,          ///< the line does not take what it is told
    kShutdown,           ///< the set is being stopped
};

/// In the slot `supervisor.enable`: whether anything on the board may move. Where the node set names an enable line, the line
/// follows it; whoever moves something obeys it besides (core/motor_permit.hpp). Written before whatever else the supervisor
/// has to say of the same event.
struct MotorEnable {
    std::uint64_t since_ns = 0;  ///< CLOCK_MONOTONIC of the last change
    std::uint32_t falls = 0;     ///< since the set was launched
    NameText node{};             ///< because of which it fell; a mode's name for MODE
    EnableReason reason = EnableReason::kBoot;
    std::uint8_t enabled = 0;
    std::uint8_t waits_for_resume = 0;  ///< 1: nothing but `seqboard resume` is missing
    std::uint8_t reserved = 0;
};
SEQBOARD_MESSAGE(MotorEnable, since_ns, falls, node, reason, enabled, waits_for_resume, reserved);

enum class Supervised : std::uint8_t {
    kDown,      ///< not started, or stopped on request
    kWaiting,   ///< for the nodes it comes after
    kStarting,  ///< its process runs, it is not ready
    kReady,
    kStopping,
    kBackoff,  ///< it died; the next start is due after a pause
    kFailed,   ///< given up: too many failures, or an exit code that a restart cannot cure
    kDone,     ///< it ended by itself with exit code 0
    kHung,     ///< its process runs and its health rule says that it hangs: it is being killed
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
