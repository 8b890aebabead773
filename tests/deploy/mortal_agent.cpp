// The agent as it is, but for what tests tell it by its environment:
//   SEQBOARD_TEST_DIE_AT=N      at the N-th point that a power cut could hit, its process kills itself ...
//   SEQBOARD_TEST_DIE_ONCE=FILE ... unless this file exists, which it makes before, with the name of the point in it
//   SEQBOARD_TEST_POWER_CUT=1   ... and takes all processes of the agent along
//   SEQBOARD_TEST_MACHINE=NAME  it believes to run on this machine (uname -m)
// An ssh server hands on no environment: a file `die_at` beside the program says N as well, and the FILE is `died` beside it.
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <cstdlib>
#include <string>

#include "core/deploy/agent_program.hpp"
#include "core/deploy/durable.hpp"

using namespace seqboard::deploy;

int main(int argc, char** argv) {
    TargetSettings settings;
    if (const char* const machine = std::getenv("SEQBOARD_TEST_MACHINE")) settings.machine = Machine::from(machine, "6.1.0", "");
    settings.limits.soak = std::chrono::milliseconds{300};  // at boot; deployments say theirs
    const pid_t first = ::getpid();
    const std::string program = link_target("/proc/self/exe"), folder = program.substr(0, program.rfind('/') + 1);
    const char* const die_at = std::getenv("SEQBOARD_TEST_DIE_AT");
    const char* const once = std::getenv("SEQBOARD_TEST_DIE_ONCE");
    static int left = 0;  // of this process, whatever part of it comes to a point
    left = std::atoi(die_at != nullptr ? die_at : text_of_file(folder + "die_at").c_str());
    if (left > 0) {
        settings.witness = [mark = once != nullptr ? std::string{once} : folder + "died", first](const std::string& point) {
            if (--left != 0) return;
            const int file = ::open(mark.c_str(), O_WRONLY | O_CREAT | O_EXCL, 0600);
            if (file < 0) return;
            [[maybe_unused]] const ssize_t written = ::write(file, point.data(), point.size());
            const bool all = std::getenv("SEQBOARD_TEST_POWER_CUT") != nullptr;
            if (all) ::kill(first, SIGKILL);
            ::kill(all ? 0 : ::getpid(), SIGKILL);  // 0: this one and the one that watches it
        };
    }
    return run_agent_program(argc, argv, settings);
}
