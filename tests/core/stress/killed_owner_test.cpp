// kill -9 of an owner at every system call of its life, one after the other: before the call and after it.
#include <catch2/catch.hpp>

#include "tests/core/stress/segment_life.hpp"
#include "tests/core/stress/traced_child.hpp"
#include "tests/scratch/skip.hpp"

using namespace seqboard;
using namespace seqboard::testing;

namespace {

TracedChild owner_of(const ScratchBackend& backend, std::uint32_t first_number) {
    return TracedChild{[&backend, first_number] {
        const auto own = backend.another();
        TracedChild::mark();
        live_as_owner(*own, backend.place().board, first_number);
        TracedChild::mark();
        return 0;
    }};
}

/// Runs to where the edge of that number is. False: the life has fewer.
bool come_to(TracedChild& owner, int edge) {
    for (int i = 0; i < edge; ++i)
        if (!owner.to_next_edge_of_a_call()) return false;
    return true;
}

constexpr int kLeastEdges = 60;  // three starts of a dozen calls each: fewer and the life was not lived

}  // namespace

TEST_CASE("an owner killed at any system call of its first life leaves nothing half made, and the next takes over at once") {
    SEQBOARD_SKIP_IF(!TracedChild::permitted(), "this machine lets no process follow another (ptrace)");
    const ScratchBackend backend{GENERATE("posix", "file", "sysv", "posix+huge")};
    int edge = 0;
    for (bool more = true; more; ++edge) {
        INFO("killed at edge " << edge << " of its calls");
        TracedChild owner = owner_of(backend, 1);
        more = come_to(owner, edge);
        owner.kill();
        REQUIRE(fault_after(backend, 1, 3) == "");
    }
    CHECK(edge > kLeastEdges);
}

TEST_CASE("while its owner is killed at any system call an attached reader keeps whole samples, old or new") {
    SEQBOARD_SKIP_IF(!TracedChild::permitted(), "this machine lets no process follow another (ptrace)");
    const ScratchBackend backend{GENERATE("posix", "file", "sysv")};
    int edge = 0;
    for (bool more = true; more; ++edge) {
        INFO("killed at edge " << edge << " of its calls");
        own_and_publish(*backend.another(), backend.place().board, 4, 10);
        const auto reader = AttachedSegment::attach(*backend.another(), "wheels");
        TracedChild owner = owner_of(backend, 11);
        more = come_to(owner, edge);
        owner.kill();
        const auto seen = number_in(*reader);
        REQUIRE(seen);
        REQUIRE(*seen >= 10);
        REQUIRE(*seen <= 12);  // 13 goes into another segment
        REQUIRE(fault_after(backend, 10, 13) == "");
    }
    CHECK(edge > kLeastEdges);
}
