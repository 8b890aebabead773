// One process that ends as soon as it has begun is started again and again: the supervisor's own memory and descriptors must not grow.
// Usage: restart_loop [RESTARTS]
#include <dirent.h>
#include <time.h>

#include <cstdio>
#include <cstdlib>

#include "core/launch/supervised_process.hpp"
#include "tests/scratch/scratch_board.hpp"
#include "tests/supervision/live_allocations.hpp"

using namespace seqboard;
using namespace std::chrono_literals;

namespace {

int open_descriptors() {
    int count = 0;
    DIR* const folder = ::opendir("/proc/self/fd");
    while (folder != nullptr && ::readdir(folder) != nullptr) ++count;
    if (folder != nullptr) ::closedir(folder);
    return count;
}

PlannedProcess ending_process() {
    PlannedProcess process;
    process.name = "short";
    process.nodes.push_back({.name = "short", .type = "true"});
    process.command_line = {"/bin/true"};
    process.restart.when = RestartWhen::kAlways;
    process.restart.delays = {0ms};
    process.restart.max_restarts = 1'000'000;
    process.restart.window = 1ms;
    process.is_foreign = true;
    return process;
}

void restart_until(SupervisedProcess& process, Blackboard& board, std::uint32_t starts) {
    while (process.starts() < starts) {
        const Time now = monotonic_now();
        process.look_around([](std::size_t) { return Supervised::kReady; }, board, now);
        if (const auto exit_code = process.reap()) process.on_death(*exit_code, now);
        process.advance(board, process.is_released(), now, now);
        const timespec pause{0, 50'000};
        ::nanosleep(&pause, nullptr);
    }
}

}  // namespace

int main(int argc, char** argv) {
    const auto restarts = static_cast<std::uint32_t>(argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 10'000);
    const testing::ScratchBoard scratch;
    const auto board = Blackboard::open(scratch.place());
    const PlannedProcess plan = ending_process();
    const LaunchObserver silent;
    SupervisedProcess process{plan, *board, scratch.directory(), silent};
    process.start();
    constexpr std::uint32_t kFirst = 100;  // what is allocated once
    restart_until(process, *board, kFirst);
    const std::size_t allocations = testing::live_allocations();
    const int descriptors = open_descriptors();
    restart_until(process, *board, kFirst + restarts);
    const auto more = static_cast<long>(testing::live_allocations()) - static_cast<long>(allocations);
    const int more_descriptors = open_descriptors() - descriptors;
    process.stop();
    while (has_process(process.state()))
        if (const auto exit_code = process.reap()) process.on_death(*exit_code, monotonic_now());
    const bool kept = more <= 8 && more_descriptors == 0;  // a handful: deaths that the restart policy remembers
    std::printf("%-7s %u restarts of one process: %ld more pieces of heap in use (at most 8), %d more descriptors (none)\n",
                kept ? "kept" : "MISSED", restarts, more, more_descriptors);
    return kept ? 0 : 1;
}
