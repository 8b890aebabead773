// What the plant's end of a link does in a step.
#include <algorithm>

#include "nodes/link/plant_link_node.hpp"

namespace seqboard::link {

namespace {

constexpr Duration kRest = std::chrono::milliseconds{2};          ///< a step is asked for again after 5 ms at the earliest
constexpr Duration kRestOfStep = std::chrono::milliseconds{300};  ///< after a signal, which may be the end or only a pause
constexpr std::uint32_t kStepsPerStatus = 10;

/// Another one in every run, never zero.
std::uint8_t session_of_this_run() { return static_cast<std::uint8_t>(1 + ns_of(monotonic_now()) / 1'000'000 % 255); }

float ratio(std::uint32_t part, std::uint32_t of) noexcept { return of == 0 ? 0.0f : static_cast<float>(part) / static_cast<float>(of); }

}  // namespace

PlantLinkNode::PlantLinkNode(Io io)
    : io_{std::move(io)},
      end_{contract(), session_of_this_run()},
      line_{open_line(io_.line)},
      sensors_{end_.contract().sensors},
      faults_out_{io_.fault_ratio, static_cast<std::uint32_t>(io_.fault_seed)},
      faults_in_{io_.fault_ratio, static_cast<std::uint32_t>(io_.fault_seed) + 1} {
    if (in_lockstep() && !io_.freewheel) greet();
}

PlantLinkNode::~PlantLinkNode() {
    for (int i = 0; i < 3; ++i) end_.send_bye();  // nobody answers it
    send_out(monotonic_now());
    if (!invalid_) tell_traffic();
}

void PlantLinkNode::tell_traffic() const {
    const Traffic traffic = end_.traffic();
    const float steps = std::max(1.0f, static_cast<float>(tick_));
    log_line(LogLevel::kInfo,
             "link: injection level slot, %u steps, in each %.1f frames of %.0f bytes to the board and %.1f of %.0f back; %u repeats, %u "
             "wrong checks",
             tick_, double{static_cast<float>(traffic.frames_sent) / steps}, double{static_cast<float>(bytes_sent_) / steps},
             double{static_cast<float>(traffic.frames_received) / steps}, double{static_cast<float>(bytes_received_) / steps},
             traffic.repeats, traffic.crc_errors);
}

Contract PlantLinkNode::contract() const {
    const bool follows = io_.setup.args().clock.kind == ClockChoice::Kind::kFollow;
    Contract contract{.mode = follows ? LinkMode::kLockstep : LinkMode::kRealtime,
                      .step = io_.setup.args().period.value_or(kPeriod),
                      .sensors = io_.sensors.fields(),
                      .actuators = io_.actuators.fields(),
                      .mirrors = io_.mirrors.fields()};
    require_carriable(contract);
    return contract;
}

/// A run in lock-step is the same every time only if the board is there from the first tick on.
void PlantLinkNode::greet() {
    const Time limit = monotonic_now() + io_.await_board;
    while (end_.state() == PlantEnd::State::kGreeting) {
        const bool signalled = !exchange(kRest);
        if (!signalled && monotonic_now() < limit) continue;
        throw StartError{ExitCode::kUnavailable, signalled
                                                     ? "stopped while it waited for a board"
                                                     : "no board answers at " + io_.line + " within " + text_of(io_.await_board) +
                                                           "; is its node set up, and does its link have the other end of that line?"};
    }
    if (end_.state() != PlantEnd::State::kLinked) throw StartError{ExitCode::kConfig, "the board cannot be linked: " + end_.fault()};
}

void PlantLinkNode::step(const Tick& tick) {
    if (end_.state() == PlantEnd::State::kGreeting) {
        exchange(Duration{});
        return;  // the plant runs by itself
    }
    io_.sensors.collect(tick.now + line_delay(), sensors_);
    end_.begin_step(++tick_, sensors_, monotonic_now());
    if (in_lockstep() ? !await_answer() : !exchange(Duration{})) return;
    take_answer(tick);
    if (tick_ % kStepsPerStatus == 0) io_.status.write(status());
    judge(monotonic_now());
}

bool PlantLinkNode::await_answer() {
    Time limit = monotonic_now() + io_.silence_limit;
    bool signalled = false;
    while (!end_.step_done() && end_.state() == PlantEnd::State::kLinked && monotonic_now() < limit) {
        if (exchange(kRest) || signalled) continue;
        signalled = true;
        limit = std::min(limit, monotonic_now() + kRestOfStep);
    }
    if (end_.step_done()) return true;
    if (signalled) return false;
    judge(monotonic_now());
    if (!invalid_) end_invalid("the board did not answer within " + text_of(io_.silence_limit));
    return false;
}

/// Samples age on the line too; in lock-step no time passes there.
Duration PlantLinkNode::line_delay() const { return in_lockstep() ? Duration{} : end_.quality().round_trip().value_or(Duration{}) / 2; }

void PlantLinkNode::take_answer(const Tick& tick) {
    io_.actuators.publish(tick.now - line_delay(), end_.actuators());
    io_.mirrors.publish(tick.now - line_delay(), end_.mirrors());
    end_.actuators().forget();
    end_.mirrors().forget();
}

void PlantLinkNode::judge(Time now) {
    using State = PlantEnd::State;
    if (end_.state() == State::kEnded) return end_invalid("the board has ended");
    if (end_.state() == State::kRefused) return end_invalid("the board says: " + end_.fault());
    if (heard_ != Time{} && now - heard_ > io_.silence_limit) return end_invalid("the board is silent for " + text_of(io_.silence_limit));
    if (in_lockstep() || tick_ % 100 != 0) return;
    const LinkBudget budget{.loss_ratio = io_.loss_budget_ratio, .jitter = io_.jitter_budget};
    if (const std::string fault = end_.quality().fault(budget, status().loss_ratio); !fault.empty()) end_invalid(fault);
}

void PlantLinkNode::end_invalid(const std::string& why) {
    invalid_ = true;
    end_.send_fault(why);
    send_out(monotonic_now());
    tell_traffic();
    log_line(LogLevel::kError, "INVALID: this run says nothing about the robot: at tick %u %s", tick_, why.c_str());
    io_.status.write(status());
    io_.setup.finish(ExitCode::kUnavailable);
}

/// False when a signal came.
bool PlantLinkNode::exchange(Duration rest) {
    Time now = monotonic_now();
    send_out(now);
    const bool undisturbed = rest == Duration{} || line_->wait(rest);
    now = monotonic_now();
    while (const std::size_t count = line_->receive(buffer_)) {
        bytes_received_ += count;
        heard_ = now;
        if (io_.fault_ratio > 0) faults_in_.send({buffer_.data(), count}, now);
        else end_.receive({buffer_.data(), count}, now);
    }
    while (faults_in_.arrive(now, spoilt_)) end_.receive(spoilt_, now);
    end_.poll(now);
    send_out(now);
    return undisturbed;
}

void PlantLinkNode::send_out(Time now) {
    Outbox& out = end_.outgoing();
    bytes_sent_ += out.byte_count();
    for (std::size_t i = 0; i < out.size(); ++i) {
        if (io_.fault_ratio > 0) faults_out_.send(out[i], now);
        else line_->send(out[i]);
    }
    out.clear();
    while (faults_out_.arrive(now, spoilt_)) line_->send(spoilt_);
}

LinkStatus PlantLinkNode::status() const {
    const Traffic traffic = end_.traffic();
    const Traffic& board = end_.board_traffic();
    const LinkQuality& quality = end_.quality();
    return {.steps = tick_,
            .frames_sent = traffic.frames_sent,
            .frames_received = traffic.frames_received,
            .frames_lost = traffic.frames_lost,
            .crc_errors = traffic.crc_errors,
            .repeats = traffic.repeats,
            .board_frames_received = board.frames_received,
            .board_frames_lost = board.frames_lost,
            .board_crc_errors = board.crc_errors,
            .loss_ratio = std::max(ratio(traffic.frames_lost, traffic.frames_received), ratio(board.frames_lost, board.frames_received)),
            .answer_age_s = seconds_of(quality.mean_age()),
            .jitter_s = seconds_of(quality.jitter()),
            .round_trip_s = seconds_of(quality.round_trip().value_or(Duration{})),
            .phase = invalid_                                   ? LinkPhase::kLost
                     : end_.state() == PlantEnd::State::kLinked ? LinkPhase::kLinked
                                                                : LinkPhase::kGreeting};
}

}  // namespace seqboard::link
