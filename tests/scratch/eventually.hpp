// Waiting for what another process does.
#pragma once

#include <time.h>

#include "core/time.hpp"

namespace seqboard::testing {

/// Looks again and again until it holds; false after half a minute, which no test that passes comes near.
template <class Condition>
bool eventually(const Condition& holds) {
    for (const Time limit = monotonic_now() + std::chrono::seconds{30}; monotonic_now() < limit;) {
        if (holds()) return true;
        const timespec pause{0, 2'000'000};
        ::nanosleep(&pause, nullptr);
    }
    return false;
}

}  // namespace seqboard::testing
