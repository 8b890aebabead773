// How much of the machine a process may take.
#pragma once

#include <cstdint>
#include <optional>

namespace seqboard {

struct LimitsRule {
    std::optional<std::uint64_t> rss_bytes{};  ///< the supervisor looks at it
    bool rss_restarts = false;                 ///< a breach stops and starts the process; otherwise it is only told
    // What the kernel enforces from the start of the process on.
    std::optional<std::uint64_t> address_space_bytes{};
    std::optional<std::uint64_t> open_files{};
    std::optional<std::uint64_t> core_bytes{};
    std::optional<std::uint64_t> stack_bytes{};
    std::optional<int> oom_score_adj{};
    bool operator==(const LimitsRule&) const = default;
};

}  // namespace seqboard
