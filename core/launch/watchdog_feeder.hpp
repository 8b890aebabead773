// Feeds the machine's watchdog while the nodes that it looks after are healthy.
#pragma once


#include "core/launch/launch_event.hpp"
#include "core/launch/process_list.hpp"
#include "core/launch/watchdog.hpp"

namespace seqboard {

class WatchdogFeeder {
public:
    /// Arms it. Throws as Watchdog does.
    WatchdogFeeder(const WatchdogRule& rule, const LaunchObserver& observer) : watchdog_{rule.device, rule.timeout}, observer_{&observer} {}

    /// `working`: all nodes were ready once and the set does not stop. Before and after that it is enough that the supervisor runs: a
    /// set that never comes up is to be looked at, not to restart the machine for ever.
    void look(ProcessList& processes, Blackboard& board, bool working, Time now);

    /// At the end of a run. `gave_up`: because nodes were given up, not because somebody stopped it; it stays armed then.
    void leave(bool gave_up);

private:
    Watchdog watchdog_;
    const LaunchObserver* observer_;
    bool starves_ = false;
};

}  // namespace seqboard
