// The samples of one slot as they come, across restarts of its writer.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "core/blackboard.hpp"
#include "core/cli/slot_sample.hpp"
#include "core/slot/cursor.hpp"

namespace seqboard::cli {

class SlotStream {
public:
    SlotStream(std::shared_ptr<Blackboard> board, std::string slot) : board_{std::move(board)}, slot_{std::move(slot)} {}

    /// Finds the slot, or its new segment when the old one was retired or replaced. True if there is one. Costs a look at the
    /// file system: call it when there was nothing new for a while.
    bool connect();
    bool connected() const noexcept { return place_ != nullptr; }

    /// The next sample in order, the oldest in the ring first; nothing if there is none yet.
    std::optional<RawSample> take();

    /// The newest sample; take() goes on after it.
    std::optional<RawSample> newest();

    /// Samples that were overwritten before they were taken.
    std::uint64_t missed() const noexcept { return cursor_.missed(); }

    /// Counts connections: another number means another segment, perhaps with another schema.
    unsigned connection() const noexcept { return connection_; }
    const SlotPlace& place() const noexcept { return *place_; }
    const std::string& slot() const noexcept { return slot_; }

private:
    std::shared_ptr<Blackboard> board_;
    std::string slot_;
    std::shared_ptr<AttachedSegment> segment_;
    const SlotPlace* place_ = nullptr;
    Cursor cursor_;
    unsigned connection_ = 0;
};

}  // namespace seqboard::cli
