// The channels of a recording: one for each slot and each incarnation of its writer.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/record/mcap_format.hpp"
#include "core/record/slot_taps.hpp"

namespace seqboard::record {

class ChannelBook {
public:
    /// Gives the tap the channel of what its writer of this epoch says, if that is another than the one it has; what is new in the book is
    /// added to `to`. Allocates then.
    void enter(SlotTap& tap, std::uint32_t epoch, McapDefinitions& to);

private:
    std::uint16_t schema_of(const SlotPlace& place, McapDefinitions& to);

    std::map<std::string, std::uint16_t> schemas_;  ///< by message and fingerprint
    std::uint16_t channels_ = 0;
};

/// A sample as its channel has it. `simulated_now`: the board's time, where that is simulated.
McapMessage message_of(const SlotTap& tap, const SampleHeader& header, const std::byte* sample, std::optional<Time> simulated_now);

/// For people, where a chunk has no room for a sample of this slot.
void warn_of_large(const SlotPlace& place, const char* remedy);

}  // namespace seqboard::record
