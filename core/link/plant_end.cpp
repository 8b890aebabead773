#include "core/link/plant_end.hpp"

#include <algorithm>
#include <array>

namespace seqboard::link {

namespace {

constexpr Duration kGreetingInterval = std::chrono::milliseconds{100};
constexpr Duration kSyncInterval = std::chrono::milliseconds{100};
constexpr Duration kLeastPatience = std::chrono::milliseconds{5};
constexpr Duration kMostPatience = std::chrono::milliseconds{500};
constexpr Duration kMostTurn = std::chrono::minutes{1};

}  // namespace

PlantEnd::PlantEnd(Contract contract, std::uint8_t session)
    : LinkEnd{std::move(contract)},
      actuators_{contract_.actuators},
      mirrors_{contract_.mirrors},
      patience_{kLeastPatience},
      usual_turn_{kLeastPatience},
      quality_{contract_.step} {
    session_ = session;
}

void PlantEnd::begin_step(std::uint32_t tick, const SampleTable& sensors, Time now) {
    const bool lockstep = contract_.mode == LinkMode::kLockstep;
    request_.clear();
    const unsigned parts = SamplePacker::parts_of(sensors);
    SamplePacker packer{request_, {.session = session_, .sequence = next_sequence_, .tick = tick}, parts};
    packer.add(FrameType::kSensors, sensors);
    next_sequence_ = packer.next_sequence();
    const std::array<std::uint8_t, 1> payload{static_cast<std::uint8_t>(parts)};
    request_.add({.type = FrameType::kStep, .session = session_, .sequence = next_sequence_++, .tick = tick, .payload = payload});
    traffic_.frames_sent += static_cast<std::uint32_t>(request_.size());
    outgoing_.add_all(request_);
    tick_ = tick;
    asked_ = true;
    done_ = false;
    asked_at_ = sent_at_ = now;
    if (!lockstep) return;
    patience_ = std::clamp(4 * usual_turn_, kLeastPatience, kMostPatience);
    parts_.clear();
    actuators_.forget();
    mirrors_.forget();
}

void PlantEnd::handle_silence(Time now) {
    if (state_ == State::kGreeting && (!greeted_ || now - *greeted_ >= kGreetingInterval)) {
        greeted_ = now;
        send_hello(session_);
    }
    if (state_ != State::kLinked) return;
    if (contract_.mode == LinkMode::kRealtime) {
        if (!synchronised_ || now - *synchronised_ >= kSyncInterval) send_timesync(now);
    } else if (asked_ && !done_ && now - sent_at_ >= patience_) {
        sent_at_ = now;
        patience_ = std::min(2 * patience_, kMostPatience);
        ++traffic_.repeats;
        traffic_.frames_sent += static_cast<std::uint32_t>(request_.size());
        outgoing_.add_all(request_);
    }
}

void PlantEnd::handle(const Frame& frame, Time now) {
    if (frame.type == FrameType::kHello && frame.session == 0) {
        if (state_ != State::kGreeting) send_hello(session_, done_ ? tick_ + 1 : tick_);  // it was restarted, or heard nothing of us
        return;
    }
    if (frame.session != session_) {
        ++traffic_.frames_refused;
        return;
    }
    switch (frame.type) {
        case FrameType::kHello:
            if (state_ == State::kGreeting) state_ = State::kLinked;
            break;
        case FrameType::kActuators: take_answer(frame, actuators_, now); break;
        case FrameType::kTruth: take_answer(frame, mirrors_, now); break;
        case FrameType::kFault:
            state_ = State::kRefused;
            fault_.assign(frame.payload.begin(), frame.payload.end());
            break;
        case FrameType::kBye: state_ = State::kEnded; break;
        case FrameType::kStats:
            if (const auto traffic = take_traffic(frame.payload)) board_traffic_ = *traffic;
            break;
        case FrameType::kTimesync: take_timesync(frame, now); break;
        case FrameType::kSensors:
        case FrameType::kStep: ++traffic_.frames_refused; break;
    }
}

void PlantEnd::take_answer(const Frame& frame, SampleTable& table, Time now) {
    const bool lockstep = contract_.mode == LinkMode::kLockstep;
    if (lockstep && (!asked_ || done_ || frame.tick != tick_)) return;  // late, or a second time
    const std::optional<Part> part = unpack_samples(frame.payload, table);
    if (!part) {
        ++traffic_.frames_refused;
        return;
    }
    answered_ = true;
    if (!lockstep) {
        if (frame.type == FrameType::kActuators && part->number == 0) quality_.note_answer(tick_ - frame.tick, now);
        return;
    }
    parts_.add(*part);
    done_ = parts_.has_all(part->of);
    if (done_) learn_from_turn(now - asked_at_);
}

/// A repeated step says little about how long the board takes (Karn's rule for retransmissions): only that patience may be too short.
void PlantEnd::learn_from_turn(Duration turn) noexcept {
    const bool repeated = sent_at_ != asked_at_;
    usual_turn_ += repeated ? std::min(turn - usual_turn_, usual_turn_) / 32 : (turn - usual_turn_) / 8;
}

void PlantEnd::send_timesync(Time now) {
    synchronised_ = now;
    std::array<std::uint8_t, 8> payload;
    ByteWriter writer{payload};
    writer.put(ns_of(now));
    send({.type = FrameType::kTimesync, .payload = writer.bytes()});
}

void PlantEnd::take_timesync(const Frame& frame, Time now) {
    ByteReader reader{frame.payload};
    const auto sent_ns = reader.take<std::uint64_t>(), arrived_ns = reader.take<std::uint64_t>(), left_ns = reader.take<std::uint64_t>();
    const std::uint64_t turn_ns = ns_of(now) - sent_ns, rest_ns = left_ns - arrived_ns;  // of what nobody sent, huge
    if (reader.at_end() && turn_ns <= static_cast<std::uint64_t>(kMostTurn.count()) && rest_ns <= turn_ns)
        quality_.note_round_trip(Duration{static_cast<std::int64_t>(turn_ns - rest_ns)});
}

}  // namespace seqboard::link
