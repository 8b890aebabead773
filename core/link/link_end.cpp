#include "core/link/link_end.hpp"

#include <array>

namespace seqboard::link {

namespace {

/// The longest frame that is sent without a pause takes 0.9 s at 115200 baud; whoever pauses within one has stopped.
constexpr Duration kSilentInFrame = std::chrono::milliseconds{20};

}  // namespace

void LinkEnd::receive(std::span<const std::uint8_t> bytes, Time now) {
    if (!bytes.empty()) heard_ = now;
    while (!bytes.empty()) {
        bytes = bytes.subspan(decoder_.take(bytes));
        drain(now);
    }
}

void LinkEnd::poll(Time now) {
    if (decoder_.in_frame() && now - heard_ > kSilentInFrame) {
        decoder_.give_up_frame();
        drain(now);
    }
    handle_silence(now);
}

void LinkEnd::drain(Time now) {
    while (const std::optional<Frame> frame = decoder_.next()) {
        count(*frame);
        handle(*frame, now);
    }
}

/// A frame that is asked for again keeps its number.
void LinkEnd::count(const Frame& frame) {
    const auto ahead = static_cast<std::int16_t>(frame.sequence - expected_sequence_);
    if (numbered_ && ahead < 0) return;
    if (numbered_ && frame.session == session_) traffic_.frames_lost += static_cast<std::uint32_t>(ahead);
    expected_sequence_ = static_cast<std::uint16_t>(frame.sequence + 1);
    numbered_ = true;
}

Traffic LinkEnd::traffic() const noexcept {
    Traffic traffic = traffic_;
    traffic.frames_received = decoder_.frames();
    traffic.crc_errors = decoder_.crc_errors();
    traffic.skipped_bytes = decoder_.skipped_bytes();
    return traffic;
}

void LinkEnd::send(Frame frame) {
    frame.session = session_;
    frame.sequence = next_sequence_++;
    outgoing_.add(frame);
    ++traffic_.frames_sent;
}

void LinkEnd::send_hello(std::uint8_t session, std::uint32_t tick) {
    std::array<std::uint8_t, kMaxPayloadBytes> payload;
    ByteWriter writer{payload};
    put_contract(contract_, writer);
    outgoing_.add({.type = FrameType::kHello, .session = session, .sequence = next_sequence_++, .tick = tick, .payload = writer.bytes()});
    ++traffic_.frames_sent;
}

void LinkEnd::send_fault(std::string_view sentence) {
    send({.type = FrameType::kFault, .payload = {reinterpret_cast<const std::uint8_t*>(sentence.data()), sentence.size()}});
}

}  // namespace seqboard::link
