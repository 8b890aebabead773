// Whether the supervisor lets anything move.
#pragma once

#include "core/messages/supervision.hpp"
#include "core/setup.hpp"

namespace seqboard {

/// A node that moves something has one in its Io and asks it in every step; when it is not granted the node goes to its safe output, and
/// begins from there when it is granted again. It is the slot supervisor.enable, which every node set offers.
class MotorPermit {
public:
    explicit MotorPermit(Setup& setup)
        : enable_{setup.optional_input<MotorEnable>(kMotorEnableSlot, is_real(setup) ? kSupervisorSilence : kForever)} {}

    /// True without a supervisor: whoever starts a node by hand looks after it by hand. False when the supervisor forbids it or has not
    /// been heard of for kSupervisorSilence; simulated time stands while there is none. Cost: as Input::read(). Read it before
    /// what the step's outputs are made of, and begin_lineage() after it: a permission is not a measurement.
    /// What was forbidden and permitted again between two steps is forbidden for one: nobody goes on as if nothing had been.
    bool granted() noexcept {
        const auto enable = enable_.read();
        if (enable) {
            const bool fell = knows_falls_ && enable->falls != falls_;
            falls_ = enable->falls;
            knows_falls_ = true;
            return enable->enabled != 0 && !fell;
        }
        return enable.freshness() == Freshness::kNoSlot || enable.freshness() == Freshness::kNeverWritten;
    }

    static constexpr Duration kSupervisorSilence = std::chrono::milliseconds{500};  // it speaks ten times a second

private:
    static bool is_real(const Setup& setup) { return setup.args().clock.kind == ClockChoice::Kind::kReal; }

    Input<MotorEnable> enable_;
    std::uint32_t falls_ = 0;
    bool knows_falls_ = false;
};

}  // namespace seqboard
