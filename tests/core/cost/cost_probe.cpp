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

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
// The linker brings every malloc() of what is linked statically here (--wrap); a shared C++ library's operator new would escape it.
extern "C" void* __real_malloc(std::size_t bytes);
extern "C" void* __wrap_malloc(std::size_t bytes) {
    ++allocations;
    return __real_malloc(bytes);
}
void* operator new(std::size_t bytes) {
    if (void* const memory = std::malloc(bytes)) return memory;
    throw std::bad_alloc{};
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
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
