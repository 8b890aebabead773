// What `seqboard doctor` says of machines that lack something: machines that a test makes up, and this one without its rights.
#include "core/cli/machine_check.hpp"

#include <sys/mount.h>
#include <sys/resource.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "tests/cli/command_here.hpp"
#include "tests/deploy/scratch_folder.hpp"
#include "tests/scratch/skip.hpp"

using namespace seqboard;
using namespace seqboard::cli;
using namespace seqboard::testing;
using namespace std::chrono_literals;

namespace {

/// A good kernel, and the files that a test puts below its root.
class MadeUpMachine {
public:
    MadeUpMachine() { facts.root = folder_.path(); }

    void put(const std::string& path, const std::string& text) const {
        const std::filesystem::path file = folder_.path() + path;
        std::filesystem::create_directories(file.parent_path());
        std::ofstream{file} << text;
    }
    MachineCheck timing(const std::string& name) const { return named(name, check_timing(facts)); }
    MachineCheck communication(const std::string& name) const { return named(name, check_communication(facts)); }

    MachineFacts facts{.system = "Linux",
                       .release = "6.1.0-9-amd64",
                       .version = "#1 SMP PREEMPT_RT Debian",
                       .processor = "x86_64",
                       .timer_tick = 1ns,
                       .timer_slack = 50us};

private:
    static MachineCheck named(const std::string& name, const std::vector<MachineCheck>& checks) {
        for (const MachineCheck& check : checks) {
            INFO(check.name << ": " << check.found);
            CHECK((check.verdict == Verdict::kOk) == check.consequence.empty());
            CHECK((check.verdict == Verdict::kOk) == check.fix.empty());
            if (check.name == name) return check;
        }
        FAIL("no check of " << name);
        return {};
    }
    ScratchFolder folder_;
};

/// Root as anybody: effective rights and soft limits, until it ends.
class Anybody {
public:
    Anybody() {
        ::getrlimit(RLIMIT_MEMLOCK, &memory_);
        ::getrlimit(RLIMIT_RTPRIO, &priority_);
        rlimit small = memory_, none = priority_;
        small.rlim_cur = std::min<rlim_t>(memory_.rlim_max, 65536);
        none.rlim_cur = 0;
        ::setrlimit(RLIMIT_MEMLOCK, &small);
        ::setrlimit(RLIMIT_RTPRIO, &none);
        changed_ = ::seteuid(65534) == 0;
    }
    Anybody(const Anybody&) = delete;
    Anybody& operator=(const Anybody&) = delete;
    ~Anybody() {
        if (changed_) [[maybe_unused]]
            const int back = ::seteuid(0);
        ::setrlimit(RLIMIT_MEMLOCK, &memory_);
        ::setrlimit(RLIMIT_RTPRIO, &priority_);
    }

private:
    rlimit memory_{};
    rlimit priority_{};
    bool changed_ = false;
};

}  // namespace

TEST_CASE("a kernel older than 2.6.32 is missing, one that is as old is not") {
    MadeUpMachine machine;
    const auto verdict = [&](const char* release) {
        machine.facts.release = release;
        return machine.timing("kernel").verdict;
    };
    for (const char* good : {"2.6.32", "2.6.39.4", "2.7.0", "3.2.0", "6.1.0-9-amd64"}) {
        INFO(good);
        CHECK(verdict(good) == Verdict::kOk);
    }
    for (const char* old : {"2.6.31", "2.6.9", "2.4.37", "1.0", "unknown"}) {
        INFO(old);
        CHECK(verdict(old) == Verdict::kMissing);
    }
    CHECK(machine.timing("kernel").found == "Linux unknown on x86_64");
}

TEST_CASE("what preempts is told by the kernel's version, or by /sys") {
    MadeUpMachine machine;
    CHECK(machine.timing("preemption").verdict == Verdict::kOk);
    machine.facts.version = "#1 PREEMPT RT 2.6.33";
    CHECK(machine.timing("preemption").verdict == Verdict::kOk);
    machine.facts.version = "#1 SMP PREEMPT Debian";
    CHECK(machine.timing("preemption").found == "PREEMPT");
    machine.facts.version = "#1 SMP Debian";
    CHECK(machine.timing("preemption").found == "voluntary or none");
    CHECK_THAT(machine.timing("preemption").consequence, Catch::Contains("tens of milliseconds"));
    machine.put("/sys/kernel/realtime", "1\n");
    CHECK(machine.timing("preemption").found == "PREEMPT_RT");
}

