// A record of a journal, as short as a test wants it.
#pragma once

#include "core/deploy/journal.hpp"

namespace seqboard::testing {

inline deploy::JournalRecord record_of(deploy::Step step, std::string from, std::string to, std::string why = "", unsigned boots = 0) {
    return {.step = step, .from = std::move(from), .to = std::move(to), .why = std::move(why), .boots = boots};
}

}  // namespace seqboard::testing
