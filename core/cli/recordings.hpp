// The recordings a command is given, read.
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "core/record/file_bytes.hpp"
#include "core/record/recorded_run.hpp"

namespace seqboard::cli {

/// Prints what is wrong with a file, and goes on with the rest of it. Throws StartError where there is nothing to go on with.
inline record::RecordedRun read_recordings(const std::vector<std::string>& files) {
    std::deque<record::FileBytes> bytes;
    std::deque<record::McapReader> readers;
    std::vector<const record::McapReader*> parts;
    for (const std::string& file : files) {
        parts.push_back(&readers.emplace_back(file, bytes.emplace_back(file).bytes()));
        for (const std::string& fault : parts.back()->faults()) std::fprintf(stderr, "seqboard: %s: %s\n", file.c_str(), fault.c_str());
    }
    return record::RecordedRun{parts};
}

}  // namespace seqboard::cli