TEST_CASE("timers of whole ticks are told with their tick") {
    MadeUpMachine machine;
    CHECK(machine.timing("timers").found == "resolution 1 ns, slack 50.0 us");
    machine.facts.timer_slack = Duration{-1};
    CHECK(machine.timing("timers").found == "resolution 1 ns");
    machine.facts.timer_tick = 5ms;
    CHECK(machine.timing("timers").consequence == "periods are rounded up to whole kernel ticks of 5.00 ms");
}

TEST_CASE("real-time throttling is told, and that it is off is a warning") {
    const MadeUpMachine machine;
    CHECK(machine.timing("RT throttling").found == "not told by this kernel");
    machine.put("/proc/sys/kernel/sched_rt_runtime_us", "950000\n");
    CHECK(machine.timing("RT throttling").found == "950000 us of each period are for real-time tasks");
    machine.put("/proc/sys/kernel/sched_rt_runtime_us", "-1\n");
    CHECK(machine.timing("RT throttling").verdict == Verdict::kWarn);
}

TEST_CASE("a processor whose clock changes is a warning") {
    const MadeUpMachine machine;
    const char* const governor = "/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor";
    CHECK_THAT(machine.timing("processors").found, Catch::EndsWith(" online"));
    machine.put(governor, "performance\n");
    CHECK_THAT(machine.timing("processors").found, Catch::EndsWith("governor performance"));
    machine.put(governor, "ondemand\n");
    CHECK(machine.timing("processors").verdict == Verdict::kWarn);
}

TEST_CASE("who may neither lock memory nor take a priority is told what allows it") {
    SEQBOARD_SKIP_IF(::geteuid() != 0, "only root can try what others may not");
    const MadeUpMachine machine;
    CHECK(machine.timing("memory lock").verdict == Verdict::kOk);
    const Anybody here;
    const MachineCheck lock = machine.timing("memory lock");
    CHECK(lock.found == "limit 64.0 KiB");
    CHECK_THAT(lock.fix, Catch::Contains("ulimit -l"));
    const MachineCheck priority = machine.timing("SCHED_FIFO");
    CHECK(priority.found == "refused (rtprio limit 0)");
    CHECK_THAT(priority.fix, Catch::Contains("CAP_SYS_NICE"));
}

TEST_CASE("a limit that is enough allows to lock memory, whoever asks") {
    SEQBOARD_SKIP_IF(::geteuid() != 0, "only root can raise a limit");
    const MadeUpMachine machine;
    const Anybody here;
    for (const rlim_t enough : {rlim_t{64u << 20}, rlim_t{RLIM_INFINITY}}) {
        rlimit limit{};
        ::getrlimit(RLIMIT_MEMLOCK, &limit);
        if (limit.rlim_max < enough) continue;
        limit.rlim_cur = enough;
        ::setrlimit(RLIMIT_MEMLOCK, &limit);
        CHECK(machine.timing("memory lock").verdict == Verdict::kOk);
    }
}

TEST_CASE("limits that do not limit are told as such") {
    SEQBOARD_SKIP_IF(::geteuid() != 0, "only root can raise a limit");
    const MadeUpMachine machine;
    rlimit memory{}, priority{};
    ::getrlimit(RLIMIT_MEMLOCK, &memory);
    ::getrlimit(RLIMIT_RTPRIO, &priority);
    const rlimit unlimited{RLIM_INFINITY, RLIM_INFINITY};
    SEQBOARD_SKIP_IF(::setrlimit(RLIMIT_MEMLOCK, &unlimited) != 0 || ::setrlimit(RLIMIT_RTPRIO, &unlimited) != 0, "this root cannot");
    CHECK_THAT(machine.timing("SCHED_FIFO").found, Catch::Contains("(rtprio limit unlimited)"));
    CHECK(machine.timing("memory lock").found == "limit unlimited");
    ::setrlimit(RLIMIT_MEMLOCK, &memory);
    ::setrlimit(RLIMIT_RTPRIO, &priority);
}

