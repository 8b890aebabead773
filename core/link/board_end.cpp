#include "core/link/board_end.hpp"

#include <array>

namespace seqboard::link {

namespace {

constexpr Duration kAskInterval = std::chrono::milliseconds{200};
constexpr std::uint32_t kAnswersPerStats = 100;

/// A plant that begins anew was silent for longer; a HELLO on its way since the run before comes sooner.
constexpr Duration kSilenceBetweenRuns = std::chrono::milliseconds{300};

}  // namespace

BoardEnd::BoardEnd(Contract contract) : LinkEnd{std::move(contract)}, sensors_{contract_.sensors} {}

std::optional<std::uint32_t> BoardEnd::due() const noexcept {
    if (collecting_ && parts_wanted_ && parts_.has_all(*parts_wanted_)) return collecting_;
    return std::nullopt;
}

void BoardEnd::answer(const SampleTable& actuators, const SampleTable& mirrors) {
    if (!linked()) return;
    answer_.clear();
    const bool lockstep = contract_.mode == LinkMode::kLockstep;
    const std::uint32_t tick = lockstep ? collecting_.value_or(0) : newest_tick_;
    const unsigned parts = SamplePacker::parts_of(actuators, 1) + SamplePacker::parts_of(mirrors);
    SamplePacker packer{answer_, {.session = session_, .sequence = next_sequence_, .tick = tick}, parts};
    packer.add(FrameType::kActuators, actuators, 1);
    packer.add(FrameType::kTruth, mirrors);
    next_sequence_ = packer.next_sequence();
    traffic_.frames_sent += static_cast<std::uint32_t>(answer_.size());
    outgoing_.add_all(answer_);
    if (lockstep) done_ = collecting_;
    collecting_.reset();
    if (++answers_ % kAnswersPerStats != 0) return;
    std::array<std::uint8_t, sizeof(Traffic)> payload;
    ByteWriter writer{payload};
    put_traffic(traffic(), writer);
    send({.type = FrameType::kStats, .payload = writer.bytes()});
}

void BoardEnd::handle(const Frame& frame, Time now) {
    if (frame.type == FrameType::kHello) return take_hello(frame, now);
    if (!linked() || frame.session != session_) {
        ++traffic_.frames_refused;
        return ask_for_hello(now);
    }
    heard_ = now;
    switch (frame.type) {
        case FrameType::kSensors: take_sensors(frame); break;
        case FrameType::kStep: take_step(frame); break;
        case FrameType::kTimesync: take_timesync(frame, now); break;
        case FrameType::kFault: fault_.assign(frame.payload.begin(), frame.payload.end()); break;
        case FrameType::kBye: session_ = 0; break;
        default: ++traffic_.frames_refused;
    }
}

void BoardEnd::take_hello(const Frame& frame, Time now) {
    if (frame.session == 0) return;  // another board
    const bool another_run = frame.session != session_ || (frame.tick == 0 && done_);
    if (another_run) {
        if (linked() && now - *heard_ < kSilenceBetweenRuns) return;
        const std::optional<Contract> plant = take_contract(frame.payload);
        fault_ = plant ? difference(*plant, contract_) : "the plant's HELLO is of another seqboard; build both from the same sources";
        if (!fault_.empty()) {
            session_ = frame.session;
            send_fault(fault_);
            session_ = 0;
            return;
        }
        session_ = frame.session;
        done_.reset();
        if (frame.tick > 0) done_ = frame.tick - 1;  // in the middle of a run: what is on its way from before is not for us
        collecting_.reset();
        newest_tick_ = 0;
        sensors_.forget();
    }
    heard_ = now;
    send_hello(session_);
}

void BoardEnd::ask_for_hello(Time now) {
    if (asked_ && now - *asked_ < kAskInterval) return;
    asked_ = now;
    send_hello(0);
}

void BoardEnd::handle_silence(Time now) {
    if (!linked()) ask_for_hello(now);
}

bool BoardEnd::is_new(std::uint32_t tick) const noexcept { return !done_ || static_cast<std::int32_t>(tick - *done_) > 0; }

void BoardEnd::begin_collecting(std::uint32_t tick) {
    if (collecting_ == tick) return;
    collecting_ = tick;
    parts_wanted_.reset();
    parts_.clear();
    sensors_.forget();
}

void BoardEnd::take_sensors(const Frame& frame) {
    const bool lockstep = contract_.mode == LinkMode::kLockstep;
    if (lockstep && !is_new(frame.tick)) return;
    if (lockstep) begin_collecting(frame.tick);
    const std::optional<Part> part = unpack_samples(frame.payload, sensors_);
    if (part) parts_.add(*part);
    else ++traffic_.frames_refused;
}

void BoardEnd::take_step(const Frame& frame) {
    if (contract_.mode == LinkMode::kRealtime) {
        newest_tick_ = frame.tick;
    } else if (frame.payload.size() != 1 || frame.payload[0] > kMaxParts) {
        ++traffic_.frames_refused;
    } else if (is_new(frame.tick)) {
        begin_collecting(frame.tick);
        parts_wanted_ = frame.payload[0];
    } else if (frame.tick == done_) {
        ++traffic_.repeats;
        traffic_.frames_sent += static_cast<std::uint32_t>(answer_.size());
        outgoing_.add_all(answer_);
    }
}

void BoardEnd::take_timesync(const Frame& frame, Time now) {
    if (frame.payload.size() != sizeof(std::uint64_t)) return;
    std::array<std::uint8_t, 3 * sizeof(std::uint64_t)> payload;
    ByteWriter writer{payload};
    writer.put_bytes(frame.payload);
    writer.put(ns_of(now));
    writer.put(ns_of(now));  // it rests here for no time
    send({.type = FrameType::kTimesync, .payload = writer.bytes()});
}

}  // namespace seqboard::link
