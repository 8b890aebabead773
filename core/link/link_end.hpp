// What both ends of a link do alike: take bytes apart, number what they send, count.
#pragma once

#include <string_view>

#include "core/link/contract.hpp"
#include "core/link/frame_decoder.hpp"
#include "core/link/outbox.hpp"
#include "core/link/sample_frames.hpp"
#include "core/link/traffic.hpp"
#include "core/time.hpp"

namespace seqboard::link {

/// Bytes and times in, frames out: no line and no clock of its own. Times are of any clock that only goes forward.
class LinkEnd {
public:
    virtual ~LinkEnd() = default;

    /// Takes what came in.
    void receive(std::span<const std::uint8_t> bytes, Time now);

    /// To be called every few milliseconds, also when nothing comes in.
    void poll(Time now);

    /// Tells the other end, in a sentence, why this one cannot go on.
    void send_fault(std::string_view sentence);
    void send_bye() { send({.type = FrameType::kBye}); }

    /// What is to be sent; the caller clears it then.
    Outbox& outgoing() noexcept { return outgoing_; }

    const Contract& contract() const noexcept { return contract_; }
    Traffic traffic() const noexcept;

protected:
    explicit LinkEnd(Contract contract) : contract_{std::move(contract)} {}

    virtual void handle(const Frame& frame, Time now) = 0;
    virtual void handle_silence(Time now) = 0;

    /// Numbers and sends it, in this session.
    void send(Frame frame);

    /// `tick`: the first step that is not answered yet; zero before the first, and from the board.
    void send_hello(std::uint8_t session, std::uint32_t tick = 0);

    Contract contract_;
    std::uint8_t session_ = 0;
    std::uint16_t next_sequence_ = 0;
    Outbox outgoing_;
    Traffic traffic_;

private:
    void count(const Frame& frame);
    void drain(Time now);

    FrameDecoder decoder_;
    Time heard_{};
    bool numbered_ = false;
    std::uint16_t expected_sequence_ = 0;
};

}  // namespace seqboard::link
