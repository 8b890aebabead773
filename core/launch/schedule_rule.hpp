// How the kernel is to schedule a process.
#pragma once

#include <optional>
#include <vector>

#include "core/time.hpp"

namespace seqboard {

enum class SchedulePolicy : std::uint8_t { kOther, kFifo, kRoundRobin, kBatch, kIdle };

struct ScheduleRule {
    SchedulePolicy policy = SchedulePolicy::kOther;
    int priority = 0;                                  ///< 1 to 99 with kFifo and kRoundRobin
    int nice = 0;                                      ///< -20 to 19
    std::vector<int> affinity{};                       ///< processors; empty: all
    std::optional<bool> mlock{};                       ///< left out: true for a real-time policy
    Duration rttime = std::chrono::milliseconds{500};  ///< of computing without a pause, with a real-time policy; kForever: no guard
    bool takes_policy_itself = false;                  ///< the program sets the policy, in its own time
    bool operator==(const ScheduleRule&) const = default;

    bool is_realtime() const { return policy == SchedulePolicy::kFifo || policy == SchedulePolicy::kRoundRobin; }
    bool locks_memory() const { return mlock.value_or(is_realtime()); }
};

}  // namespace seqboard
