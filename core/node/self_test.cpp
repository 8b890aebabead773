#include "drivers/self_test.hpp"

#include <time.h>

namespace seqboard {

SelfTestClock SelfTestClock::real() {
    return {.now = monotonic_now, .pass = [](Duration duration) {
                const timespec pause{static_cast<time_t>(duration.count() / 1'000'000'000),
                                     static_cast<long>(duration.count() % 1'000'000'000)};
                ::nanosleep(&pause, nullptr);
            }};
}

}  // namespace seqboard
