// What a process has used, as the kernel tells it.
#include "core/cli/process_usage.hpp"

#include <unistd.h>

#include <catch2/catch.hpp>

#include "tests/scratch/child.hpp"

using namespace seqboard;
using namespace seqboard::cli;
using namespace seqboard::testing;

TEST_CASE("a process that lives has used memory, and no more time than it has lived on all processors") {
    const auto usage = process_usage(static_cast<std::uint32_t>(::getppid()));  // an emulator leaves out much of what it says of itself
    REQUIRE(usage);
    CHECK(usage->rss_bytes > 0);
    CHECK(usage->lived >= Duration::zero());
    CHECK(usage->cpu <= (usage->lived + std::chrono::seconds{1}) * ::sysconf(_SC_NPROCESSORS_CONF));
}

TEST_CASE("no process, or one that has ended, has used nothing that is known") {
    CHECK_FALSE(process_usage(0));
    Child child{[] { return 0; }};
    const auto pid = static_cast<std::uint32_t>(child.pid());
    child.wait();
    CHECK_FALSE(process_usage(pid));
}
