// A node set as plain data: what the YAML file says, with the place of every word that a check may complain about.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/board_place.hpp"
#include "core/launch/criticality.hpp"
#include "core/launch/health_rule.hpp"
#include "core/launch/mode_rule.hpp"
#include "core/launch/placed.hpp"
#include "core/launch/process_rules.hpp"
#include "core/launch/restart_policy.hpp"
#include "core/launch/safety_rule.hpp"
#include "core/launch/schedule_rule.hpp"
#include "core/launch/start_condition.hpp"
#include "core/launch/watchdog_rule.hpp"
#include "core/launch/yaml/yaml_value.hpp"
#include "core/time.hpp"

namespace seqboard {

/// `name: value` under params, inputs, outputs or cells.
struct NamedText {
    std::string name;
    std::string text;
    YamlPlace name_place;
    YamlPlace text_place;
};

struct NodeEntry {
    std::string name;
    YamlPlace place;           ///< of the name
    Placed<std::string> type;  ///< program beside `seqboard`; empty with `exec`
    std::string programs{};    ///< folder of the type's program; empty: that of `seqboard`
    Placed<std::string> exec;  ///< path of a program, relative paths resolved against the file; empty with `type`
    std::vector<NamedText> params;
    std::vector<NamedText> inputs;   ///< port: slot
    std::vector<NamedText> outputs;  ///< port: slot
    std::vector<NamedText> cells;    ///< port: number
    std::string slot_prefix;         ///< of ports that are left out
    bool is_foreign = false;         ///< knows no blackboard: has `args` instead of ports and parameters
    bool is_machines_own = false;    ///< and is named by an absolute path: it is there already where the set runs, no part of the set
    std::vector<std::string> args;
    std::vector<StartCondition> after;
    std::optional<Placed<Duration>> period;  ///< instead of the type's own
    ScheduleRule schedule;
    Placed<std::string> process;  ///< nodes with the same word share a process; empty: one of its own
    Placed<RestartRule> restart;
    ProcessRules rules;
    bool ends_run = false;          ///< its end is the end of the run, its exit code that of `up`
    bool failure_ends_run = false;  ///< its end with another exit code than 0 is
    HealthRule health;
    std::optional<Criticality> criticality;  ///< nothing: follows from its type
    Placed<GiveUpRule> on_give_up;
    bool outlives_supervisor = false;  ///< it goes on when the supervisor dies, and the next one takes charge of it

    /// What a person calls its kind.
    const std::string& kind() const { return type.value.empty() ? exec.value : type.value; }
};

struct ClockRule {
    bool lockstep = false;
    Placed<std::string> driver;
    Duration step = std::chrono::milliseconds{10};
    float speed_ratio = 0;         ///< simulated per real time; zero: as fast as possible
    bool on_one_processor = true;  ///< in lock-step
    YamlPlace place;
};

struct NodeSet {
    std::string file;                ///< absolute path
    std::vector<std::string> files;  ///< absolute paths of it and of all that it includes
    BoardPlace place;                ///< resolved
    ClockRule clock;
    std::optional<WatchdogRule> watchdog;
    bool faults_allowed = false;  ///< a node may put faults into what the others write
    SafetyRule safety;
    std::vector<ModeRule> modes;
    std::vector<Placed<std::string>> operator_writes;  ///< slots that people write by hand
    bool allow_actuators = false;                      ///< real ones, although the plant is simulated elsewhere
    std::vector<NodeEntry> nodes;
    int parallel_starts = 0;  ///< processes that may be starting at the same time; zero: no limit
    YamlValue tree;           ///< all files and profiles laid over each other, for whoever asks where something was said

    const NodeEntry* find(std::string_view name) const;
    std::vector<std::string> names() const;
};

}  // namespace seqboard
