// A recording taken apart into slots and samples, in the order in which they were said.
#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "core/record/mcap_reader.hpp"
#include "core/segment/slot_spec.hpp"
#include "core/slot/sample.hpp"

namespace seqboard::record {

struct RecordedSlot {
    SlotSpec spec;  ///< as its writer declared it
    std::string node;
};

struct RecordedSample {
    std::uint64_t log_ns = 0;
    SampleHeader header{};   ///< as it lay in the slot, but for its flags, which have the epoch alone
    std::uint32_t slot = 0;  ///< index into slots()
    std::size_t begin = 0;   ///< of its bytes
};

/// All of it is in memory.
class RecordedRun {
public:
    /// One recording or the parts of one, in order. Throws StartError{kBadSegment} for a file in which no channel is a slot.
    explicit RecordedRun(const std::vector<const McapReader*>& files);

    const std::vector<RecordedSlot>& slots() const noexcept { return slots_; }

    /// By log time; of equal ones the first recorded first. Each sample once, also where parts repeat it.
    const std::vector<RecordedSample>& samples() const noexcept { return samples_; }
    std::span<const std::byte> bytes_of(const RecordedSample& sample) const {
        return {bytes_.data() + sample.begin, slots_[sample.slot].spec.message_bytes};
    }

    /// False for what a flight recorder has written: it has the last seconds.
    bool begins_with_run() const noexcept { return begins_with_run_; }

    /// The samples of one slot; empty if it is not there.
    std::vector<RecordedSample> samples_of(const std::string& slot) const;

private:
    struct Channel {
        std::uint32_t slot = 0;
        std::uint32_t epoch = 0;
        bool simulated = false;
    };
    using Channels = std::map<std::uint16_t, Channel>;

    Channels channels_of(const McapReader& file);
    void take(const McapReader& file);

    std::vector<RecordedSlot> slots_;
    std::vector<RecordedSample> samples_;
    std::vector<std::byte> bytes_;
    bool begins_with_run_ = true;
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> newest_;  ///< sequence, by slot and epoch
};

}  // namespace seqboard::record
