// Makes a whole file of one that was cut off.
#pragma once

#include <string>
#include <vector>

#include "core/record/mcap_reader.hpp"
#include "core/record/recording_file.hpp"

namespace seqboard::record {

struct Repaired {
    std::uint64_t messages = 0;
    std::vector<std::string> lost;  ///< for people, one line each; empty: nothing
};

/// Writes everything that is whole in the damaged file, then a summary. What was lost stands in the new file, too, as metadata "repair".
/// Throws what the new file throws.
Repaired repair(const McapReader& damaged, RecordingFile& to);

}  // namespace seqboard::record
