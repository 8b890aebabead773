// When a running node counts as hung.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/launch/placed.hpp"
#include "core/launch/yaml/yaml_reader.hpp"
#include "core/time.hpp"

namespace seqboard {

/// Every limit but those of `slots` is on CLOCK_MONOTONIC, also when the board's time is simulated.
struct HealthRule {
    struct Slot {
        Placed<std::string> name;
        Duration max_age{};  ///< on the board's clock
        bool operator==(const Slot& other) const { return name.value == other.name.value && max_age == other.max_age; }
    };
    struct Deadlines {
        std::uint32_t max = 0;  ///< periods missed
        Duration window{};
        bool operator==(const Deadlines&) const = default;
    };

    bool enabled = true;
    Duration heartbeat = std::chrono::milliseconds{500};  ///< a node that has nothing to do shows every 100 ms that it lives
    std::optional<int> misses{};                          ///< heartbeats in a row; default: kMisses or, in lock-step, kLockstepMisses
    std::optional<Duration> max_step{};                   ///< of any step
    std::vector<Slot> slots{};                            ///< that the node must keep writing
    std::optional<Deadlines> deadline_misses{};

    bool operator==(const HealthRule&) const = default;

    static constexpr int kMisses = 3;
    /// Simulated time stands while a participant is silent, so nothing is lost by patience; and a machine that runs tests on all
    /// its processors leaves one of them waiting for a second now and then.
    static constexpr int kLockstepMisses = 10;

    /// A heartbeat older than this says that the node hangs.
    Duration silence_limit(bool lockstep) const { return heartbeat * misses.value_or(lockstep ? kLockstepMisses : kMisses); }
};

/// `health: {heartbeat: 500ms, misses: 3, max_step: 1s, slots: {range: 200ms}, deadline_misses: {max: 5, window: 10s}}`, or
/// `health: off`.
HealthRule read_health_rule(const YamlValue& value, const std::string& where, YamlReader& reader);

}  // namespace seqboard
