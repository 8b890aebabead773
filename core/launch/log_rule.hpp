// How much of what a process prints is kept.
#pragma once

#include <cstddef>
#include <cstdint>

namespace seqboard {

struct LogRule {
    std::uint64_t size_bytes = std::uint64_t{256} * 1024;  ///< of the present file
    int keep = 1;                                          ///< earlier files
    int lines_per_second = 0;                              ///< zero: no limit
    std::size_t dead_lines = 200;                          ///< kept of a process that failed
    bool operator==(const LogRule&) const = default;
};

}  // namespace seqboard
