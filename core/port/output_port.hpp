// The part of an output that does not depend on its message: the ring it writes.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/port/step_context.hpp"
#include "core/segment/slot_spec.hpp"

namespace seqboard {

class FaultTap;

/// Owned by Setup at a place that never moves; Output<T> points at it.
class OutputPort {
public:
    OutputPort(std::string port, SlotSpec slot, StepContext& context) : context_{context}, port_{std::move(port)}, spec{std::move(slot)} {}

    void bind(RingWriter writer, std::uint32_t epoch) {
        ring_ = tap_ == nullptr ? writer : staged(writer);
        flags_ = sample_flags(epoch);
        more_to_do_ = spec.notify || tap_ != nullptr;
    }

    /// Before bind(): what is written goes through `tap`, for tests. It outlives the port.
    void use(FaultTap* tap) { tap_ = tap; }

    /// One look at one byte says whether there is more to do: a port without a tap pays nothing for those that have one.
    [[gnu::always_inline]] void write(const void* message, std::size_t bytes) noexcept {
        ring_.publish(header(), message, bytes);
        if (more_to_do_) finish_write();
    }

    std::byte* begin() noexcept { return ring_.begin(); }
    void commit() noexcept {
        ring_.commit(header());
        if (more_to_do_) finish_write();
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

    RingWriter staged(RingWriter writer);
    void finish_write() noexcept;

    RingWriter ring_;
    std::uint32_t flags_ = 0;
    bool more_to_do_ = false;  ///< somebody waits to be woken, or there is a tap
    StepContext& context_;
    std::string port_;
    FaultTap* tap_ = nullptr;

public:
    SlotSpec spec;
    std::vector<std::byte> safe;  ///< a command's: written when the node ends or stands; empty: it has none
};

}  // namespace seqboard
