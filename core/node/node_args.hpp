// A node's command line: everything it needs to know, so that it can be started by hand and `ps` tells the truth.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/board_place.hpp"
#include "core/time.hpp"

namespace seqboard {

/// A lock-step participant as the coordinator is told of it.
struct Participant {
    std::string node;
    std::uint32_t level = 0;         ///< nodes of one level step at the same time, levels one after the other
    std::uint32_t period_ticks = 1;  ///< it steps on every tick that this divides
};

/// Who makes time go on.
struct ClockChoice {
    enum class Kind : std::uint8_t {
        kReal,    ///< CLOCK_MONOTONIC
        kFollow,  ///< lock-step: step when the coordinator says so
        kDrive,   ///< lock-step: be the coordinator
    };
    Kind kind = Kind::kReal;
    std::string coordinator;  ///< kFollow: the node that drives
    Duration step = std::chrono::milliseconds{10};
    float speed_ratio = 0;  ///< kDrive: simulated per real time; zero: as fast as possible
    std::vector<Participant> participants;
};

struct PortTarget {
    std::string slot;
    std::string node;  ///< inputs: whose segment has it; empty: look in all
};

struct NodeArgs {
    std::string name;    ///< of the node; default: its type
    std::string origin;  ///< "robot.yaml:17": where the node set asks for it, for error messages
    BoardPlace place;
    std::map<std::string, std::string> params;
    std::map<std::string, PortTarget> inputs;
    std::map<std::string, std::string> outputs;
    std::vector<std::string> notify;           ///< output ports that wake waiting readers
    std::map<std::string, std::size_t> cells;  ///< output port: ring size
    std::optional<Duration> period;            ///< instead of the type's own
    int priority = 0;                          ///< SCHED_FIFO 1..99; zero: normal scheduling
    std::string faults;                        ///< the node whose slot_faults this one obeys; empty: it has no faults
    std::optional<bool> lock_memory;           ///< left out: with a priority
    ClockChoice clock;
    bool describe = false;
    bool help = false;
    bool self_test = false;
    bool motion = false;  ///< the self-test may move the robot
};

/// Throws StartError{kUsage} naming the argument and what was expected.
NodeArgs parse_node_args(const std::vector<std::string>& args);

/// The options, one per line, for --help.
const char* node_args_help();

}  // namespace seqboard
