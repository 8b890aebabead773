// The supervisor's hand on the motors: decides from the state of all processes whether anything may move, and says so at once.
#pragma once

#include <optional>

#include "core/launch/launch_event.hpp"
#include "core/launch/line_keeper.hpp"
#include "core/launch/safety_state.hpp"
#include "core/launch/process_list.hpp"
#include "core/launch/supervisor_slots.hpp"

namespace seqboard {

/// In the slot supervisor.enable, and on the line if the node set names one. No call waits.
class SafetyGuard {
public:
    /// Keeps references. `after_crash` as for SafetyState. Throws StartError if the line cannot be had.
    SafetyGuard(const LaunchPlan& plan, const EnableLineDriver& driver, bool after_crash, SupervisorSlots& slots,
                const LaunchObserver& observer);

    /// After everything that may have changed the state of a process. `awake` as in HealthWatch.
    void look(ProcessList& processes, Blackboard& board, Time now, Time awake);

    /// From now on until somebody resumes.
    void stop(EnableReason reason, const std::string& node);

    /// False while something else than a stop() is in the way.
    bool resume();

    /// From now on, for good.
    void shut_down() { shut_down_ = true; }

    /// The board's slots were made anew.
    void adopt(SupervisorSlots& slots) {
        slots_ = &slots;
        slots_->publish(state_.enable());
    }

    /// A mode of the node set stops the robot; empty: none does.
    void set_mode(std::string mode) { mode_ = std::move(mode); }

    /// When a critical node may have been silent for too long, as of the last look.
    Time next_look() const { return next_look_; }

    const SafetyState& state() const { return state_; }

    /// Something that must be ready before anything moves is not even trying any more, or has failed.
    bool in_trouble() const { return obstacle_ && obstacle_->reason != EnableReason::kBoot; }

private:
    std::optional<Obstacle> find_obstacle(ProcessList& processes, Blackboard& board, Time now, Time awake);
    std::optional<Obstacle> obstacle_of(SupervisedProcess& process, Blackboard& board, Time now, Time awake);
    void apply(Time now, bool changed);
    void tell(bool was_enabled) const;

    const LaunchPlan* plan_;
    SupervisorSlots* slots_;
    const LaunchObserver* observer_;
    SafetyState state_;
    std::unique_ptr<LineKeeper> line_;
    std::optional<Obstacle> obstacle_;
    std::string mode_;
    bool line_fault_ = false;
    bool shut_down_ = false;
    Time published_{};
    Time next_look_ = Time::max();
};

/// "wheels died", for people.
std::string text_of(const MotorEnable& enable);

}  // namespace seqboard
