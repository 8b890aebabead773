// Whether anything may move. Pure: what is known of the nodes, and the time, are arguments.
#pragma once

#include <optional>
#include <string>

#include "core/messages/supervision.hpp"
#include "core/time.hpp"

namespace seqboard {

/// Why nothing may move now.
struct Obstacle {
    EnableReason reason = EnableReason::kBoot;
    std::string node;  ///< or the mode's name
};

/// The enable falls in the look that first sees an obstacle, and rises when there is none: the first time by itself, for whoever
/// launched the set wants it to move; after a fall by itself or when somebody resumes, as the node set says. What a person, or a node
/// that was given up, has stopped waits for a person in any case.
class SafetyState {
public:
    /// `after_crash`: another supervisor had this board and died, so this is no first time.
    SafetyState(bool resumes_by_itself, bool after_crash, Time now);

    /// True if the enable or what is said of it has changed.
    bool look(const std::optional<Obstacle>& obstacle, Time now);

    /// From the next look on, until somebody resumes.
    void stop(Obstacle why) {
        if (!latched_) latched_ = std::move(why);
    }

    /// False, and nothing changes, while there is an obstacle other than a stop().
    bool resume(const std::optional<Obstacle>& obstacle, Time now);

    const MotorEnable& enable() const { return enable_; }
    bool enabled() const { return enable_.enabled != 0; }

    /// Whether it has been enabled before, or should have been.
    bool has_been_up() const { return has_been_up_; }

private:
    void set(bool enabled, const Obstacle& why, Time now);

    bool resumes_by_itself_;
    bool has_been_up_;
    std::optional<Obstacle> latched_;
    MotorEnable enable_;
};

}  // namespace seqboard