TEST_CASE("a machine without temporary files has no shared memory, and its futexes and locks cannot be tried") {
    const MadeUpMachine machine;
    CHECK(machine.communication("/dev/shm").found == "missing");
    CHECK_THAT(machine.communication("futex").found, Catch::Contains("could not be tried"));
    CHECK(machine.communication("file locks").verdict == Verdict::kMissing);
    CHECK(machine.communication("watchdog").verdict == Verdict::kWarn);
}

TEST_CASE("a folder of a disk in the place of /dev/shm works with a warning") {
    const MadeUpMachine machine;
    machine.put("/dev/shm/file", "");
    machine.put("/dev/watchdog", "");
    CHECK(machine.communication("futex").verdict == Verdict::kOk);
    CHECK(machine.communication("file locks").verdict == Verdict::kOk);
    CHECK(machine.communication("watchdog").found == "/dev/watchdog");
    const MachineCheck memory = machine.communication("/dev/shm");
    SEQBOARD_SKIP_IF(memory.verdict == Verdict::kOk, "/tmp is a tmpfs here");
    CHECK_THAT(memory.found, Catch::StartsWith("not a tmpfs, "));
}

TEST_CASE("a /tmp is enough to try futexes and locks") {
    const MadeUpMachine machine;
    machine.put("/tmp/file", "");
    CHECK(machine.communication("futex").verdict == Verdict::kOk);
    CHECK(machine.communication("file locks").verdict == Verdict::kOk);
}

TEST_CASE("a /dev/shm that is full or read-only is a warning") {
    SEQBOARD_SKIP_IF(::geteuid() != 0, "only root can mount a file system");
    const MadeUpMachine machine;
    machine.put("/dev/shm/file", "");
    const std::string folder = machine.facts.root + "/dev/shm";
    SEQBOARD_SKIP_IF(::mount("tmpfs", folder.c_str(), "tmpfs", 0, "size=64k") != 0, "this machine lets nobody mount a tmpfs");
    const MachineCheck full = machine.communication("/dev/shm");
    ::mount("tmpfs", folder.c_str(), "tmpfs", MS_REMOUNT | MS_RDONLY, "size=16m");
    const MachineCheck fixed = machine.communication("/dev/shm");
    ::umount(folder.c_str());
    CHECK_THAT(full.consequence, Catch::Contains("a board may not fit"));
    CHECK_THAT(fixed.found, Catch::EndsWith(", read-only"));
    CHECK(fixed.verdict == Verdict::kWarn);
}

TEST_CASE("huge pages that the kernel does not give are a warning, a kernel without them is none") {
    const MadeUpMachine machine;
    const auto found = [&](const std::string& modes) {
        machine.put("/sys/kernel/mm/transparent_hugepage/shmem_enabled", modes);
        return machine.communication("huge pages");
    };
    CHECK_THAT(machine.communication("huge pages").found, Catch::StartsWith("none in this kernel"));
    CHECK(found("always within_size [advise] never deny force\n").found == "shmem: advise");
    CHECK(found("always advise [never] deny force\n").verdict == Verdict::kWarn);
    CHECK(found("always advise never [deny] force\n").verdict == Verdict::kWarn);
    CHECK(found("always\n").found == "shmem: always");
    CHECK(found("[always\n").found == "shmem: [always");
    CHECK(found("always]\n").found == "shmem: always]");
}

TEST_CASE("doctor prints every check, and what a lack costs and how to mend it") {
    const ScratchBoard scratch;
    const ProgramOutput output = command_here(scratch, {"doctor"});
    for (const char* const name : {"kernel", "preemption", "timers", "SCHED_FIFO", "futex", "file locks", "System V IPC", "ptys"})
        CHECK_THAT(output.out, Catch::Contains(std::string{"  "} + name + " "));
    const auto count = [&](const std::string& word) {
        std::size_t found = 0;
        for (std::size_t at = output.out.find(word); at != std::string::npos; at = output.out.find(word, at + 1)) ++found;
        return found;
    };
    CHECK(count("\nwarn ") + count("\nmissing ") == count("cost: "));
    CHECK(count("cost: ") == count("fix:  "));
}
