// Which chain of waiting took longest until a set was ready. Pure.
#pragma once

#include <string>
#include <vector>

#include "core/time.hpp"

namespace seqboard {

struct StartTiming {
    std::string name;
    Time ready{};
    std::vector<std::size_t> after{};  ///< indices of those it waited for
};

/// "sim 45 ms, heading 31 ms, wheels 12 ms": from the first of the chain to the last to be ready, each with the time since the one
/// before it was ready (the first: since `asked`). Empty for no processes.
std::string critical_path(const std::vector<StartTiming>& timings, Time asked);

}  // namespace seqboard
