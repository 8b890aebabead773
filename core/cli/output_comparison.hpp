// What a slot says now beside what it said then, sample by sample.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/record/recorded_run.hpp"
#include "core/record/slot_taps.hpp"
#include "core/schema/schema.hpp"

namespace seqboard::cli {

class OutputComparison {
public:
    /// `tap`: of the slot as it is written now; of the same name as one of the run.
    OutputComparison(const record::RecordedRun& run, record::SlotTap tap);

    /// Compares what is new. A sentence that names tick, field and both values for the first sample that is not as it was.
    std::optional<std::string> take(std::uint32_t tick);

    /// After the last tick: a sentence if there was more then. A safe command that was written when the node was stopped is not of a tick.
    std::optional<std::string> finish() const;

    const std::string& slot() const noexcept { return tap_.place().name; }
    std::uint64_t samples() const noexcept { return taken_; }
    std::uint64_t hash() const noexcept { return hash_; }  ///< FNV-1a over stamps and payloads of now

private:
    std::string difference(std::uint32_t tick, const SampleHeader& header);

    const record::RecordedRun& run_;
    record::SlotTap tap_;
    Schema schema_;
    std::vector<record::RecordedSample> then_;
    std::vector<std::byte> now_;
    std::size_t taken_ = 0;
    std::uint64_t hash_;
};

}  // namespace seqboard::cli
