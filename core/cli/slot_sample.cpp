#include "core/cli/slot_sample.hpp"

#include "core/slot/cursor.hpp"

namespace seqboard::cli {

std::vector<RawSample> history(const AttachedSegment& segment, const SlotPlace& slot) {
    const RingReader ring = segment.reader(slot);
    Cursor cursor;
    std::vector<RawSample> samples;
    while (samples.size() < ring.depth()) {
        RawSample sample{.header = {}, .bytes = std::vector<std::byte>(slot.message_bytes)};
        if (cursor.take(ring, sample.header, sample.bytes.data(), sample.bytes.size()) != Copied::kWhole) break;
        samples.push_back(std::move(sample));
    }
    return samples;
}

}  // namespace seqboard::cli
