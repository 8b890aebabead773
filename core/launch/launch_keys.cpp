#include "core/launch/launch_keys.hpp"

#include <algorithm>
#include <sstream>

namespace seqboard {

namespace {

// clang-format off
constexpr LaunchKey kDelay[] = {
    {"initial", kFormTime, "First pause; default `200ms`."},
    {"factor", kFormNumber, "Each pause is that many times the one before; default 2."},
    {"max", kFormTime, "No pause is longer; default `30s`."},
    {"jitter", kFormNumber, "Each pause is up to this part of it shorter or longer, so that nodes that failed together do not start together; default 0.1."},
};
constexpr LaunchKey kRestart[] = {
    {"policy", kFormWord, "When an end is followed by a start; `on_failure` is the default. Exit codes that a restart cannot cure (64 usage, 75 owned, 78 configuration and their like) never are.", {}, "never on_failure always"},
    {"delay", kFormTime | kFormList | kFormMap, "Pauses before the starts, the last one repeats: `[0ms, 200ms, 1s, 5s]` (default); or a growing one: `{initial, factor, max, jitter}`.", kDelay},
    {"max", kFormNumber, "Restarts within the window; one more end and the node is given up. Default 5."},
    {"window", kFormTime, "Default `60s`."},
    {"reset_after", kFormTime, "A node that was ready for so long begins again with the first pause, its past is forgotten."},
    {"no_restart_on", kFormText | kFormList, "Exit codes and signals after which it is given up at once: `[3, SIGSEGV]`."},
    {"on_give_up", kFormText, "What follows when it is given up: `safe_stop`, `log` or `mode:NAME`. Default: what its criticality says."},
};
constexpr LaunchKey kDeadlineMisses[] = {
    {"max", kFormNumber, "So many periods may be missed."},
    {"window", kFormTime, "Within this time; default `10s`."},
};
constexpr LaunchKey kHealth[] = {
    {"heartbeat", kFormTime, "A node shows in its slot `NODE.status` that it lives, at least every 100 ms; default `500ms`."},
    {"misses", kFormNumber, "So many heartbeats in a row without a sign, and it hangs; default 3, in lock-step 10."},
    {"max_step", kFormTime, "No step takes longer."},
    {"slots", kFormTexts, "Slots that the node must keep writing: `{range: 200ms}`."},
    {"deadline_misses", kFormMap, "How many periods may be missed.", kDeadlineMisses},
};
constexpr LaunchKey kSafety[] = {
    {"enable_line", kFormText, "Line that is high while anything may move, and low within 50 ms after a critical node has died."},
    {"enable_gpio", kFormText, "The bus it is on; default `auto`."},
    {"resume", kFormWord, "What ends a safe stop, when all critical nodes are ready again: `auto` nothing more, `manual` somebody says `seqboard resume`. Default: manual where there is a line.", {}, "auto manual"},
    {"cmd_timeout", kFormTime, "A critical node that is silent for longer stops the robot; default `250ms`."},
};
constexpr LaunchKey kMode[] = {
    {"when", kFormText, "An expression over slots: `range.age > 500ms`. Left out: only a node that was given up leads to it."},
    {"set", kFormTexts, "Live parameters while it is in force: `{follower.cruise_speed_m_s: 0.08}`."},
    {"safe_stop", kFormBoolean, "The motors are disabled while it is in force."},
    {"for", kFormTime, "The condition holds for so long before it comes into force; default `0ms`."},
    {"clear_after", kFormTime, "And does not for so long before it is left; default `1s`."},
};
constexpr LaunchKey kStop[] = {
    {"signal", kFormText, "What asks it to end: `SIGTERM` (default), `SIGINT`, ..."},
    {"timeout", kFormTime, "Then SIGKILL; default `2s`."},
    {"scope", kFormWord, "Who gets the signals: the process and all that it has started (`group`, default), or the process alone. What outlives it in its group is killed either way.", {}, "group process"},
};
constexpr LaunchKey kReady[] = {
    {"notify", kFormBoolean, "It writes a newline to the descriptor whose number is in `SEQBOARD_READY_FD`, as s6 has it; for programs that know no blackboard."},
    {"slot", kFormName, "A sample of this slot that was written after the start."},
    {"delay", kFormTime, "So long after the start."},
    {"exec", kFormText | kFormList, "A command that ends with exit code 0; asked ten times a second, one at a time."},
    {"timeout", kFormTime, "Not ready by then counts as a failure; default `10s`. `ready_timeout` is its short form."},
};
constexpr LaunchKey kSchedule[] = {
    {"policy", kFormWord, "Of the kernel's scheduler; `other` is the default.", {}, "other fifo rr batch idle"},
    {"priority", kFormNumber, "1 to 99 with `fifo` and `rr`."},
    {"nice", kFormNumber, "-20 to 19 with `other` and `batch`; a low one goes first."},
    {"affinity", kFormText | kFormList, "Processors it may run on: `[0, 1]`."},
    {"mlock", kFormBoolean, "Its memory is locked into RAM; default true with `fifo` and `rr`. A program of `args:` locks its own."},
    {"rttime", kFormTime, "With `fifo` and `rr`: it is killed after computing so long without a pause, or it would hang the only core. Default `500ms`, `forever` takes the guard away."},
};
constexpr LaunchKey kLimits[] = {
    {"rss", kFormBytes, "Memory that it really uses, looked at once a second."},
    {"on_rss", kFormWord, "When it uses more: `log` says so (default), `restart` also stops and starts it.", {}, "log restart"},
    {"as", kFormBytes, "Address space; an allocation beyond it fails."},
    {"nofile", kFormNumber, "Open files."},
    {"core", kFormBytes, "Size of a core file; 0 for none."},
    {"stack", kFormBytes, "Size of the first thread's stack."},
    {"oom_score_adj", kFormNumber, "-1000 to 1000: whom the kernel kills first when memory is short."},
};
constexpr LaunchKey kLog[] = {
    {"size", kFormBytes, "Largest log file; then it becomes `.log.1`. Default `256k`."},
    {"keep", kFormNumber, "How many of those are kept, 0 to 9; default 1."},
    {"rate", kFormNumber, "Lines in a second; what is more is dropped, and how much stands in the log. Default: no limit."},
    {"dead_lines", kFormNumber, "Last lines of a process that failed, kept in `NODE.dead`; default 200."},
};
constexpr LaunchKey kSlotCondition[] = {
    {"max_age", kFormTime, "The newest sample is at most that old."},
    {"min_count", kFormNumber, "Samples that came since the waiting began; default 0: an older one will do."},
};
constexpr LaunchKey kNode[] = {
    {"type", kFormName, "The program, by name beside seqboard. Its `--describe` says which ports and parameters it has. Either this or `exec`."},
    {"exec", kFormText, "The program, by path relative to this file."},
    {"args", kFormText | kFormList, "With `exec`: a program that knows no blackboard is started with these words. It has no ports and no parameters, and is ready at once unless `ready` says otherwise."},
    {"when", kFormText, "Whether the node is in the set: `profile == sim and not quiet`, with the variables of `vars`, `== != < <= > >=`, `and`, `or`, `not`, brackets."},
    {"params", kFormTexts, "Parameters. Unknown, missing, of the wrong type or out of range: an error with the place and the nearest name."},
    {"inputs", kFormTexts, "`port: slot`. A port left out uses the slot of its own name."},
    {"outputs", kFormTexts, "As `inputs`."},
    {"slot_prefix", kFormText, "Stands before the slots of the ports left out; `include` with `as` sets it."},
    {"cells", kFormTexts, "`port: N`, ring size of an output, a power of two from 2 to 64."},
    {"after", kFormName | kFormList | kFormMaps, "What must hold before it starts: `[sim, \"slot:range\"]`, or `{sim: started, imu: ready, calibration: exited_ok, \"slot:range\": {max_age: 200ms, min_count: 3}, \"file:/run/x\": exists, \"device:/dev/ttySAC1\": exists}`. A node alone means that it is ready. Stops go in the reverse order.", kSlotCondition},
    {"on_dep_failure", kFormWord, "When one of these holds no longer: `hold` goes on with the last samples (default), `stop` stops it until all hold again, `restart` starts it anew as soon as they do, `degrade` goes on and the set's state says so, `ignore` goes on. With the last two it also starts without a node that was given up.", {}, "hold stop restart degrade ignore"},
    {"ready", kFormWord | kFormMap, "When it is ready. A node of seqboard says so itself in its slot `NODE.status`, never after a mere pause; what stands here must hold as well.", kReady, "notify"},
    {"ready_timeout", kFormTime, "Short form of `ready: {timeout}`."},
    {"rate_hz", kFormNumber, "Steps in a second, instead of the type's own."},
    {"period", kFormTime, "The same as a time."},
    {"priority", kFormNumber, "Short form of `sched: {policy: fifo, priority}`."},
    {"sched", kFormMap, "Scheduling. What the system refuses is told once, and the node runs without it.", kSchedule},
    {"limits", kFormMap, "Resources.", kLimits},
    {"process", kFormName, "Nodes with the same value share a process, each in a thread of its own."},
    {"restart", kFormWord | kFormMap, "What follows its end: a word of `policy`, or the map.", kRestart, "never on_failure always"},
    {"stop", kFormMap, "How it is stopped.", kStop},
    {"log", kFormMap, "What it prints, in `BOARD/log/NODE.log`.", kLog},
    {"health", kFormWord | kFormMap, "When it counts as hung: it gets SIGABRT, half a second later SIGKILL, then `restart` holds.", kHealth, "off"},
    {"criticality", kFormWord, "While a `critical` node is down nothing may move; the robot can go on without a `degradable` one; nobody misses an `optional` one. Default: critical for what drives actuators, degradable for the rest.", {}, "critical degradable optional"},
    {"on_supervisor_death", kFormWord, "What becomes of it when the supervisor dies: `stop` (default), or `stay`, and the next supervisor takes charge of it.", {}, "stop stay"},
    {"ends_run", kFormBoolean | kFormWord, "When this node ends by itself, the set is stopped and `seqboard up` exits with its exit code; at most one node has it. `if_failed`: only when its exit code is not 0.", {}, "if_failed"},
};
constexpr LaunchKey kClock[] = {
    {"mode", kFormWord, "`real` (default) or `lockstep`.", {}, "real lockstep"},
    {"driver", kFormName, "The node that coordinates."},
    {"step", kFormTime, "One tick; default `10ms`."},
    {"speed_ratio", kFormNumber, "Simulated seconds in a real one; 0 (default) is as fast as possible."},
    {"processors", kFormWord, "In lock-step: `one` (default) for the whole set, as nodes wait for each other more than they compute; `all` where several compute much in the same tick. What has an `affinity` keeps it.", {}, "one all"},
};
constexpr LaunchKey kWatchdog[] = {
    {"device", kFormText, "Default `/dev/watchdog`."},
    {"timeout", kFormTime, "The machine restarts so long after the last feeding; at least `2s`, default `10s`."},
    {"nodes", kFormName | kFormList, "Who must be healthy; default: all."},
};
constexpr LaunchKey kBoot[] = {
    {"parallel", kFormNumber, "How many processes may be starting at the same time, 1 to 64; default: no limit."},
};
constexpr LaunchKey kInclude[] = {
    {"file", kFormText, "Its path, relative to this one."},
    {"as", kFormName, "Its nodes, variables and slots get this name and a dot in front; inside the file they are called as before."},
};
constexpr LaunchKey kProfile[] = {
    {"when", kFormText, "The profile is also laid over unasked when this holds; written as a node's."},
    {"replace", kFormTexts, "`{motors: motors_hil, \"*_driver\": plant, head: ~}`: nodes whose name or type fits (`*` any text, `?` one character) are taken out, and what refers to them means the other; `~` takes them out for nothing."},
    {"board", kFormName, "As in the file, like the rest."},
    {"backend", kFormText, ""},
    {"clock", kFormMap, "", kClock},
    {"watchdog", kFormMap, "", kWatchdog},
    {"safety", kFormMap, "", kSafety},
    {"modes", kFormMaps, "", kMode},
    {"boot", kFormMap, "", kBoot},
    {"vars", kFormTexts, ""},
    {"operator_writes", kFormName | kFormList, ""},
    {"faults", kFormWord, "", {}, "allowed"},
    {"nodes", kFormMaps, "", kNode},
};
constexpr LaunchKey kFile[] = {
    {"version", kFormText, "1. Required, so that an older seqboard refuses what it does not understand."},
    {"board", kFormName, "The board's name: the directory below the root. Default `robot`; `--board` wins."},
    {"backend", kFormText, "Kind of memory: `posix` (default, tmpfs), `file` (survives power-off), `sysv` (kernels without tmpfs); `+huge` behind it asks for huge pages."},
    {"clock", kFormMap, "`{mode: lockstep, driver: NODE, step: 10ms, speed_ratio: R}`: NODE coordinates, every node steps when it is told to.", kClock},
    {"watchdog", kFormMap, "The supervisor feeds the machine's hardware watchdog while each of these nodes is ready and has shown within a second that it lives; otherwise, or when the supervisor dies, the machine restarts after the timeout. Until all nodes were ready once, the supervisor's own life is enough. A clean stop disarms it.", kWatchdog},
    {"safety", kFormMap, "What disables the motors, and who enables them again: [supervision](supervision.md).", kSafety},
    {"modes", kFormMaps, "Other parameters, or a standing robot, while a condition holds: [supervision](supervision.md).", kMode},
    {"boot", kFormMap, "How the set starts.", kBoot},
    {"vars", kFormTexts, "Values for `${name}` anywhere in the file. Built in: `${dir}` the board's directory, `${config}` the folder of this file, `${env:NAME:-default}`. `--set name=value` wins."},
    {"include", kFormText | kFormList | kFormMapList, "Files merged in before this one. Maps are merged deeply, this file wins; a list replaces the one below, one under `key+` goes behind it; `heading: ~` takes out what an included file has.", kInclude},
    {"profiles", kFormMaps, "Parts that `--profile NAME` lays on top.", kProfile},
    {"operator_writes", kFormName | kFormList, "Slots that people write with `seqboard write`: `[remote_command]`. Each has a reader in the set and no writer; what it carries is what the reader expects."},
    {"faults", kFormWord, "`allowed`: a node of the set may put faults into what the others write ([scenarios](hil.md)). Without it a set with such a node is refused.", {}, "allowed"},
    {"nodes", kFormMaps, "The nodes by name.", kNode},
};
// clang-format on

}  // namespace

LaunchKeys file_keys() { return kFile; }
LaunchKeys profile_keys() { return kProfile; }
LaunchKeys include_keys() { return kInclude; }
LaunchKeys clock_keys() { return kClock; }
LaunchKeys watchdog_keys() { return kWatchdog; }
LaunchKeys boot_keys() { return kBoot; }
LaunchKeys node_keys() { return kNode; }
LaunchKeys slot_condition_keys() { return kSlotCondition; }
LaunchKeys ready_keys() { return kReady; }
LaunchKeys restart_keys() { return kRestart; }
LaunchKeys delay_keys() { return kDelay; }
LaunchKeys health_keys() { return kHealth; }
LaunchKeys deadline_keys() { return kDeadlineMisses; }
LaunchKeys safety_keys() { return kSafety; }
LaunchKeys mode_keys() { return kMode; }
LaunchKeys stop_keys() { return kStop; }
LaunchKeys schedule_keys() { return kSchedule; }
LaunchKeys limits_keys() { return kLimits; }
LaunchKeys log_keys() { return kLog; }

const LaunchKey* find_key(LaunchKeys keys, std::string_view name) {
    const auto found = std::find_if(keys.begin(), keys.end(), [&](const LaunchKey& key) { return key.name == name; });
    return found == keys.end() ? nullptr : &*found;
}

std::vector<std::string> names_of(LaunchKeys keys) {
    std::vector<std::string> names;
    for (const LaunchKey& key : keys) names.emplace_back(key.name);
    return names;
}

std::vector<std::string> words_of(const LaunchKey& key) {
    std::istringstream stream{std::string{key.words}};
    std::vector<std::string> words;
    for (std::string word; stream >> word;) words.push_back(word);
    return words;
}

}  // namespace seqboard
