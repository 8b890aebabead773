// Segments in System V shared memory, for kernels without tmpfs (the way of the reference robot's paper).
#pragma once

#include <sys/ipc.h>

#include "core/segment/backend.hpp"

namespace seqboard {

/// Keys are a flat name space of 32 bits: each node's key is a hash of board and node in the range 0x5B000000..0x5BFFFFFF.
/// A semaphore set under the same key carries ownership (semaphore 0, given back by SEM_UNDO when the owner dies) and 30
/// bits more of the hash (semaphores 1 and 2), so that a collision is seen and the next key taken.
/// What it cannot give: a segment has no path, so its mode bits alone (0640) protect it and root may always map it
/// read-write; it must be attached before it can be checked; it appears before it is filled, so the magic is written last.
class SysvBackend final : public Backend {
public:
    explicit SysvBackend(std::string board, bool huge_pages = false) : board_{std::move(board)}, huge_pages_{huge_pages} {}

    Guarantees guarantees() const override;
    std::string place(std::string_view node) const override;
    std::unique_ptr<Ownership> own(std::string_view node) override;
    std::optional<Owner> owner(std::string_view node) override;
    Mapping create(std::string_view node, std::span<const std::byte> header, std::size_t bytes) override;
    std::unique_ptr<OpenSegment> open(std::string_view node, Access access) override;
    bool replaced(std::string_view node, const SegmentIdentity& identity) override;
    std::vector<std::string> nodes() override;
    void remove(std::string_view node) override;

private:
    std::string board_;
    bool huge_pages_;
};

}  // namespace seqboard
