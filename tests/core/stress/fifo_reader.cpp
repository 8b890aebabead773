#include "tests/core/stress/fifo_reader.hpp"

#include <errno.h>
#include <sched.h>
#include <time.h>

#include <algorithm>
#include <cstring>
#include <vector>

#include "tests/core/stress/busy_writer.hpp"

namespace seqboard::testing {

namespace {

constexpr int kPriority = 90;
constexpr long kPauseNs = 100'000;

/// On one CPU, the first that this process may use.
bool stay_on_one_cpu() {
    cpu_set_t allowed, one;
    if (::sched_getaffinity(0, sizeof allowed, &allowed) != 0) return false;
    CPU_ZERO(&one);
    for (int cpu = 0; cpu < CPU_SETSIZE && CPU_COUNT(&one) == 0; ++cpu)
        if (CPU_ISSET(cpu, &allowed)) CPU_SET(cpu, &one);
    return ::sched_setaffinity(0, sizeof one, &one) == 0;
}

bool set_policy(int policy, int priority) {
    sched_param parameters{};
    parameters.sched_priority = priority;
    return ::sched_setscheduler(0, policy, &parameters) == 0;
}

/// One try; its time in nanoseconds.
std::int64_t read_once(const RingReader& reader, FifoReads& result) {
    SampleHeader header;
    Pattern message;
    const Time begin = monotonic_now();
    const bool whole = reader.copy(reader.head(), header, &message, sizeof message);
    const Time end = monotonic_now();
    result.not_at_first_try += !whole;
    result.torn += whole && !is_whole(message);
    return (end - begin).count();
}

}  // namespace

FifoReads read_with_fifo(int reads) {
    FifoReads result;
    if (!stay_on_one_cpu()) return result.refused = "no affinity can be set here", result;
    const ScratchBackend backend{"posix"};
    const BusyWriter writer{backend, 2};
    const RingReader reader = writer.reader();
    if (!set_policy(SCHED_FIFO, kPriority)) return result.refused = std::string{"SCHED_FIFO: "} + std::strerror(errno), result;
    std::vector<std::int64_t> times_ns(static_cast<std::size_t>(reads));
    const std::uint32_t head = reader.head();
    for (std::int64_t& time_ns : times_ns) {
        const timespec pause{0, kPauseNs};
        ::nanosleep(&pause, nullptr);  // the writer has the CPU now
        time_ns = read_once(reader, result);
    }
    result.publishes = reader.head() - head;
    set_policy(SCHED_OTHER, 0);
    std::sort(times_ns.begin(), times_ns.end());
    result.reads = reads;
    result.median_ns = times_ns[times_ns.size() / 2];
    result.longest_ns = times_ns.back();
    return result;
}

}  // namespace seqboard::testing
