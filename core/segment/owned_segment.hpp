// A node's own segment: the one place in the system that may write its slots.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/segment/backend.hpp"
#include "core/segment/segment_layout.hpp"

namespace seqboard {

/// Owns the node's name and maps its segment read-write. If the node ran before with the same slots, it goes on in the same
/// segment: readers stay attached, the last samples stay readable, the epoch counts up. If its slots have changed, a new
/// segment takes the name's place and the old one is marked retired.
/// The destructor gives the name back; the segment stays, so that its last samples stay readable.
class OwnedSegment {
public:
    /// Throws SegmentError: owned by another process, refused, no room. The backend outlives the segment.
    OwnedSegment(Backend& backend, std::string_view board, std::string_view node, const std::vector<SlotSpec>& slots);

    RingWriter writer(std::size_t slot) const;
    const SegmentDescription& description() const noexcept { return description_; }
    const Mapping& mapping() const noexcept { return mapping_; }
    std::uint32_t epoch() const noexcept { return epoch_; }

    /// False when somebody deleted the lock under us: the node must stop, another may own the name already.
    bool still_owned() const { return ownership_->still_held(); }

    /// False when somebody deleted or replaced the segment: new readers no longer find what we write.
    bool still_in_place() const { return !backend_.replaced(description_.node, identity_); }

private:
    void reopen(OpenSegment& existing, bool earlier_boot);
    void restamp_samples_of_earlier_boot();
    LiveWords& live() const { return *reinterpret_cast<LiveWords*>(mapping_.data() + kLiveOffset); }

    Backend& backend_;
    std::unique_ptr<Ownership> ownership_;
    SegmentDescription description_;
    Mapping mapping_;
    SegmentIdentity identity_;
    std::uint32_t epoch_ = 1;
};

}  // namespace seqboard
