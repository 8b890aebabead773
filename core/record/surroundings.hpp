// What a recording holds beside samples.
#pragma once

#include <string>

#include "core/blackboard.hpp"
#include "core/record/recorder.hpp"

namespace seqboard::record {

/// The board's name and the node set it runs, with the file itself where it can be read.
Surroundings surroundings_at_begin(Blackboard& board);

/// What each process of the board has printed: the last 64 KiB of every log.
Surroundings surroundings_at_end(const BoardPlace& place);

/// FOLDER/NAME_0000.mcap, or the number after the highest that is there; the folder is made with those above it. Throws StartError.
MakeFile files_in(const std::string& folder, const std::string& name);

}  // namespace seqboard::record
