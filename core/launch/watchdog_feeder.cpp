#include "core/launch/watchdog_feeder.hpp"

namespace seqboard {

void WatchdogFeeder::look(ProcessList& processes, Blackboard& board, bool working, Time now) {
    if (!watchdog_.is_due(now)) return;
    for (SupervisedProcess& process : processes) {
        if (!working || !process.plan().feeds_watchdog || process.is_healthy(board, now)) continue;
        if (!std::exchange(starves_, true))
            observer_->on_event({LaunchEvent::Kind::kWatchdog, process.plan().name,
                                 "not healthy, the watchdog is not fed; the machine restarts after " + text_of(watchdog_.timeout())});
        return;
    }
    starves_ = false;
    watchdog_.feed(now);
}

void WatchdogFeeder::leave(bool gave_up) {
    if (!gave_up && watchdog_.release()) return;
    observer_->on_event({LaunchEvent::Kind::kWatchdog, "",
                         gave_up ? "a node was given up: the watchdog stays armed, the machine restarts"
                                 : "this watchdog cannot be disarmed: the machine restarts unless somebody feeds it"});
}

}  // namespace seqboard
