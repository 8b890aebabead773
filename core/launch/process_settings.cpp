#include "core/launch/process_settings.hpp"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstring>

#include "core/file_descriptor.hpp"

namespace seqboard {

namespace {

class Refusals {
public:
    void note(bool granted, const std::string& what, const char* way_out) {
        if (granted) return;
        text_ += (text_.empty() ? "" : "; ") + what + " was refused (" + std::strerror(errno) + ")" + way_out;
    }
    std::string take() { return std::move(text_); }

private:
    std::string text_;
};

int kernel_policy(SchedulePolicy policy) {
    switch (policy) {
        case SchedulePolicy::kFifo: return SCHED_FIFO;
        case SchedulePolicy::kRoundRobin: return SCHED_RR;
        case SchedulePolicy::kBatch: return SCHED_BATCH;
        case SchedulePolicy::kIdle: return SCHED_IDLE;
        default: return SCHED_OTHER;
    }
}

/// Children cannot raise a limit beyond the hard one, but may always lower it.
bool set_limit(int resource, std::uint64_t soft, std::uint64_t hard) {
    const rlimit limit{static_cast<rlim_t>(soft), static_cast<rlim_t>(hard)};
    return ::setrlimit(static_cast<decltype(RLIMIT_AS)>(resource), &limit) == 0;
}

void set_limit(Refusals& refusals, int resource, const std::optional<std::uint64_t>& value, const char* name) {
    if (value)
        refusals.note(set_limit(resource, *value, *value), std::string{"limits: "} + name + ": " + std::to_string(*value),
                      ", raise the hard limit of who starts it");
}

/// The first overrun ends it with SIGXCPU, which says why; should that be caught, SIGKILL follows as long again afterwards.
void guard_against_running_away(Refusals& refusals, const ScheduleRule& schedule) {
    if (!schedule.is_realtime() || schedule.rttime == kForever) return;
    const auto us = static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::microseconds>(schedule.rttime).count());
    refusals.note(set_limit(RLIMIT_RTTIME, us, 2 * us), "sched: rttime: " + text_of(schedule.rttime), "");
}

void set_schedule(Refusals& refusals, const ScheduleRule& schedule) {
    if (!schedule.affinity.empty()) {
        cpu_set_t processors;
        CPU_ZERO(&processors);
        for (const int processor : schedule.affinity) CPU_SET(static_cast<std::size_t>(processor), &processors);
        refusals.note(::sched_setaffinity(0, sizeof processors, &processors) == 0, "sched: affinity",
                      "; this machine has no such processor");
    }
    if (schedule.nice != 0)
        refusals.note(::setpriority(PRIO_PROCESS, 0, schedule.nice) == 0, "sched: nice: " + std::to_string(schedule.nice),
                      ", allow it: ulimit -e 40, or CAP_SYS_NICE");
    guard_against_running_away(refusals, schedule);
    if (schedule.policy == SchedulePolicy::kOther || schedule.takes_policy_itself) return;
    sched_param parameter{};
    parameter.sched_priority = schedule.priority;
    // By system call: musl's sched_setscheduler() answers ENOSYS by design.
    refusals.note(::syscall(SYS_sched_setscheduler, 0, kernel_policy(schedule.policy), &parameter) == 0, "sched: policy",
                  ", allow it: ulimit -r 99, or CAP_SYS_NICE");
}

bool set_oom_score(const std::string& score) {
    const FileDescriptor file{::open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC)};  // absent before Linux 2.6.36
    return file && ::write(file.get(), score.data(), score.size()) > 0;
}

}  // namespace

std::string apply_process_settings(const ScheduleRule& schedule, const LimitsRule& limits, bool spared) {
    Refusals refusals;
    if (limits.oom_score_adj)
        refusals.note(set_oom_score(std::to_string(*limits.oom_score_adj)),
                      "limits: oom_score_adj: " + std::to_string(*limits.oom_score_adj), ", it needs CAP_SYS_RESOURCE to be lowered");
    else if (spared) set_oom_score("0");
    set_limit(refusals, RLIMIT_AS, limits.address_space_bytes, "as");
    set_limit(refusals, RLIMIT_NOFILE, limits.open_files, "nofile");
    set_limit(refusals, RLIMIT_CORE, limits.core_bytes, "core");
    set_limit(refusals, RLIMIT_STACK, limits.stack_bytes, "stack");
    set_schedule(refusals, schedule);
    return refusals.take();
}

}  // namespace seqboard
