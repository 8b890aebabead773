// What decides how punctual a node can be.
#include <sched.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>

#include "core/cli/machine_check.hpp"
#include "core/cli/short_text.hpp"

namespace seqboard::cli {

namespace {

MachineCheck check_kernel(const MachineFacts& machine) {
    int major = 0, minor = 0, patch = 0;
    std::sscanf(machine.release.c_str(), "%d.%d.%d", &major, &minor, &patch);
    MachineCheck check{.name = "kernel", .found = machine.system + " " + machine.release + " on " + machine.processor};
    const bool old = major < 2 || (major == 2 && (minor < 6 || (minor == 6 && patch < 32)));
    if (!old) return check;
    check.verdict = Verdict::kMissing;
    check.consequence = "not supported: fallocate, robust file locks or futexes may be missing";
    check.fix = "use Linux 2.6.32 or newer";
    return check;
}

MachineCheck check_preemption(const MachineFacts& machine) {
    const std::string& version = machine.version;
    const bool realtime = version.find("PREEMPT_RT") != std::string::npos || version.find("PREEMPT RT") != std::string::npos ||
                          machine.first_line("/sys/kernel/realtime") == "1";
    if (realtime) return {.name = "preemption", .found = "PREEMPT_RT"};
    const bool preemptible = version.find("PREEMPT") != std::string::npos;
    return {.name = "preemption",
            .verdict = Verdict::kWarn,
            .found = preemptible ? "PREEMPT" : "voluntary or none",
            .consequence = preemptible ? "a step starts late by up to milliseconds when the kernel is busy"
                                       : "a step starts late by tens of milliseconds when the kernel is busy",
            .fix = "a kernel with CONFIG_PREEMPT_RT, for loops that must be punctual below a millisecond"};
}

MachineCheck check_timers(const MachineFacts& machine) {
    const Duration tick = machine.timer_tick, slack = machine.timer_slack;
    MachineCheck check{
        .name = "timers",
        .found = "resolution " + short_duration(tick) + (slack > Duration::zero() ? ", slack " + short_duration(slack) : "")};
    if (tick <= std::chrono::microseconds{1}) return check;
    check.verdict = Verdict::kWarn;
    check.consequence = "periods are rounded up to whole kernel ticks of " + short_duration(tick);
    check.fix = "a kernel with CONFIG_HIGH_RES_TIMERS; until then choose periods that are whole ticks";
    return check;
}

MachineCheck check_fifo() {
    rlimit limit{};
    ::getrlimit(RLIMIT_RTPRIO, &limit);
    const std::string allowed = limit.rlim_cur == RLIM_INFINITY ? "unlimited" : std::to_string(limit.rlim_cur);
    sched_param wanted{}, normal{};
    wanted.sched_priority = 1;
    // By system call: musl's sched_setscheduler() answers ENOSYS by design.
    const bool granted = ::syscall(SYS_sched_setscheduler, 0, SCHED_FIFO, &wanted) == 0;
    if (granted) ::syscall(SYS_sched_setscheduler, 0, SCHED_OTHER, &normal);
    if (granted) return {.name = "SCHED_FIFO", .found = "granted (rtprio limit " + allowed + ")"};
    return {.name = "SCHED_FIFO",
            .verdict = Verdict::kWarn,
            .found = "refused (rtprio limit " + allowed + ")",
            .consequence = "`priority:` of a node set has no effect; nodes run on and show realtime: false",
            .fix = "run as root, give the programs CAP_SYS_NICE, or raise the limit: ulimit -r 99 (limits.conf: rtprio)"};
}

MachineCheck check_throttling(const MachineFacts& machine) {
    const std::string runtime = machine.first_line("/proc/sys/kernel/sched_rt_runtime_us");
    if (runtime.empty()) return {.name = "RT throttling", .found = "not told by this kernel"};
    if (runtime == "-1")
        return {.name = "RT throttling",
                .verdict = Verdict::kWarn,
                .found = "off",
                .consequence = "a SCHED_FIFO node that never sleeps takes the machine with it",
                .fix = "sysctl kernel.sched_rt_runtime_us=950000"};
    return {.name = "RT throttling", .found = runtime + " us of each period are for real-time tasks"};
}

MachineCheck check_memory_lock() {
    rlimit limit{};
    ::getrlimit(RLIMIT_MEMLOCK, &limit);
    constexpr rlim_t kEnough = 64u << 20;
    const std::string allowed = limit.rlim_cur == RLIM_INFINITY ? "unlimited" : short_bytes(limit.rlim_cur);
    if (::geteuid() == 0 || limit.rlim_cur == RLIM_INFINITY || limit.rlim_cur >= kEnough)
        return {.name = "memory lock", .found = "limit " + allowed};
    return {.name = "memory lock",
            .verdict = Verdict::kWarn,
            .found = "limit " + allowed,
            .consequence = "real-time nodes cannot lock their memory: a page fault may cost a step milliseconds",
            .fix = "run as root, or raise the limit: ulimit -l unlimited (limits.conf: memlock)"};
}

MachineCheck check_processors(const MachineFacts& machine) {
    const std::string count = std::to_string(::sysconf(_SC_NPROCESSORS_ONLN)) + " online";
    const std::string governor = machine.first_line("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor");
    if (governor.empty() || governor == "performance")
        return {.name = "processors", .found = count + (governor.empty() ? "" : ", governor " + governor)};
    return {.name = "processors",
            .verdict = Verdict::kWarn,
            .found = count + ", governor " + governor,
            .consequence = "step times vary while the clock speeds up and down",
            .fix = "echo performance > /sys/devices/system/cpu/cpu0/cpufreq/scaling_governor"};
}

#if defined(__arm__)
/// The barrier and compare-and-swap of ARMv4..v6 are code that the kernel puts at 0xffff0f00.
MachineCheck check_kuser_helpers() {
    std::ifstream maps{"/proc/self/maps"};
    for (std::string line; std::getline(maps, line);)
        if (line.find("[vectors]") != std::string::npos) return {.name = "kuser helpers", .found = "mapped"};
    return {.name = "kuser helpers",
            .verdict = Verdict::kWarn,
            .found = "not mapped",
            .consequence = "programs built for ARMv4 to ARMv6 are killed at their first memory barrier",
            .fix = "a kernel with CONFIG_KUSER_HELPERS, or programs built for ARMv7"};
}
#endif

}  // namespace

std::vector<MachineCheck> check_timing(const MachineFacts& machine) {
    std::vector<MachineCheck> checks = {check_kernel(machine),     check_preemption(machine), check_timers(machine),    check_fifo(),
                                        check_throttling(machine), check_memory_lock(),       check_processors(machine)};
#if defined(__arm__)
    checks.push_back(check_kuser_helpers());
#endif
    return checks;
}

}  // namespace seqboard::cli
