#include "core/port/output_port.hpp"

#include "core/port/fault_tap.hpp"
#include "core/slot/futex.hpp"

namespace seqboard {

RingWriter OutputPort::staged(RingWriter writer) { return tap_->stage(writer); }

void OutputPort::finish_write() noexcept {
    const std::uint32_t* const head = tap_ != nullptr ? tap_->forward(context_.now) : ring_.head_word();
    if (spec.notify && head != nullptr) futex_wake_all(head);
}

}  // namespace seqboard
