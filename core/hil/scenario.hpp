// A scenario as plain data: what is run, what happens to it and when, what is expected.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/launch/placed.hpp"
#include "core/launch/yaml/yaml_value.hpp"
#include "core/time.hpp"

namespace seqboard::hil {

/// What a step does. Beside each: the keys it takes, `?` for those it can do without.
enum class Deed : std::uint8_t {
    kSay,        ///< voice.say: word
    kSet,        ///< set: param, value, for?
    kWrite,      ///< write: slot, fields (as in `seqboard write`), for?
    kFault,      ///< fault: target, kind, for?, magnitude?, probability?
    kFaultEnd,   ///< fault.end: target
    kKill,       ///< node.kill: node, signal?
    kStop,       ///< node.stop: node; SIGSTOP
    kCont,       ///< node.cont: node
    kBurn,       ///< node.burn: node, magnitude (of CPU time in each step), for
    kExit,       ///< node.exit: node, code
    kCrashLoop,  ///< node.crash_loop: node, for
};

/// "voice.say" and so on.
std::string_view name_of(Deed deed);
std::vector<std::string> deed_names();

/// When a step is done. Exactly one of the first two unless it is `after` an event alone.
struct Trigger {
    std::optional<Duration> at;                    ///< since the run began; with `after`: since that event
    std::optional<Placed<std::string>> condition;  ///< the first time it holds (since the event)
    std::string after;                             ///< an event: a step's name; empty: the beginning
};

struct Step {
    YamlPlace place;
    std::string name;  ///< of the event: `as`, else what it does
    Trigger trigger;
    Deed deed{};
    Placed<std::string> target;                                       ///< node, slot, parameter, word or what is at fault
    std::string kind;                                                 ///< of the fault; the signal of node.kill
    Placed<std::string> value;                                        ///< of the parameter; the exit code
    std::vector<std::pair<std::string, Placed<std::string>>> fields;  ///< of the slot
    std::optional<Duration> lasts;
    float magnitude = 0;
    bool has_magnitude = false;
    float probability_ratio = 1;
};

enum class Rule : std::uint8_t { kAlways, kNever, kWithin, kEventually, kAt, kStays, kFinal, kMetric };
std::string_view name_of(Rule rule);

/// How a metric's number comes from its expression.
enum class Digest : std::uint8_t { kLast, kLargest, kSmallest, kMean, kPathLength, kDuration };

struct Expectation {
    YamlPlace place{};
    Rule rule{};
    std::string name{};               ///< what reports call it: `name`, else rule and condition
    Placed<std::string> condition{};  ///< or a metric's expression
    std::string after{};              ///< within, stays: an event
    Duration time{};                  ///< within, at, stays: how long, or when
    std::optional<Duration> from{};   ///< always, never: since when
    std::optional<Duration> until{};  ///< always, never, eventually: until when
    Digest digest = Digest::kLast;
    std::optional<float> least{}, most{}, golden{};
    float tolerance_ratio = 0.05f;  ///< of golden
};

struct Scenario {
    std::string file;    ///< absolute path of its scenario.yaml
    std::string name;    ///< of its folder
    std::string about;   ///< one sentence
    std::string launch;  ///< absolute path of the node set
    std::vector<std::string> profiles;
    std::vector<std::string> sets;  ///< NAME=VALUE
    std::vector<int> seeds{1};
    Duration step = std::chrono::milliseconds{10};
    Duration limit = std::chrono::seconds{60};              ///< simulated; then the run ends
    Duration wall_limit = std::chrono::seconds{120};        ///< real; then it is INVALID
    YamlValue nodes;                                        ///< laid over the node set's nodes
    std::optional<Placed<std::string>> end;                 ///< the run ends when this holds, before `limit`
    std::map<std::string, std::pair<float, float>> places;  ///< for dist_to(NAME), metres, room frame
    std::vector<Step> steps;
    std::vector<Expectation> expectations;
    std::string skip;   ///< why it is not run; empty: it is
    std::string xfail;  ///< why it is expected to fail
};

}  // namespace seqboard::hil
