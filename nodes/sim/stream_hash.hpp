// One number for everything that was said on a board: equal numbers, equal runs.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "nodes/sim/sample_stream.hpp"

namespace seqboard::sim {

/// FNV-1a over every sample of every slot of the simulated world (SampleStream): slot name, sequence, stamp, payload. Each slot has a hash of
/// its own and the total is taken in the order of names, so that it does not matter when the slots are looked at, only that none is overrun:
/// missed() says whether one was.
class StreamHash {
public:
    explicit StreamHash(const BoardPlace& place) : board_{Blackboard::open(place)} {}

    /// Takes what is new in all slots and was written before `end`; finds the slots at the first call.
    void take(Time end);

    std::uint64_t value() const;
    std::uint64_t samples() const;
    std::uint64_t missed() const;

    /// "heading: 890 samples, 07525859f94628c1", for each slot: tells where two runs differ.
    std::vector<std::string> by_slot() const;

private:
    struct Stream {
        SampleStream taken;
        std::uint64_t hash;
        std::uint64_t samples = 0;
    };

    std::shared_ptr<Blackboard> board_;
    std::vector<Stream> streams_;
};

}  // namespace seqboard::sim
