#include "core/launch/one_processor.hpp"

#include <unistd.h>

#include <memory>
#include <set>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "tests/scratch/skip.hpp"

using namespace seqboard;

namespace {

int allowed() {
    cpu_set_t processors;
    REQUIRE(::sched_getaffinity(0, sizeof processors, &processors) == 0);
    return CPU_COUNT(&processors);
}

/// Nobody else's: tests of node sets in lock-step may run beside this one.
std::string own_name(const char* of) { return of + std::to_string(::getpid()); }

}  // namespace

TEST_CASE("a set in lock-step keeps to one processor, and its thread may run on all again when it has ended") {
    const int before = allowed();
    SEQBOARD_SKIP_IF(before < 2, "this machine has one processor");
    {
        const OneProcessor one{own_name("bound")};
        REQUIRE(one.number());
        CHECK(allowed() == 1);
        CHECK(::sched_getcpu() == *one.number());
        const OneProcessor inner{own_name("bound")};
        CHECK_FALSE(inner.number());  // there is nothing to choose
    }
    CHECK(allowed() == before);
}

TEST_CASE("no two sets in lock-step keep to the same processor, and where none is left a set runs on all") {
    const int before = allowed();
    SEQBOARD_SKIP_IF(before < 2, "this machine has one processor");
    cpu_set_t all;
    REQUIRE(::sched_getaffinity(0, sizeof all, &all) == 0);
    const std::string name = own_name("each");
    std::set<int> taken;
    std::vector<std::unique_ptr<OneProcessor>> sets;
    for (int i = 0; i < before; ++i) {
        sets.push_back(std::make_unique<OneProcessor>(name));
        REQUIRE(sets.back()->number());
        taken.insert(*sets.back()->number());
        REQUIRE(::sched_setaffinity(0, sizeof all, &all) == 0);  // as the next set, another process, would find it
    }
    CHECK(taken.size() == static_cast<std::size_t>(before));
    CHECK_FALSE(OneProcessor{name}.number());
    CHECK(allowed() == before);
    const int given_back = *sets.front()->number();
    sets.erase(sets.begin());
    CHECK(OneProcessor{name}.number() == given_back);
}
