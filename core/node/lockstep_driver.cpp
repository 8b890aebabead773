#include "core/node/lockstep_driver.hpp"

#include <time.h>

#include <algorithm>

#include "core/exit_code.hpp"
#include "core/log.hpp"
#include "core/port/newest_of_port.hpp"
#include "core/slot/futex.hpp"

namespace seqboard {

namespace {

constexpr Duration kSilenceLimit = std::chrono::seconds{5};
constexpr Duration kStartLimit = std::chrono::seconds{30};
constexpr Duration kSupervisedSilenceLimit = std::chrono::seconds{30};
constexpr Duration kLivenessInterval = std::chrono::milliseconds{20};
constexpr Duration kWordInterval = std::chrono::microseconds{100};
constexpr Duration kMostLag = std::chrono::milliseconds{200};

void pause(Duration duration) {
    const timespec pause{0, static_cast<long>(duration.count())};
    ::nanosleep(&pause, nullptr);
}

std::vector<std::string> names_of(const std::vector<Participant>& participants) {
    std::vector<std::string> names;
    for (const Participant& participant : participants) names.push_back(participant.node);
    return names;
}

std::optional<std::pair<NodeStatus, std::uint32_t>> status_and_epoch(const InputPort& port) {
    SampleHeader header;
    NodeStatus status;
    if (port.ring.latest(header, &status, sizeof status) != Copied::kWhole) return std::nullopt;
    return std::pair{status, epoch_of(header)};
}

SlotSpec turn_spec(const Participant& participant) {
    SlotSpec spec = slot_spec<ClockTurn>("clock." + participant.node);
    spec.notify = true;
    return spec;
}

}  // namespace

LockstepDriver::LockstepDriver(const ClockChoice& choice, Blackboard& board, const StopFlag& stop)
    : choice_{choice},
      board_{board},
      stop_{stop},
      clock_{"clock", slot_spec<ClockState>("clock"), context_},
      supervisor_{names_of(choice.participants)} {
    for (const Participant& participant : choice.participants) {
        Seat& seat = seats_.emplace_back(Seat{participant,
                                              InputPort{"status", slot_spec<NodeStatus>(participant.node + ".status"), kForever, context_},
                                              OutputPort{"turn", turn_spec(participant), context_}});
        seat.status.rename(seat.status.slot(), participant.node);
        seat.index = seats_.size() - 1;
        levels_ = std::max(levels_, participant.level + 1);
    }
}

std::vector<SlotSpec> LockstepDriver::slots(const ClockChoice& choice) {
    std::vector<SlotSpec> specs = {slot_spec<ClockState>("clock")};
    for (const Participant& participant : choice.participants) specs.push_back(turn_spec(participant));
    return specs;
}

void LockstepDriver::bind(const OwnedSegment& segment, std::size_t first, const std::deque<InputPort>& inputs) {
    own_inputs_ = &inputs;
    // A restarted coordinator goes on where the clock stood: board time never runs backwards.
    const SlotPlace& place = segment.description().slots[first];
    SampleHeader header;
    ClockState state;
    if (RingReader{segment.mapping().data() + place.offset, place.message_bytes, place.cells}.latest(header, &state, sizeof state) ==
        Copied::kWhole)
        tick_ = state.tick;
    clock_.bind(segment.writer(first), segment.epoch());
    for (Seat& seat : seats_) seat.turn.bind(segment.writer(++first), segment.epoch());
    publish_clock(ClockRun::kWaiting);
    began_ = monotonic_now();
}

bool LockstepDriver::take_in(Seat& seat) {
    const auto now = newest<NodeStatus>(seat.status, board_);
    if (!now || now->value.state != NodeState::kReady || now->value.inputs_missing != 0) return false;
    if (running_ && epoch_of(now->header) == seat.epoch) return false;  // the incarnation that died
    seat.epoch = epoch_of(now->header);
    seat.pid = now->value.pid;
    seat.present = true;
    return true;
}

bool LockstepDriver::all_seated() {
    std::string missing;
    for (Seat& seat : seats_)
        if (!seat.present && !take_in(seat)) missing += (missing.empty() ? "" : ", ") + seat.participant.node;
    for (const InputPort& input : *own_inputs_)
        if (!input.connected()) missing += (missing.empty() ? "" : ", ") + ("its own input '" + input.port() + "'");
    if (missing.empty() && supervisor_.is_there(board_, monotonic_now()) && !supervisor_.has_decided(board_)) missing = "the supervisor";
    if (missing.empty()) return true;
    if (monotonic_now() - began_ > kStartLimit)
        throw StartError{ExitCode::kFailed, "lock-step: not ready after " + text_of(kStartLimit) + ": " + missing +
                                                "; see their logs, or leave them out of the node set"};
    return false;
}

std::optional<Turn> LockstepDriver::wait() {
    asked_ = monotonic_now();
    if (!in_tick_) {
        if (!may_go_on()) {
            pause(std::chrono::milliseconds{1});
            return std::nullopt;
        }
        if (gate_ && !gate_(time_of(tick_ + 1))) return std::nullopt;
        begin_tick();
    }
    while (level_ < levels_) {
        if (!await_turns()) return std::nullopt;  // not yet, or told to stop
        if (++level_ < levels_) give_turns();
    }
    if (!keep_pace()) return std::nullopt;
    in_tick_ = false;
    return Turn{.now = context_.now, .tick = tick_};
}

bool LockstepDriver::may_go_on() {
    if (running_) {
        if (!supervisor_.is_there(board_, asked_)) return !supervisor_.was_there();
        bool all = true;  // nobody is passed over: they may wait for each other
        for (Seat& seat : seats_)
            if (!seat.present || seat.recalled) all = may_go_on_without(seat) && all;
        return all;
    }
    if (!all_seated()) return false;
    running_ = true;
    pace_began_ = monotonic_now();
    pace_tick_ = tick_;
    pace_ratio_ = choice_.speed_ratio;
    return true;
}

void LockstepDriver::begin_tick() {
    for (Seat& seat : seats_) {
        seat.ended = false;
        if (!seat.present && take_in(seat)) log_line(LogLevel::kInfo, "lock-step: %s takes part again", seat.participant.node.c_str());
    }
    context_.begin(time_of(++tick_));
    publish_clock(ClockRun::kRunning);
    in_tick_ = true;
    level_ = 0;
    give_turns();
}

void LockstepDriver::give_turns() {
    for (Seat& seat : seats_) {
        if (seat.participant.level != level_ || !seat.present || !is_due(seat)) continue;
        const ClockTurn turn{.now_ns = ns_of(context_.now), .tick = tick_, .epoch = seat.epoch};
        seat.turn.write(&turn, sizeof turn);
        seat.asked = Time{};
    }
}

bool LockstepDriver::await_turns() {
    return std::all_of(seats_.begin(), seats_.end(), [&](Seat& seat) {
        if (seat.participant.level != level_ || !is_due(seat)) return true;
        return seat.present ? await(seat) : !seat.ended || settled(seat);
    });
}

/// True when the participant has finished this tick, or has left and all is said about it; false when it is to be asked again
/// after this wait(), or when we are told to stop.
bool LockstepDriver::await(Seat& seat) {
    while (!stop_.load(std::memory_order_relaxed)) {
        const std::uint32_t head = seat.status.ring.head();
        const auto status = status_and_epoch(seat.status);
        const bool same = status && status->second == seat.epoch;
        if (same && status->first.tick_done == tick_) return true;
        const bool leaves = same && status->first.state == NodeState::kStopping;  // by its own will
        if (leaves || has_ended(seat, status && !same)) {
            seat.present = false;
            seat.forget_recall();
            seat.ended = true;
            seat.asked = monotonic_now();
            return settled(seat);
        }
        const Time now = monotonic_now();
        if (seat.asked == Time{}) seat.asked = now;
        refuse_silence(seat, now);
        if (now - asked_ > kIdleSlice) return false;
        futex_wait(seat.status.ring.head_word(), head, kLivenessInterval);
    }
    return false;
}

bool LockstepDriver::has_ended(Seat& seat, bool restarted) {
    if (!restarted && (seat.asked == Time{} || board_.backend().owner(seat.participant.node))) return false;
    log_line(LogLevel::kWarning, "lock-step: %s died at tick %u; going on without it", seat.participant.node.c_str(), tick_);
    return true;
}

/// Until the supervisor knows of the end and has said what it means for the motors.
bool LockstepDriver::settled(Seat& seat) {
    while (supervisor_.is_there(board_, monotonic_now()) && !supervisor_.knows_end_of(board_, seat.index, seat.pid)) {
        const Time now = monotonic_now();
        if (now - seat.asked > kWordLimit) break;
        if (now - asked_ > kIdleSlice || stop_.load(std::memory_order_relaxed)) return false;
        pause(kWordInterval);
    }
    seat.ended = false;
    return true;
}

void LockstepDriver::refuse_silence(const Seat& seat, Time now) {
    const Duration limit = supervisor_.was_there() ? kSupervisedSilenceLimit : kSilenceLimit;
    if (now - seat.asked > limit)
        throw StartError{ExitCode::kFailed, "lock-step: node '" + seat.participant.node + "' lives but did not finish tick " +
                                                std::to_string(tick_) + " within " + text_of(limit)};
}

/// While a participant is missing a moment of real time is not to be an age of simulated time.
float LockstepDriver::speed_ratio() {
    const bool missing = std::any_of(seats_.begin(), seats_.end(), [&](const Seat& seat) {
        return !seat.present && seat.recall_tick == 0 && supervisor_.will_return(board_, seat.index);
    });
    const float most = choice_.speed_ratio > 0 ? std::min(choice_.speed_ratio, 1.0f) : 1.0f;
    return missing ? most : choice_.speed_ratio;
}

/// False when the time of this tick has not come by the end of this wait(). A lag is not caught up in a burst.
bool LockstepDriver::keep_pace() {
    const float ratio = speed_ratio();
    const auto begin = [&](Time time) {
        pace_began_ = time;
        pace_tick_ = tick_ - 1;
        pace_ratio_ = ratio;
    };
    if (ratio != pace_ratio_) begin(monotonic_now());
    if (ratio <= 0) return true;
    const double simulated_ns = static_cast<double>(tick_ - pace_tick_) * static_cast<double>(choice_.step.count());
    const Time due = pace_began_ + Duration{static_cast<std::int64_t>(simulated_ns / static_cast<double>(ratio))};
    while (!stop_.load(std::memory_order_relaxed)) {
        const Time now = monotonic_now();
        if (now - due > kMostLag) begin(now);
        if (now >= due) return true;
        if (now - asked_ > kIdleSlice) return false;
        pause(std::min(due - now, kIdleSlice));
    }
    return false;
}

void LockstepDriver::publish_clock(ClockRun run) {
    const ClockState state{.now_ns = ns_of(context_.now),
                           .step_ns = static_cast<std::uint64_t>(choice_.step.count()),
                           .tick = tick_,
                           .run = run,
                           .participants = static_cast<std::uint16_t>(seats_.size())};
    clock_.write(&state, sizeof state);
}

void LockstepDriver::finish() { publish_clock(ClockRun::kStopped); }

}  // namespace seqboard
