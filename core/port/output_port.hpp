// The part of an output that does not depend on its message: the ring it writes.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/port/step_context.hpp"
#include "core/segment/slot_spec.hpp"
#include "core/slot/futex.hpp"

namespace seqboard {

/// Owned by Setup at a place that never moves; Output<T> points at it.
class OutputPort {
public:
    OutputPort(std::string port, SlotSpec slot, StepContext& context) : context_{context}, port_{std::move(port)}, spec{std::move(slot)} {}

    void bind(RingWriter writer, std::uint32_t epoch) {
        ring_ = writer;
        flags_ = sample_flags(epoch);
    }

    [[gnu::always_inline]] void write(const void* message, std::size_t bytes) noexcept {
        ring_.publish(header(), message, bytes);
        if (spec.notify) futex_wake_all(ring_.head_word());
    }

    std::byte* begin() noexcept { return ring_.begin(); }
    void commit() noexcept {
        ring_.commit(header());
        if (spec.notify) futex_wake_all(ring_.head_word());
    }

    const std::string& port() const noexcept { return port_; }

private:
    /// A value that no input led to, such as a sensor's, is its own source.
    SampleHeader header() const noexcept {
        const std::uint64_t now_ns = ns_of(context_.now);
        return {.stamp_ns = now_ns,
                .source_stamp_ns = context_.oldest_source_ns < now_ns ? context_.oldest_source_ns : now_ns,
                .flags = flags_};
    }

    RingWriter ring_;
    std::uint32_t flags_ = 0;
    StepContext& context_;
    std::string port_;

public:
    SlotSpec spec;
    std::vector<std::byte> safe;  ///< a command's: written when the node ends or stands; empty: it has none
};

}  // namespace seqboard
