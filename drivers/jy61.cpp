#include "drivers/jy61.hpp"

#include <array>
#include <utility>

namespace seqboard {

namespace {

constexpr unsigned kWholeCycle = 0b111;
constexpr unsigned bit_of(Jy61Id id) { return 1u << (static_cast<unsigned>(id) - static_cast<unsigned>(Jy61Id::kAcceleration)); }

}  // namespace

Jy61::Jy61(std::string device, int baud) : device_{std::move(device)}, baud_{baud}, port_{device_, baud_} {}

bool Jy61::poll() noexcept {
    complete_ = false;
    std::array<std::uint8_t, 256> buffer;
    // Bounded: a device that talks without pause must not keep the caller.
    for (int reads = 0; reads < 16; ++reads) {
        const auto count = port_.read(buffer);
        if (!count || *count == 0) break;
        for (std::size_t i = 0; i < *count; ++i)
            if (const auto packet = parser_.push(buffer[i])) take(*packet);
    }
    return complete_;
}

void Jy61::take(const Jy61Packet& packet) noexcept {
    apply(packet, incoming_);
    seen_ |= bit_of(packet.id);
    if (packet.id != Jy61Id::kAngle) return;
    if (seen_ == kWholeCycle) {
        motion_ = incoming_;
        complete_ = true;
    }
    seen_ = 0;
}

bool Jy61::reopen() noexcept {
    port_ = SerialPort::try_open(device_.c_str(), baud_);
    parser_.restart();
    seen_ = 0;
    return port_.is_open();
}

}  // namespace seqboard
