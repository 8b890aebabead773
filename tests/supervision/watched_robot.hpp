// The simulated robot under a supervisor, as a test sees it from outside.
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <vector>

#include "core/blackboard.hpp"
#include "core/messages/supervision.hpp"
#include "core/messages/wheels.hpp"
#include "core/slot/cursor.hpp"
#include "tests/supervision/pattern_tally.hpp"

namespace seqboard::testing {

/// Brings kills.yaml up on a board of its own; the destructor ends it.
class WatchedRobot {
public:
    explicit WatchedRobot(const std::string& root);
    WatchedRobot(const WatchedRobot&) = delete;
    WatchedRobot& operator=(const WatchedRobot&) = delete;
    ~WatchedRobot();

    /// seqboard down. False if something is left: a process, or anything but logs on the board.
    bool bring_down();

    /// Takes in what the motors got since the last look. To be called at least every half second.
    void look();

    /// Simulated time.
    Time now();
    std::optional<SupervisorStatus> supervisor();
    std::optional<NodeSupervision> node(const std::string& name);
    std::optional<PatternTally> tally();
    bool all_ready();
    bool moves() const { return moving_; }

    /// The first moment from `time` on at which the motors were not enabled; nothing yet.
    std::optional<Time> disabled_since(Time time) const;

    /// The first moment from `time` on at which no motor was driven; nothing yet.
    std::optional<Time> still_since(Time time) const;

    struct Footprint {
        std::size_t private_kib = 0;
        std::size_t descriptors = 0;
        std::size_t children = 0;
        std::size_t segments = 0;
        Duration cpu{};
    };
    Footprint footprint();
    pid_t pid() const { return pid_; }

private:
    struct Moment {
        Time at;
        bool enabled;
        bool driven;
    };

    std::string root_;
    std::shared_ptr<Blackboard> board_;
    pid_t pid_ = 0;
    Cursor cursor_;
    std::shared_ptr<AttachedSegment> sim_;
    std::vector<Moment> moments_;  ///< of the last seconds, in order
    bool moving_ = false;
};

}  // namespace seqboard::testing
