// One number for everything that was said on a board: equal numbers, equal runs.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/blackboard.hpp"
#include "core/slot/cursor.hpp"

namespace seqboard::sim {

/// FNV-1a over every sample of every slot: slot name, sequence, stamp, payload. Left out is what is in real time also in a
/// simulation: *.status, *.params, supervisor.*, operator.*, clock and clock.*. Each slot has a hash of its own and the
/// total is taken in the order of names, so that it does not matter when the slots are looked at, only that none is
/// overrun: missed() says whether one was.
class StreamHash {
public:
    explicit StreamHash(const BoardPlace& place) : board_{Blackboard::open(place)} {}

    /// Takes what is new in all slots; finds the slots at the first call.
    void take();

    std::uint64_t value() const;
    std::uint64_t samples() const noexcept { return samples_; }
    std::uint64_t missed() const;

private:
    struct Stream {
        std::string slot;
        std::shared_ptr<AttachedSegment> segment;
        RingReader ring;
        std::vector<std::byte> payload;
        Cursor cursor;
        std::uint64_t hash;
    };

    void find_slots();

    std::shared_ptr<Blackboard> board_;
    std::vector<Stream> streams_;
    std::uint64_t samples_ = 0;
};

}  // namespace seqboard::sim
