// Samples read by a tool, which is no node: straight from another process's segment.
#pragma once

#include <vector>

#include "core/segment/newest_sample.hpp"

namespace seqboard::cli {

using seqboard::newest;
using seqboard::Sample;

/// A sample of any message; its schema says what the bytes mean.
struct RawSample {
    SampleHeader header;
    std::vector<std::byte> bytes;
};

/// What the ring holds, oldest first: at most N - 1 samples.
std::vector<RawSample> history(const AttachedSegment& segment, const SlotPlace& slot);

}  // namespace seqboard::cli
