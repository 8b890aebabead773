// Waiting for a word in shared memory to change. std::atomic::wait cannot do it: it uses process-private futexes.
#pragma once

#include <cstdint>

#include "core/time.hpp"

namespace seqboard {

/// Wakes everyone who waits on the word. One system call.
void futex_wake_all(const std::uint32_t* word) noexcept;

/// Sleeps while the word equals `seen`, at most `timeout` of CLOCK_MONOTONIC. May return early; look at the word again.
/// A read-only shared mapping is enough (Linux 3.1; before, it returns at once and the caller polls).
void futex_wait(const std::uint32_t* word, std::uint32_t seen, Duration timeout) noexcept;

}  // namespace seqboard
