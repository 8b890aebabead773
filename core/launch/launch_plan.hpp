// What the supervisor starts: the processes of a checked node set.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/expression/board_values.hpp"
#include "core/launch/node_set.hpp"
#include "core/launch/wiring.hpp"
#include "core/segment/slot_spec.hpp"

namespace seqboard {

struct PlannedNode {
    std::string name;
    std::string type;
    std::uint32_t level = 0;  ///< in a lock-step run, 0 for the first to step in a tick
    HealthRule health{};
    Duration silence_limit{};  ///< of its heartbeat, by its rule and the set's clock
};

/// A start condition with what the supervisor needs to look at it.
struct PlannedCondition {
    StartCondition condition;
    std::size_t process = 0;  ///< of the node it is about
    SlotSpec slot{};          ///< kSlot: what it carries
    std::string writer{};     ///< kSlot: the node that writes it
};

/// One process: one node, or several that share it.
struct PlannedProcess {
    std::string name;  ///< of the node, or what `process:` says; also of its log file
    std::vector<PlannedNode> nodes;
    std::vector<std::string> command_line;
    std::vector<std::size_t> after;  ///< processes it comes after: they stop later
    std::vector<PlannedCondition> conditions{};
    RestartRule restart;
    ScheduleRule schedule{};
    ProcessRules rules{};
    SlotSpec ready_slot{};  ///< with rules.ready.slot: what it carries
    std::string ready_slot_writer{};
    bool is_foreign = false;    ///< its nodes say nothing on the blackboard
    std::string coordinator{};  ///< the node that gives its first node turns, and says when a restart's pause is over; empty: real time
    bool ends_run = false;
    bool failure_ends_run = false;
    bool drives_actuators = false;
    bool feeds_watchdog = false;  ///< the machine's watchdog is fed only while this one is healthy
    Criticality criticality = Criticality::kOptional;
    GiveUpRule on_give_up{};
    bool outlives_supervisor = false;
};

struct LaunchPlan {
    std::string file;
    BoardPlace place;
    std::optional<WatchdogRule> watchdog;
    int parallel_starts = 0;  ///< processes that may be starting at the same time; zero: no limit
    SafetyRule safety;
    std::string clock_node;         ///< that drives simulated time; empty: the board runs in real time
    bool on_one_processor = false;  ///< the whole set, see OneProcessor
    std::vector<ModeRule> modes;
    std::vector<BoardSlot> condition_slots;  ///< that the modes' conditions may speak of; empty without modes
    std::vector<PlannedProcess> processes;   ///< in the order of the file
    std::vector<SlotSpec> operator_slots;    ///< that people write by hand
    Time asked = monotonic_now();            ///< when somebody asked for it: the start-up time counts from here

    std::size_t node_count() const;
};

/// Only for a set whose check found no error.
LaunchPlan plan_launch(const NodeSet& set, const NodeCatalog& catalog, const Wiring& wiring, const std::string& program_folder);

}  // namespace seqboard
