// Reads and writes slots between two marks that strace shows, and counts its own allocations: cost_test looks at both.
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <new>

#include "core/snapshot.hpp"
#include "tests/scratch/pattern.hpp"
#include "tests/scratch/scratch_board.hpp"
#include "tests/scratch/wire.hpp"

namespace {
std::atomic<unsigned> allocations{0};
}

#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
extern "C" void* __libc_malloc(std::size_t bytes);
extern "C" void* malloc(std::size_t bytes) {  // operator new ends up here as well
    ++allocations;
    return __libc_malloc(bytes);
}
#endif

namespace {

using namespace seqboard;
using namespace seqboard::testing;

/// A system call that nothing else here makes.
void mark() { ::syscall(SYS_getpriority, 0, 0); }

unsigned allocations_of_reads_and_writes(Wire<Pattern>& wire, Wire<Pattern>& second) {
    const unsigned before = allocations;
    mark();
    std::uint32_t sum = 0;
    for (std::uint32_t i = 0; i < 1000; ++i) {
        wire.output.write(pattern(i));
        auto loan = second.output.loan();
        *loan = pattern(i);
        std::move(loan).commit();
        sum += wire.input.read()->number + wire.input.take()->number + wire.input.as_of(Time{}).sequence();
        sum += wire.input.view([&](const Pattern& seen) { sum += seen.number; });
        sum += snapshot(wire.input, second.input).consistent;
    }
    mark();
    return sum == 0 ? 1 : allocations - before;
}

}  // namespace

int main() {
    const ScratchBoard scratch;
    const auto board = Blackboard::open(scratch.place());
    Wire<Pattern> wire{{.slot = "plain", .node = "plain"}, board};
    Wire<Pattern> second{{.slot = "second", .node = "second"}, board};
    Wire<Pattern> notifying{{.notify = true, .slot = "notifying", .node = "notifying"}, board};
    const unsigned count = allocations_of_reads_and_writes(wire, second);
    for (std::uint32_t i = 0; i < 10; ++i) notifying.output.write(pattern(i));
    mark();
    std::printf("allocations %u, counted at all: %s\n", count, allocations > 0 ? "yes" : "no");
}
