// The clocks of the measurements.
#pragma once

#include <sched.h>
#include <sys/types.h>
#include <time.h>

#include "core/time.hpp"
#include "tests/bench/peers/median.hpp"
#include "tests/bench/peers/require.hpp"

namespace seqboard::bench {

inline double ns_since(Time begin) { return static_cast<double>((monotonic_now() - begin).count()); }

/// Processor time of a whole process, kernel and all threads included.
inline double processor_ns(clockid_t clock = CLOCK_PROCESS_CPUTIME_ID) {
    timespec now{};
    ::clock_gettime(clock, &now);
    return static_cast<double>(now.tv_sec) * 1e9 + static_cast<double>(now.tv_nsec);
}
inline clockid_t processor_clock(pid_t process) {
    clockid_t clock{};
    ::clock_getcpuclockid(process, &clock);
    return clock;
}

/// What two looks at the clock cost by themselves.
inline double empty_measurement_ns() {
    std::vector<double> times;
    for (int i = 0; i < 1000; ++i) {
        const Time begin = monotonic_now();
        times.push_back(ns_since(begin));
    }
    return median(std::move(times));
}

/// This process and the threads it is going to have stay on one processor.
inline void pin(int processor) {
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(processor, &set);
    require(::sched_setaffinity(0, sizeof set, &set), "sched_setaffinity");
}

/// What `memory` points at is used, and may have changed.
inline void keep(const void* memory) { asm volatile("" : : "r"(memory) : "memory"); }

/// Repeats `batch` (which returns a figure) for that long, at least ten and at most 2000 times; the median.
template <class Batch>
double median_for(Duration duration, Batch&& batch) {
    std::vector<double> figures;
    for (const Time begin = monotonic_now(); figures.size() < 10 || (monotonic_now() - begin < duration && figures.size() < 2000);)
        figures.push_back(batch());
    return median(std::move(figures));
}

}  // namespace seqboard::bench
