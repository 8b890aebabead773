// What has been seen of a pattern.
#pragma once

#include "core/message.hpp"

namespace seqboard::testing {

struct PatternTally {
    std::uint32_t whole = 0;
    std::uint32_t torn = 0;       ///< accepted, and not one sample
    std::uint32_t stale = 0;      ///< accepted as fresh, and older than the input allows
    std::uint32_t backwards = 0;  ///< older than one accepted before it
};
SEQBOARD_MESSAGE(PatternTally, whole, torn, stale, backwards);

}  // namespace seqboard::testing
