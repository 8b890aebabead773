// The processes of this machine whose command line names something.
#pragma once

#include <sys/types.h>

#include <string>
#include <string_view>
#include <vector>

namespace seqboard {

struct NamedProcess {
    pid_t pid = 0;
    std::string words;  ///< its command line, a zero byte after each word
};

/// Those with `part` in their words: a board's root finds all that run on it, also one that has just been forked and owns nothing yet. A part
/// that ends with a zero byte is the end of a word. The dead have no words, and who goes while it is looked at is not found. Reads all of
/// /proc: some ten microseconds a process.
std::vector<NamedProcess> processes_naming(std::string_view part);

}  // namespace seqboard
