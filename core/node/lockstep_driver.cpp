#include "core/node/lockstep_driver.hpp"

#include <time.h>

#include <algorithm>

#include "core/exit_code.hpp"
#include "core/log.hpp"
#include "core/slot/futex.hpp"

namespace seqboard {

namespace {

constexpr Duration kSilenceLimit = std::chrono::seconds{5};
constexpr Duration kStartLimit = std::chrono::seconds{30};
constexpr Duration kLivenessInterval = std::chrono::milliseconds{20};

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
    : choice_{choice}, board_{board}, stop_{stop}, clock_{"clock", slot_spec<ClockState>("clock"), context_} {
    for (const Participant& participant : choice.participants) {
        Seat& seat = seats_.emplace_back(Seat{participant,
                                              InputPort{"status", slot_spec<NodeStatus>(participant.node + ".status"), kForever, context_},
                                              OutputPort{"turn", turn_spec(participant), context_}});
        seat.status.rename(seat.status.slot(), participant.node);
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
    if (seat.status.lost(board_, false) && !seat.status.connect(board_)) return false;
    const auto now = status_and_epoch(seat.status);
    if (!now || now->first.state != NodeState::kReady || now->first.inputs_missing != 0) return false;
    if (running_ && now->second == seat.epoch) return false;  // the incarnation that died
    seat.epoch = now->second;
    seat.present = true;
    return true;
}

bool LockstepDriver::all_seated() {
    std::string missing;
    for (Seat& seat : seats_)
        if (!seat.present && !take_in(seat)) missing += (missing.empty() ? "" : ", ") + seat.participant.node;
    for (const InputPort& input : *own_inputs_)
        if (!input.connected()) missing += (missing.empty() ? "" : ", ") + ("its own input '" + input.port() + "'");
    if (missing.empty()) return true;
    if (monotonic_now() - began_ > kStartLimit)
        throw StartError{ExitCode::kFailed, "lock-step: not ready after " + text_of(kStartLimit) + ": " + missing +
                                                "; see their logs, or leave them out of the node set"};
    return false;
}

std::optional<Turn> LockstepDriver::wait() {
    if (!running_) {
        if (!all_seated()) {
            const timespec pause{0, 1'000'000};
            ::nanosleep(&pause, nullptr);
            return std::nullopt;
        }
        running_ = true;
        began_ = monotonic_now();
        first_tick_ = tick_;
    }
    for (Seat& seat : seats_)
        if (!seat.present && take_in(seat)) log_line(LogLevel::kInfo, "lock-step: %s takes part again", seat.participant.node.c_str());
    ++tick_;
    context_.begin(time_from_ns(tick_ * static_cast<std::uint64_t>(choice_.step.count())));
    publish_clock(ClockRun::kRunning);
    for (std::uint32_t level = 0; level < levels_; ++level) {
        give_turns(level);
        if (!await_turns(level)) return std::nullopt;  // told to stop
    }
    keep_pace();
    return Turn{.now = context_.now, .tick = tick_};
}

void LockstepDriver::give_turns(std::uint32_t level) {
    for (Seat& seat : seats_) {
        if (seat.participant.level != level || !is_due(seat)) continue;
        const ClockTurn turn{.now_ns = ns_of(context_.now), .tick = tick_, .epoch = seat.epoch};
        seat.turn.write(&turn, sizeof turn);
    }
}

bool LockstepDriver::await_turns(std::uint32_t level) {
    return std::all_of(seats_.begin(), seats_.end(),
                       [&](Seat& seat) { return seat.participant.level != level || !is_due(seat) || await(seat); });
}

/// True when the participant has finished this tick or has left; false when we are told to stop.
bool LockstepDriver::await(Seat& seat) {
    Time asked{};
    while (!stop_.load(std::memory_order_relaxed)) {
        const std::uint32_t head = seat.status.ring.head();
        const auto status = status_and_epoch(seat.status);
        if (status && status->second == seat.epoch && status->first.tick_done == tick_) return true;
        if (status && status->second == seat.epoch && status->first.state == NodeState::kStopping) {
            seat.present = false;  // it leaves by its own will
            return true;
        }
        const bool restarted = status && status->second != seat.epoch;
        if (restarted || (asked != Time{} && !board_.backend().owner(seat.participant.node))) {
            log_line(LogLevel::kWarning, "lock-step: %s died at tick %u; going on without it", seat.participant.node.c_str(), tick_);
            seat.present = false;
            return true;
        }
        if (asked == Time{}) asked = monotonic_now();
        if (monotonic_now() - asked > kSilenceLimit)
            throw StartError{ExitCode::kFailed, "lock-step: node '" + seat.participant.node + "' lives but did not finish tick " +
                                                    std::to_string(tick_) + " within " + text_of(kSilenceLimit)};
        futex_wait(seat.status.ring.head_word(), head, kLivenessInterval);
    }
    return false;
}

void LockstepDriver::keep_pace() {
    if (choice_.speed_ratio <= 0) return;
    const double simulated_ns = static_cast<double>(tick_ - first_tick_) * static_cast<double>(choice_.step.count());
    const Time due = began_ + Duration{static_cast<std::int64_t>(simulated_ns / static_cast<double>(choice_.speed_ratio))};
    while (!stop_.load(std::memory_order_relaxed)) {
        const Duration left = due - monotonic_now();
        if (left <= Duration::zero()) return;
        const timespec pause{0, static_cast<long>(std::min(left, kIdleSlice).count())};
        ::nanosleep(&pause, nullptr);
    }
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
