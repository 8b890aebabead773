// The part of an input that does not depend on its message: where it is connected.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/blackboard.hpp"
#include "core/port/step_context.hpp"

namespace seqboard {

/// Owned by Setup at a place that never moves; Input<T> points at it. Until its slot exists it reads from an empty ring of
/// its own, so that read() needs no special case.
class InputPort {
public:
    InputPort(std::string port, SlotSpec expected, Duration max_age, StepContext& context);
    InputPort(InputPort&&) = default;  // no copy: the empty ring belongs to one port

    /// Looks for the slot, in `owner`'s segment or (empty) in any. True once connected. Not for the loop.
    bool connect(Blackboard& board);

    /// Whether the segment was retired or replaced since: connect() again. Costs a look at the file system if `thorough`.
    bool lost(Blackboard& board, bool thorough) const;

    /// The slot of that name in a segment this process already has.
    void connect_to(std::shared_ptr<AttachedSegment> segment, const SlotPlace& place);

    bool connected() const noexcept { return segment_ != nullptr; }
    const std::string& port() const noexcept { return port_; }
    const std::string& slot() const noexcept { return expected_.name; }
    const SlotSpec& expected() const noexcept { return expected_; }
    Duration max_age() const noexcept { return max_age_; }

    /// Why it is not connected, for people: "no node offers it", "carries Odometry, not Range".
    const std::string& fault() const noexcept { return fault_; }

    void rename(std::string slot, std::string owner) {
        expected_.name = std::move(slot);
        owner_ = std::move(owner);
    }
    const std::string& owner() const noexcept { return owner_; }

    bool optional = false;  ///< a node set may leave it unfed
    bool unfed = false;     ///< and this one did: it is not looked for

    // Read by Input<T> in the loop.
    RingReader ring;
    std::uint64_t stamp_mask = ~std::uint64_t{0};  ///< zero for a segment of an earlier boot: its stamps mean nothing now
    StepContext& context;
    bool notify = false;
    std::uint32_t connection = 0;             ///< counts connections and their ends: a cursor begins anew in another ring
    mutable std::uint32_t last_sequence = 0;  ///< of the newest sample read
    mutable std::uint32_t overruns = 0;

private:
    void disconnect(std::string fault);

    std::string port_;
    SlotSpec expected_;
    std::string owner_;
    Duration max_age_;
    std::string fault_ = "not looked for yet";
    std::shared_ptr<AttachedSegment> segment_;
    std::vector<std::byte> empty_;
};

}  // namespace seqboard
