// Waiting for a word: that it ends, whatever the word does.
#include "core/slot/futex.hpp"

#include <catch2/catch.hpp>

#include <sys/mman.h>
#include <unistd.h>

using namespace seqboard;
using namespace std::chrono_literals;

TEST_CASE("a wait ends when it has no time, when the word is another one already, and when its time is over") {
    const std::uint32_t word = 7;
    futex_wait(&word, 7, Duration::zero());
    futex_wait(&word, 7, -1s);
    futex_wait(&word, 6, kForever);
    const Time before = monotonic_now();
    futex_wait(&word, 7, 2ms);
    CHECK(monotonic_now() - before >= 2ms);
}

TEST_CASE("where the kernel cannot wait for a word the caller polls: the wait is as long as a look in between") {
    void* const page = ::mmap(nullptr, static_cast<std::size_t>(::sysconf(_SC_PAGESIZE)), PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    REQUIRE(page != MAP_FAILED);
    const Time before = monotonic_now();
    futex_wait(static_cast<const std::uint32_t*>(page), 0, kForever);  // EFAULT: it could not be read
    CHECK(monotonic_now() - before >= 1ms);
    const Time then = monotonic_now();
    futex_wait(static_cast<const std::uint32_t*>(page), 0, 100us);
    CHECK(monotonic_now() - then >= 100us);
    ::munmap(page, static_cast<std::size_t>(::sysconf(_SC_PAGESIZE)));
}
