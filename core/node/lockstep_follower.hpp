// A node's side of lock-step: one step for each turn the coordinator gives it.
#pragma once

#include "core/messages/clock_state.hpp"
#include "core/node/pacer.hpp"
#include "core/port/input_port.hpp"

namespace seqboard {

/// Reads the slot clock.<node> of the coordinator. A turn carries the epoch of the incarnation it was given to, so that one
/// meant for a predecessor is not taken, and one given in the moment between READY and the first look is not lost.
class LockstepFollower final : public Pacer {
public:
    LockstepFollower(const std::string& node, std::uint32_t epoch, const std::string& coordinator, Blackboard& board);
    std::optional<Turn> wait() override;

    /// No turn for five seconds of real time. Actuators of a board under a stalled simulation must not stay as they were.
    bool stalled() const override { return stalled_; }

private:
    std::optional<Turn> take();

    Blackboard& board_;
    std::uint32_t epoch_;  ///< as samples carry it, modulo 65536
    StepContext context_;
    InputPort turn_;
    std::uint32_t last_tick_ = 0;
    Time last_turn_;
    bool stalled_ = false;
};

}  // namespace seqboard
