// A person as the writer of one slot.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/blackboard.hpp"
#include "core/port/output_port.hpp"

namespace seqboard::cli {

/// Owns the segment that has the slot while it exists; what else is in the segment stays as it is. Only for a slot that the node set
/// names under operator_writes, or that a node has left which nobody supervises.
class HandWriter {
public:
    /// Throws StartError: kNoInput if there is no such slot, kOwned if a node or another person writes it.
    HandWriter(std::shared_ptr<Blackboard> board, const std::string& slot);

    const SlotSpec& slot() const noexcept { return specs_[index_]; }

    /// Stamped with the board's time. `bytes` has slot().message_bytes.
    void write(const std::vector<std::byte>& bytes);

private:
    std::shared_ptr<Blackboard> board_;
    std::vector<SlotSpec> specs_;  ///< of the whole segment
    std::size_t index_ = 0;
    std::shared_ptr<OwnedSegment> segment_;
    StepContext context_;
    std::unique_ptr<OutputPort> port_;
};

}  // namespace seqboard::cli
