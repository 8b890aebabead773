// How much of the heap a program holds: counted, so that every C library can say it.
#pragma once

#include <cstddef>

namespace seqboard::testing {

/// Pieces of memory that this process has allocated with new and not yet given back.
std::size_t live_allocations();

}  // namespace seqboard::testing
