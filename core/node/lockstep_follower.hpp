// A node's side of lock-step: one step for each turn the coordinator gives it.
#pragma once

#include "core/messages/clock_state.hpp"
#include "core/node/pacer.hpp"
#include "core/port/input_port.hpp"

namespace seqboard {

/// Reads the slot clock.<node> of the coordinator. A turn that was given before this node came up is not taken: the
/// coordinator has gone on without it.
class LockstepFollower final : public Pacer {
public:
    LockstepFollower(const std::string& node, const std::string& coordinator, Blackboard& board);
    std::optional<Turn> wait() override;

    /// No turn for five seconds of real time. Actuators of a board under a stalled simulation must not stay as they were.
    bool stalled() const override { return stalled_; }

private:
    bool connect();

    Blackboard& board_;
    StepContext context_;
    InputPort turn_;
    std::uint32_t last_tick_ = 0;
    Time last_turn_;
    bool stalled_ = false;
};

}  // namespace seqboard
