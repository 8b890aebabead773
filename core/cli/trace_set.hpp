// The fields that a command looks at, over time.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/cli/field_trace.hpp"
#include "core/cli/slot_streams.hpp"

namespace seqboard::cli {

class TraceSet {
public:
    /// `fields` as SLOT.FIELD, of these slots. `where`: "board 'robot'", for the sentence. Throws StartError{kNoInput} naming the nearest slot.
    TraceSet(const std::vector<std::string>& slots, const std::vector<std::string>& fields, const std::string& where);

    /// Each once.
    std::vector<std::string> slots() const;

    /// Of the samples of a slot from here on. Throws as number_field_of().
    void use(const SlotSpec& slot);
    void add(const std::string& slot, const SampleHeader& header, std::span<const std::byte> bytes);

    /// Takes the samples of streams.
    SlotStreams::Taker taker();

    void forget_before(Time time);
    std::span<const FieldTrace> traces() const noexcept { return traces_; }

private:
    std::vector<FieldTrace> traces_;
};

}  // namespace seqboard::cli
