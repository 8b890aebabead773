// The coordinator of a lock-step run: gives every participant its turn, in dependency order, before the plant steps.
#pragma once

#include <deque>
#include <functional>

#include "core/messages/clock_state.hpp"
#include "core/node/node_args.hpp"
#include "core/node/pacer.hpp"
#include "core/node/supervisor_view.hpp"
#include "core/port/input_port.hpp"
#include "core/port/output_port.hpp"

namespace seqboard {

/// Deterministic: within a tick the nodes of one level step at the same time and have no slot in common; the next level
/// begins when all have finished. Simulated time is tick * step, so tick 1 is the first.
/// A participant that dies is left out, and taken in again when a new incarnation of it is ready. One that lives and says
/// nothing keeps the tick from ending: never a silent hang, after five seconds of real time the run ends with an error that
/// names it.
/// Under a supervisor nothing escapes it, however fast time is simulated: the tick in which somebody is found dead goes on
/// when the supervisor has said whether anything may still move; the pause before its restart passes in simulated time, then it is
/// called back, and time stands while it starts: it takes part again at the same tick in every run. One that is restarted by hand
/// comes back when it comes back, and until then time runs no faster than real. A silent one is left to the supervisor's health
/// rules (half a minute, then the error), and while the supervisor itself is gone time stands.
class LockstepDriver final : public Pacer {
public:
    LockstepDriver(const ClockChoice& choice, Blackboard& board, const StopFlag& stop);

    /// The slots the coordinator's node offers: `clock` and one `clock.<node>` per participant.
    static std::vector<SlotSpec> slots(const ClockChoice& choice);

    /// The coordinator's segment exists now; its slots from `first` on are those of slots(). Time begins when its own
    /// `inputs` are connected too: the plant takes part in the first tick like everybody else.
    void bind(const OwnedSegment& segment, std::size_t first, const std::deque<InputPort>& inputs);

    /// Asked before every tick whether time may go on to it; false: not yet.
    void set_gate(std::function<bool(Time next)> gate) { gate_ = std::move(gate); }

    std::optional<Turn> wait() override;

    /// Publishes that time has ended, for tools.
    void finish();

private:
    struct Seat {
        Participant participant;
        InputPort status;
        OutputPort turn;
        std::size_t index = 0;
        bool present = false;
        bool ended = false;       ///< in this tick: what the supervisor says of that is waited for
        std::uint32_t epoch = 0;  ///< of the incarnation that takes part
        std::uint32_t pid = 0;
        Time asked{};                   ///< when it was found not to have finished its turn, or to have ended; or was called back
        std::uint32_t recall_tick = 0;  ///< it has died, and its pause is over at this tick; 0: nothing of the kind
        bool recalled = false;          ///< it was called back; time stands until it is ready
        std::uint32_t starts = 0;       ///< the supervisor's count when it was called back

        void forget_recall() { recalled = false, recall_tick = 0; }
    };

    bool take_in(Seat& seat);
    bool all_seated();
    bool may_go_on();
    void begin_tick();
    void give_turns();
    bool await_turns();
    bool await(Seat& seat);
    bool has_ended(Seat& seat, bool restarted);
    bool settled(Seat& seat);
    void refuse_silence(const Seat& seat, Time now);
    bool is_due(const Seat& seat) const { return tick_ % seat.participant.period_ticks == 0; }
    float speed_ratio();
    bool keep_pace();
    void publish_clock(ClockRun run);

    // in lockstep_recall.cpp
    bool may_go_on_without(Seat& seat);
    bool await_recall(Seat& seat, const NodeSupervision& node);
    bool await_return(Seat& seat, Supervised state);

    Time time_of(std::uint32_t tick) const { return time_from_ns(tick * static_cast<std::uint64_t>(choice_.step.count())); }

    static constexpr Duration kWordLimit = std::chrono::seconds{1};  ///< for the supervisor's word on a death; it takes a millisecond

    ClockChoice choice_;
    Blackboard& board_;
    const StopFlag& stop_;
    StepContext context_;
    OutputPort clock_;
    std::function<bool(Time)> gate_;
    const std::deque<InputPort>* own_inputs_ = nullptr;
    std::deque<Seat> seats_;
    std::uint32_t levels_ = 0;
    SupervisorView supervisor_;
    std::uint32_t tick_ = 0;
    std::uint32_t level_ = 0;  ///< within the tick
    bool in_tick_ = false;
    bool running_ = false;
    Time began_{};  ///< real time of the first tick
    Time asked_{};  ///< when this wait() began
    Time pace_began_{};
    std::uint32_t pace_tick_ = 0;
    float pace_ratio_ = 0;
};

}  // namespace seqboard
