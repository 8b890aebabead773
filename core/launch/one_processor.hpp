// One processor for a node set in lock-step.
#pragma once

#include <sched.h>

#include <optional>
#include <string>
#include <string_view>

#include "core/file_descriptor.hpp"

namespace seqboard {

/// In lock-step nodes wait for each other in every tick, so a second processor is one more that has to be woken: a simulated minute
/// takes up to twice as long with it (`./dev runs` prints by how much). Binds the calling thread, and what it starts from here on, to a
/// processor that no other set in lock-step on this machine has, for as long as this object lives. Where there is only one, or none
/// left, nothing is bound.
class OneProcessor {
public:
    /// `among`: those who shall not have the same one.
    explicit OneProcessor(std::string_view among = "lock-step");
    ~OneProcessor();
    OneProcessor(const OneProcessor&) = delete;
    OneProcessor& operator=(const OneProcessor&) = delete;

    /// Which one, from 0; nothing if this object has bound nothing.
    std::optional<int> number() const { return claim_ ? std::optional{number_} : std::nullopt; }

private:
    /// False if another set has it.
    bool claim(const std::string& name);

    cpu_set_t before_{};
    FileDescriptor claim_;
    int number_ = -1;
};

}  // namespace seqboard
