// Costs in instructions, on a machine whose clock counts them: the virtual board with --icount, 2 ns of its time each.
//
//   board_costs slots                      write and read of four sizes, a line each: what<TAB>instructions
//   board_costs busy PROCESS SECONDS       what a process computes, system calls included, in thousands a second
//   board_costs idle_node [OPTION...]      a periodic node with nothing to do
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "core/node.hpp"
#include "tests/bench/bench_message.hpp"
#include "tests/bench/processor_time.hpp"
#include "tests/scratch/scratch_board.hpp"
#include "tests/scratch/wire.hpp"

namespace seqboard::bench {

namespace {

constexpr double kInstruction_ns = 2;

/// Called once per iteration by what is measured and by the empty loop it is compared with.
inline void keep(const void* what) { asm volatile("" : : "r"(what) : "memory"); }

/// Instructions of one call: the least of many batches, each shorter than the kernel's tick, so that no interrupt is in it.
template <class Work>
double instructions_per_call(Work&& work) {
    constexpr int kCalls = 2000, kBatches = 40;
    Duration least = Duration::max();
    for (int batch = 0; batch < kBatches; ++batch) {
        const Time began = monotonic_now();
        for (int call = 0; call < kCalls; ++call) work();
        least = std::min(least, monotonic_now() - began);
    }
    return static_cast<double>(least.count()) / kInstruction_ns / kCalls;
}

template <Message T>
void print_costs(const char* size) {
    const testing::ScratchBoard scratch;
    testing::Wire<T> wire{{}, Blackboard::open(scratch.place())};
    wire.at(std::chrono::seconds{1});
    T message{};
    const double empty = instructions_per_call([&] { keep(&message); });
    const double write = instructions_per_call([&] {
        keep(&message);
        wire.output.write(message);
    });
    const double read = instructions_per_call([&] {
        const Reading<T> reading = wire.input.read();
        keep(&*reading);
    });
    std::printf("write %s\t%.1f\nread %s\t%.1f\n", size, write - empty, size, read - empty);
}

void print_busy(pid_t process, unsigned seconds) {
    const std::int64_t before_ns = processor_ns(process);
    ::sleep(seconds);
    std::printf("%.0f\n", static_cast<double>(processor_ns(process) - before_ns) / kInstruction_ns / 1000 / seconds);
}

class IdleNode {
public:
    static constexpr auto kPeriod = std::chrono::milliseconds{10};
    struct Io {
        Setup& setup;
    };
    explicit IdleNode(Io) {}
    void step(const Tick&) {}
};

void print_slot_costs() {
    print_costs<Bytes16>("16 B");
    print_costs<Bytes64>("64 B");
    print_costs<Bytes256>("256 B");
    print_costs<Bytes1024>("1024 B");
}

}  // namespace

}  // namespace seqboard::bench

int main(int argc, char** argv) {
    using namespace seqboard;
    if (argc == 2 && std::strcmp(argv[1], "slots") == 0) {
        bench::print_slot_costs();
        return 0;
    }
    if (argc == 4 && std::strcmp(argv[1], "busy") == 0) {
        bench::print_busy(static_cast<pid_t>(std::atoi(argv[2])), static_cast<unsigned>(std::atoi(argv[3])));
        return 0;
    }
    return run_nodes({node_type<bench::IdleNode>()}, argc, argv);
}
