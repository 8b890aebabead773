// What a process has computed.
#pragma once

#include <sys/types.h>
#include <time.h>

#include <cstdint>

namespace seqboard::bench {

/// Of all its threads, system calls included, in nanoseconds of the processor; 0 if there is no such process.
inline std::int64_t processor_ns(pid_t process) {
    clockid_t clock;
    timespec time{};
    if (::clock_getcpuclockid(process, &clock) != 0 || ::clock_gettime(clock, &time) != 0) return 0;
    return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

}  // namespace seqboard::bench
