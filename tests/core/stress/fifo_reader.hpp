// A reader that goes before everything else, on the one CPU that its ordinary writer has: it preempts the writer in the middle of a publish.
#pragma once

#include <cstdint>
#include <string>

namespace seqboard::testing {

struct FifoReads {
    std::string refused;  ///< why this machine cannot do it; empty: it has
    int reads = 0;
    int torn = 0;
    int not_at_first_try = 0;     ///< an odd/even lock would spin here for ever
    std::uint32_t publishes = 0;  ///< between the first read and the last
    std::int64_t median_ns = 0;
    std::int64_t longest_ns = 0;
};

/// Reads every 100 microseconds with SCHED_FIFO 90, the writer publishing without a pause with SCHED_OTHER. This process stays on that CPU.
FifoReads read_with_fifo(int reads);

}  // namespace seqboard::testing
