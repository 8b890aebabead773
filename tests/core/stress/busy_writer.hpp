// A writer in another process that never rests, and a reader of it.
#pragma once

#include <memory>
#include <optional>

#include "core/segment/attached_segment.hpp"
#include "core/segment/owned_segment.hpp"
#include "tests/scratch/busy_slot.hpp"
#include "tests/scratch/child.hpp"
#include "tests/scratch/scratch_backend.hpp"

namespace seqboard::testing {

/// Publishes 1, 2, 3 and so on into the slot `front` of `wheels`, from before the constructor returns until it is destroyed.
class BusyWriter {
public:
    BusyWriter(const ScratchBackend& backend, std::size_t cells)
        : owned_{*backend, backend.place().board, "wheels", {slot_spec<Pattern>("front", cells)}} {
        RingWriter first = owned_.writer(0);
        publish(first, 0);
        Baton running;
        child_.emplace([&]() -> int {
            running.pass();
            RingWriter writer = owned_.writer(0);
            for (std::uint32_t number = 1;; ++number) publish(writer, number);
        });
        running.take();
        attached_ = AttachedSegment::attach(*backend.another(), "wheels");
    }

    RingReader reader() const { return attached_->reader(*attached_->find("front")); }

private:
    OwnedSegment owned_;
    std::optional<Child> child_;
    std::shared_ptr<AttachedSegment> attached_;
};

}  // namespace seqboard::testing
