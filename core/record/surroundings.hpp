// What a recording holds beside samples.
#pragma once

#include <string>

#include "core/blackboard.hpp"
#include "core/record/recorder.hpp"

namespace seqboard::record {

/// When it is by this machine's calendar, the board's name and the node set it runs, with the file itself where it can be read.
Surroundings surroundings_at_begin(Blackboard& board);

/// What each process of the board has printed: the last 64 KiB of every log.
Surroundings surroundings_at_end(const BoardPlace& place);

/// FOLDER/NAME_0007.mcap
std::string path_of(const std::string& folder, const std::string& name, unsigned number);

/// The number after the highest of FOLDER/NAME_N.mcap; 0 if there is none.
unsigned next_number(const std::string& folder, const std::string& name);

/// FOLDER/NAME_0000.mcap, or the number after the highest that is there; the folder is made with those above it. Throws StartError.
MakeFile files_in(const std::string& folder, const std::string& name);

/// As above, and of all files of this name at most `most` are there: the oldest, by their numbers, are removed before one is made.
MakeFile newest_files_in(const std::string& folder, const std::string& name, std::size_t most);

}  // namespace seqboard::record
