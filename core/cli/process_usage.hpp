// What a process costs, from /proc.
#pragma once

#include <cstdint>
#include <optional>

#include "core/time.hpp"

namespace seqboard::cli {

struct ProcessUsage {
    Duration cpu{};  ///< user and system time since it began
    Duration lived{};
    std::uint64_t rss_bytes = 0;  ///< resident memory, shared pages included
};

/// Nothing if there is no such process or no /proc.
std::optional<ProcessUsage> process_usage(std::uint32_t pid);

}  // namespace seqboard::cli
