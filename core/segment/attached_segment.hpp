// Another node's segment, validated and mapped read-only.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "core/segment/backend.hpp"
#include "core/segment/segment_layout.hpp"

namespace seqboard {

class AttachedSegment {
public:
    /// Validates a private copy of the header, then maps. Null if the node has no segment. Throws SegmentError if it has one
    /// that cannot be trusted, or one of an earlier boot where memory does not survive that.
    static std::shared_ptr<AttachedSegment> attach(Backend& backend, std::string_view node);

    AttachedSegment(SegmentDescription description, SegmentIdentity identity, Mapping mapping);

    const SegmentDescription& description() const noexcept { return description_; }
    const SegmentIdentity& identity() const noexcept { return identity_; }

    /// The slot of that name, or null.
    const SlotPlace* find(std::string_view slot) const;
    RingReader reader(const SlotPlace& slot) const;

    bool retired() const noexcept;
    std::uint32_t epoch() const noexcept;

    /// Its stamps belong to an earlier run of the machine and say nothing about ages: until its owner has started again.
    bool from_earlier_boot() const noexcept;

private:
    const LiveWords& live() const { return *reinterpret_cast<const LiveWords*>(mapping_.data() + kLiveOffset); }

    SegmentDescription description_;
    SegmentIdentity identity_;
    Mapping mapping_;
    bool earlier_boot_;
};

/// The validated private copy of an open segment's header. Throws SegmentError.
SegmentDescription read_description(const std::string& place, const OpenSegment& segment);

}  // namespace seqboard
