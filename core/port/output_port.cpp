#include "core/port/output_port.hpp"

#include <cstring>

#include "core/port/fault_tap.hpp"
#include "core/slot/futex.hpp"

namespace seqboard {

void OutputPort::write_specially(const void* message, std::size_t bytes) noexcept {
    const void* written = message;
    if (tap_ != nullptr) written = tap_->pass(static_cast<const std::byte*>(message), context_.now);
    if (written == nullptr) return;
    ring_.publish(header(), written, bytes);
    if (spec.notify) futex_wake_all(ring_.head_word());
}

/// The cell belongs to nobody but us until it is committed; one that is not, is used again.
void OutputPort::commit_specially() noexcept {
    if (tap_ != nullptr) {
        std::byte* const place = ring_.begin();
        const std::byte* const written = tap_->pass(place, context_.now);
        if (written == nullptr) return;
        if (written != place) std::memcpy(place, written, spec.message_bytes);
    }
    ring_.commit(header());
    if (spec.notify) futex_wake_all(ring_.head_word());
}

}  // namespace seqboard
