// When a slot was last written, whatever it carries.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "core/blackboard.hpp"

namespace seqboard {

class SlotStamp {
public:
    SlotStamp(std::string node, std::string slot) : node_{std::move(node)}, slot_{std::move(slot)} {}

    /// On the board's clock. Nothing if it was never written since the machine was started.
    std::optional<Time> look(Blackboard& board);

    const std::string& slot() const { return slot_; }

private:
    std::string node_;
    std::string slot_;
    std::shared_ptr<AttachedSegment> segment_;
    const SlotPlace* place_ = nullptr;
};

}  // namespace seqboard
