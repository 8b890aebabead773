#include "core/node/realtime.hpp"

#include <errno.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstring>

namespace seqboard {

namespace {

/// Touches the stack that a step may use, so that no page fault comes later.
[[gnu::noinline]] void prefault_stack() {
    volatile char stack[64 * 1024];
    for (std::size_t i = 0; i < sizeof stack; i += 1024) stack[i] = 0;
}

}  // namespace

std::string lock_memory() {
    std::string missing;
    if (::mlockall(MCL_CURRENT | MCL_FUTURE) != 0)
        missing +=
            std::string{"memory cannot be locked ("} + std::strerror(errno) + "; raise the limit: ulimit -l unlimited, or CAP_IPC_LOCK). ";
    prefault_stack();
    return missing;
}

std::string become_realtime(int priority, bool locks_memory) {
    std::string missing = locks_memory ? lock_memory() : "";
    sched_param parameter{};
    parameter.sched_priority = priority;
    // By system call: musl's sched_setscheduler() answers ENOSYS by design.
    if (::syscall(SYS_sched_setscheduler, 0, SCHED_FIFO, &parameter) != 0)
        missing += std::string{"SCHED_FIFO was refused ("} + std::strerror(errno) + "; allow it: ulimit -r 99, or CAP_SYS_NICE). ";
    return missing;
}

}  // namespace seqboard
