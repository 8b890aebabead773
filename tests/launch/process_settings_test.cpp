// What a child is given on its way to its program, and what is said when the system refuses it.
#include "core/launch/process_settings.hpp"

#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <fstream>

#include "core/file_descriptor.hpp"
#include "core/launch/child_process.hpp"
#include "tests/launch/scratch_file.hpp"
#include "tests/scratch/eventually.hpp"

using namespace seqboard;
using namespace seqboard::testing;
using namespace std::chrono_literals;

namespace {

/// A shell with these settings: what was refused, and what it printed.
struct Outcome {
    std::string refused;
    std::string printed;
};

Outcome run(const std::string& script, const ChildSetup& setup) {
    Outcome outcome;
    const ScratchFile log{""};
    const FileDescriptor file{::open(log.path().c_str(), O_WRONLY | O_CLOEXEC)};
    const pid_t pid = start_child({"/bin/sh", "-c", script}, file.get(), SIGKILL, setup, &outcome.refused);
    REQUIRE(pid > 0);
    std::optional<int> exit_code;
    REQUIRE(eventually([&] { return (exit_code = reap_child(pid)).has_value(); }));
    CHECK(*exit_code == 0);
    std::getline(std::ifstream{log.path()}, outcome.printed);
    return outcome;
}

/// As the kernel has it while the program waits for its end.
int policy_under(SchedulePolicy policy, std::string& refused) {
    const FileDescriptor silence{::open("/dev/null", O_WRONLY | O_CLOEXEC)};
    ChildSetup setup;
    setup.schedule.policy = policy;
    setup.schedule.priority = policy == SchedulePolicy::kRoundRobin ? 1 : 0;
    const pid_t pid = start_child({"/bin/sleep", "1000"}, silence.get(), SIGKILL, setup, &refused);
    const auto found = static_cast<int>(::syscall(SYS_sched_getscheduler, pid));  // musl has no function that answers
    ::kill(pid, SIGKILL);
    ::waitpid(pid, nullptr, 0);
    return found & ~SCHED_RESET_ON_FORK;
}

}  // namespace

TEST_CASE("a child runs under the policy it is given, or the refusal says which was not given") {
    std::string refused;
    CHECK(policy_under(SchedulePolicy::kBatch, refused) == SCHED_BATCH);
    CHECK(policy_under(SchedulePolicy::kIdle, refused) == SCHED_IDLE);
    CHECK(refused == "");
    const int round_robin = policy_under(SchedulePolicy::kRoundRobin, refused);
    if (refused.empty()) CHECK(round_robin == SCHED_RR);
    else
        CHECK_THAT(refused,
                   Catch::StartsWith("sched: policy was refused (") && Catch::EndsWith(", allow it: ulimit -r 99, or CAP_SYS_NICE"));
}

TEST_CASE("a program that takes its policy itself is guarded by the time limit alone, and one that is not guarded has none") {
    ChildSetup setup;
    setup.schedule = {.policy = SchedulePolicy::kFifo, .priority = 1, .rttime = 300ms, .takes_policy_itself = true};
    const Outcome guarded = run("grep 'realtime timeout' /proc/self/limits", setup);
    CHECK(guarded.refused == "");
    CHECK_THAT(guarded.printed, Catch::Contains("300000") && Catch::Contains("600000"));
    setup.schedule.rttime = kForever;
    CHECK_THAT(run("grep 'realtime timeout' /proc/self/limits", setup).printed, Catch::Contains("unlimited"));
}

TEST_CASE("everything that is refused is told in one sentence, and the program runs without") {
    ChildSetup setup;
    setup.limits.oom_score_adj = 5000;
    setup.limits.open_files = std::uint64_t{1} << 40U;
    const Outcome outcome = run("echo runs", setup);
    CHECK(outcome.printed == "runs");
    CHECK_THAT(outcome.refused, Catch::StartsWith("limits: oom_score_adj: 5000 was refused (") &&
                                    Catch::Contains("; limits: nofile: 1099511627776 was refused ("));
}

TEST_CASE("a child may be killed earlier than others when memory is short") {
    ChildSetup setup;
    setup.limits.oom_score_adj = 700;
    const Outcome outcome = run("cat /proc/self/oom_score_adj", setup);
    CHECK(outcome.refused == "");
    CHECK(outcome.printed == "700");
}

TEST_CASE("a child keeps to the processors it is given") {
    cpu_set_t allowed;
    REQUIRE(::sched_getaffinity(0, sizeof allowed, &allowed) == 0);
    int last = 0;
    for (int number = 0; number < CPU_SETSIZE; ++number)
        if (CPU_ISSET(static_cast<std::size_t>(number), &allowed)) last = number;
    ChildSetup setup;
    setup.schedule.affinity = {last};
    const Outcome outcome = run("grep Cpus_allowed_list /proc/self/status", setup);
    CHECK(outcome.refused == "");
    CHECK_THAT(outcome.printed, Catch::EndsWith("\t" + std::to_string(last)));
}

TEST_CASE("a program finds the descriptor for its readiness as number three, whatever number it had") {
    const FileDescriptor before{::fcntl(3, F_DUPFD_CLOEXEC, 10)};  // what has that number here is put back
    int ends[2];
    REQUIRE(::pipe2(ends, O_CLOEXEC) == 0);
    const FileDescriptor read_end{::fcntl(ends[0], F_DUPFD_CLOEXEC, 10)}, write_end{::fcntl(ends[1], F_DUPFD_CLOEXEC, 10)};
    for (const int end : ends) ::close(end);
    for (const int number : {3, write_end.get()}) {
        if (number == 3) ::dup3(write_end.get(), 3, O_CLOEXEC);
        ChildSetup setup;
        setup.ready_descriptor = number;
        CHECK(run("echo ready >&$SEQBOARD_READY_FD", setup).printed == "");
        char text[16] = {};
        CHECK(::read(read_end.get(), text, sizeof text) == 6);
        CHECK(std::string{text} == "ready\n");
        if (number != 3) continue;
        if (before) ::dup3(before.get(), 3, O_CLOEXEC);
        else ::close(3);
    }
}

TEST_CASE("somebody else's child is not reaped") { CHECK_FALSE(reap_child(::getppid())); }
