// Where a test's faults get into what a node writes.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/messages/slot_fault.hpp"
#include "core/slot/ring.hpp"
#include "core/time.hpp"

namespace seqboard {

/// Between one output port and its slot's ring; only in a node set that allows faults. The port writes to a ring of the tap's own, and what
/// comes of that goes to the slot. Makes its memory when it is made: nothing after that allocates or fails. Belongs to the thread that
/// steps the node.
class FaultTap {
public:
    /// Delaying needs room for the past: slots above this are not delayed.
    static constexpr std::size_t kMostDelayedBytes = 1024;
    static constexpr std::size_t kPast = 64;  ///< samples kept for that

    FaultTap(std::string slot, std::size_t bytes);

    /// The ring that the port writes instead of the slot's.
    RingWriter stage(RingWriter slot);

    /// What the port has just written goes to the slot, as the faults leave it. The slot's counter, which readers sleep on; null: nothing
    /// was written.
    const std::uint32_t* forward(Time now) noexcept;

    /// Those of `all` that are meant for this slot hold from now on, the others no longer.
    void arm(const SlotFaults& all) noexcept;
    bool armed() const noexcept { return armed_ > 0; }

    /// What is to be written instead of `message`; null: nothing.
    const std::byte* pass(const std::byte* message, Time now) noexcept;

    /// Adds how often each was applied since the last call to its place in `counts`.
    void collect(SlotFaultCounts& counts) noexcept;

private:
    struct Active {
        SlotFault fault;
        std::size_t place = 0;  ///< in SlotFaults
        std::uint32_t random = 1;
        std::uint32_t applied = 0;
        std::optional<Time> since{};       ///< its first sample
        std::optional<Time> last_given{};  ///< slow
    };

    bool hit(Active& active) noexcept;
    /// False: the sample is left out.
    bool apply(Active& active, Time now) noexcept;
    void change_number(Active& active, float seconds) noexcept;
    void hold(Active& active) noexcept;
    void scramble(Active& active) noexcept;
    bool delay(const Active& active, Time now) noexcept;
    void remember(const std::byte* message, Time now) noexcept;

    std::string slot_name_;
    std::size_t bytes_;
    RingWriter slot_;
    RingReader staged_;
    std::vector<std::byte> ring_;   ///< that staged_ reads
    std::vector<std::byte> taken_;  ///< what the port wrote last
    std::size_t armed_ = 0;
    std::array<Active, kMostSlotFaults> active_{};
    std::vector<std::byte> sample_;  ///< the one on its way
    std::vector<std::byte> held_;    ///< one message for each place of active_
    std::vector<std::byte> past_;
    std::array<Time, kPast> past_times_{};
    std::size_t past_count_ = 0;
};

}  // namespace seqboard
