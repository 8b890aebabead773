// What shows only after a long time: torn reads, files that are left, a reader that starves its writer. `./dev stress` prints it; a short
// run is a test.
// Usage: stress_campaign [READS [STARTS [FIFO_READS]]]   READS and STARTS of each kind of memory
#include <sched.h>
#include <time.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>

#include "tests/core/stress/busy_writer.hpp"
#include "tests/core/stress/fifo_reader.hpp"

using namespace seqboard;
using namespace seqboard::testing;

namespace {

/// Prints a row; whether the promise was kept.
bool row(bool kept, const std::string& what, const std::string& figures) {
    std::printf("%-7s %-44s %s\n", kept ? "kept" : "MISSED", what.c_str(), figures.c_str());
    std::fflush(stdout);
    return kept;
}

std::string count(std::int64_t number, const char* what) { return std::to_string(number) + " " + what; }

bool read_torn(const std::string& kind, std::size_t cells, int reads) {
    const ScratchBackend backend{kind};
    const BusyWriter writer{backend, cells};
    const RingReader reader = writer.reader();
    const std::uint32_t head = reader.head();
    const Tally tally = read_many(reader, reads);
    const std::uint32_t publishes = reader.head() - head;
    return row(tally.torn == 0 && tally.backwards == 0 && tally.whole > 0, kind + ", ring of " + std::to_string(cells) + ", busy writer",
               count(reads, "reads, ") + count(publishes, "publishes meanwhile: ") + count(tally.torn, "torn, ") +
                   count(tally.backwards, "backwards, ") + count(reads - tally.whole, "overruns"));
}

/// Files below the board's root, and System V objects of all boards of this machine.
long left_behind(const ScratchBackend& backend) {
    long found = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator{backend.place().root}) found += entry.is_regular_file();
    for (const char* table : {"/proc/sysvipc/shm", "/proc/sysvipc/sem"}) {
        std::ifstream file{table};
        for (std::string line; std::getline(file, line);) found += std::atol(line.c_str()) >> 24 == 0x5B;
    }
    return found;
}

/// Starts an owner and kills it, each time a little later in its life.
bool start_and_kill(const std::string& kind, int starts) {
    const ScratchBackend backend{kind};
    std::filesystem::create_directories(backend.place().root);
    const auto cycle = [&](int number) {
        Child owner{[&]() -> int {
            for (std::uint32_t round = 0;; ++round) {
                const OwnedSegment owned{
                    *backend.another(), backend.place().board, "wheels", {slot_spec<Pattern>("front", round % 2 == 0 ? 4 : 8)}};
                RingWriter writer = owned.writer(0);
                publish(writer, round);
            }
        }};
        const timespec pause{0, 1000L * (number * 7919 % 1000)};
        ::nanosleep(&pause, nullptr);
        owner.kill();
    };
    const auto tidy = [&] {  // a start that is not killed
        const OwnedSegment owned{*backend.another(), backend.place().board, "wheels", {slot_spec<Pattern>("front")}};
        return left_behind(backend);
    };
    const long before = tidy();
    for (int number = 0; number < starts; ++number) cycle(number);
    const long after = tidy();
    return row(after == before, kind + ", start and kill -9",
               count(starts, "times: ") + count(before, "objects before, ") + count(after, "after"));
}

bool preempt_writer(int reads) {
    const FifoReads result = read_with_fifo(reads);
    const std::string what = "SCHED_FIFO reader over its writer, one CPU";
    if (!result.refused.empty()) return row(true, what, "skipped: " + result.refused);
    return row(result.torn == 0 && result.not_at_first_try == 0 && result.publishes > 0, what,
               count(result.reads, "reads, ") + count(result.publishes, "publishes meanwhile: ") + count(result.torn, "torn, ") +
                   count(result.not_at_first_try, "not at the first try; ") + count(result.median_ns, "ns median, ") +
                   count(result.longest_ns, "ns longest"));
}

int number_of(int argc, char** argv, int index, int otherwise) { return argc > index ? std::atoi(argv[index]) : otherwise; }

}  // namespace

int main(int argc, char** argv) {
    const int reads = number_of(argc, argv, 1, 100'000'000);
    const int starts = number_of(argc, argv, 2, 10'000);
    const int fifo_reads = number_of(argc, argv, 3, 600'000);
    bool kept = true;
    for (const char* kind : {"posix", "file", "sysv", "anonymous"})
        for (const std::size_t cells : {2u, 4u}) kept &= read_torn(kind, cells, reads);
    for (const char* kind : {"posix", "file", "sysv"}) kept &= start_and_kill(kind, starts);
    kept &= preempt_writer(fifo_reads);
    return kept ? 0 : 1;
}
