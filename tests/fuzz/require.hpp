// A property that no input may break.
#pragma once

#include <cstdio>
#include <cstdlib>

namespace seqboard::testing {

/// Ends the program with the property's name: for a fuzzer a finding, for the replay a failed test.
inline void require(bool holds, const char* property) {
    if (holds) return;
    std::fprintf(stderr, "broken: %s\n", property);
    std::abort();
}

}  // namespace seqboard::testing
