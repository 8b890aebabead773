// slot_scale SCRATCH CPU CPU: what the cost of a read depends on: readers, slots, nodes, a writer that does not rest. Prints lines
// `name<TAB>figure`; all of a kind are measured in turns.
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <list>
#include <map>

#include "tests/bench/peers/many_slots.hpp"
#include "tests/bench/peers/stopwatch.hpp"
#include "tests/scratch/child.hpp"

namespace seqboard::bench {

namespace {

constexpr int kReads = 256;  // of one measurement: a few microseconds, in which others rarely get the processor
constexpr int kTurns = 300;

void read_once(const Input<Bytes64>& input) {
    const Reading<Bytes64> reading = input.read();
    keep(&*reading);
}

double read_ns(const Input<Bytes64>& input) {
    const Time begin = monotonic_now();
    for (int i = 0; i < kReads; ++i) read_once(input);
    return ns_since(begin) / kReads;
}

/// The slots one after the other, `at` is where it left off.
double read_in_turn_ns(const ManySlots& slots, std::size_t& at) {
    const Time begin = monotonic_now();
    for (int i = 0; i < kReads; ++i, at = (at + 1) % slots.size()) read_once(slots.input(at));
    return ns_since(begin) / kReads;
}

void measure_slots_and_nodes(const std::string& root) {
    struct Kind {
        int nodes, slots;
    };
    constexpr Kind kKinds[] = {{1, 1}, {1, 10}, {1, 100}, {1, 1000}, {10, 1}, {100, 1}, {100, 10}};
    std::list<ManySlots> boards;
    for (const Kind& kind : kKinds)
        boards.emplace_back(root, std::to_string(kind.nodes) + "x" + std::to_string(kind.slots), kind.nodes, kind.slots);
    std::map<const ManySlots*, std::vector<double>> one, all;
    std::map<const ManySlots*, std::size_t> places;
    for (int turn = 0; turn < kTurns; ++turn)
        for (const ManySlots& board : boards) {
            read_ns(board.input(board.size() / 2));  // the one before has left its own lines in the cache
            one[&board].push_back(read_ns(board.input(board.size() / 2)));
            all[&board].push_back(read_in_turn_ns(board, places[&board]));
        }
    const Kind* kind = kKinds;
    for (const ManySlots& board : boards) {
        std::printf("read, %d nodes, %d slots\t%.2f\n", kind->nodes, kind->nodes * kind->slots, median(one[&board]));
        std::printf("read in turn, %d nodes, %d slots\t%.2f\n", kind->nodes, kind->nodes * kind->slots, median(all[&board]));
        ++kind;
    }
}

/// What `readers` processes say that a read costs them while a writer publishes a thousand times a second.
double read_with_readers_ns(ManySlots& slots, int readers, int processor) {
    auto* const medians = static_cast<double*>(::mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0));
    {
        std::list<testing::Child> children;
        for (int reader = 0; reader < readers; ++reader)
            children.emplace_back([&, reader] {
                pin(processor);
                std::vector<double> times;
                for (const Time begin = monotonic_now(); ns_since(begin) < 8e6 * readers + 20e6;) times.push_back(read_ns(slots.input(0)));
                medians[reader] = median(times);
                return 0;
            });
        for (const Time begin = monotonic_now(); ns_since(begin) < 8e6 * readers + 20e6; ::usleep(1000)) slots.output(0).write({});
        for (testing::Child& child : children) child.wait();
    }
    const double figure = median({medians, medians + readers});
    ::munmap(medians, 4096);
    return figure;
}

/// The least of several turns, far apart: what else the machine does only adds.
void measure_readers(const std::string& root, int here, int there) {
    pin(here);
    ManySlots slots{root, "readers", 1, 1};
    std::map<int, std::vector<double>> times;
    for (int turn = 0; turn < 15; ++turn)
        for (const int readers : {1, 2, 4, 8}) times[readers].push_back(read_with_readers_ns(slots, readers, there));
    for (const auto& [readers, figures] : times) std::printf("read, %d readers\t%.2f\n", readers, quantile(figures, 0));
}

/// Each read timed by itself, on another processor than a writer that does nothing else. A read that finds what the one before has found
/// was not disturbed and does not count.
void measure_under_load(const std::string& root, std::size_t cells, int here, int there) {
    ManySlots slots{root, "load" + std::to_string(cells), 1, 1, cells};
    testing::Child writer{[&] {
        pin(there);
        for (Bytes64 message;; ++message.words.front()) slots.output(0).write(message);
        return 0;
    }};
    pin(here);
    std::vector<double> times;
    std::uint32_t last = 0;
    int overruns = 0;
    const double empty_ns = empty_measurement_ns();
    for (const Time limit = monotonic_now() + std::chrono::seconds{3}; times.size() < 200'000 && monotonic_now() < limit;) {
        const Time begin = monotonic_now();
        const Reading<Bytes64> reading = slots.input(0).read();
        keep(&reading);
        const double time_ns = ns_since(begin) - empty_ns;
        overruns += !reading;
        if (reading && reading.sequence() == last) continue;
        if (reading) last = reading.sequence();
        times.push_back(time_ns);
    }
    writer.kill();
    const auto print = [&](const char* what, double figure) { std::printf("read under load, %zu cells, %s\t%.2f\n", cells, what, figure); };
    print("median", median(times));
    print("p99.9", quantile(times, 0.999));
    print("overruns, %", 100.0 * overruns / static_cast<double>(times.size()));
}

}  // namespace

}  // namespace seqboard::bench

int main(int argc, char** argv) {
    using namespace seqboard::bench;
    if (argc != 4) return 64;
    const int here = std::atoi(argv[2]), there = std::atoi(argv[3]);
    const std::string root = std::string{argv[1]} + "/scale";
    pin(here);
    measure_slots_and_nodes(root);
    measure_readers(root, here, there);
    for (const std::size_t cells : {4u, 16u, 64u}) measure_under_load(root, cells, here, there);
}
