// What a supervisor tells whoever watches it.
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace seqboard {

struct LaunchEvent {
    enum class Kind {
        kStarted,
        kReady,
        kDied,
        kRestarting,
        kGivenUp,
        kDone,
        kStopping,
        kKilled,  ///< it did not end in time
        kStopped,
        kAllReady,  ///< for the first time
        kRunEnded,  ///< the node that ends the run has ended
        kSetStops,
        kNote,      ///< a setting refused, a limit exceeded, a condition broken
        kWatchdog,  ///< it is not fed, or cannot be disarmed
        kHung,
        kAdopted,
        kEnable,  ///< the motors are enabled or disabled
        kMode,    ///< a mode of the node set comes into force or leaves it
    };
    Kind kind;
    std::string process;                   ///< empty: the whole set
    std::string text;                      ///< "ready in 31 ms"
    std::vector<std::string> log_lines{};  ///< the last ones of a process that died
};

struct LaunchObserver {
    std::function<void(const LaunchEvent&)> on_event = [](const LaunchEvent&) {};
    std::function<void()> on_tick = [] {};  ///< about 20 times a second; must be quick
};

}  // namespace seqboard
