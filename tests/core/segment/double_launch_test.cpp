// A hundred processes want one name in the same moment.
#include <catch2/catch.hpp>

#include <memory>

#include "core/blackboard.hpp"
#include "core/segment/segment_error.hpp"
#include "tests/scratch/child.hpp"
#include "tests/scratch/pattern.hpp"
#include "tests/scratch/scratch_backend.hpp"

using namespace seqboard;
using namespace seqboard::testing;

TEST_CASE("of a hundred simultaneous launches exactly one wins, the others name it") {
    const ScratchBackend backend{GENERATE("posix", "file", "sysv")};
    constexpr int kLaunches = 100;
    Baton start, won, finish;
    std::vector<std::unique_ptr<Child>> launches;
    for (int i = 0; i < kLaunches; ++i)
        launches.push_back(std::make_unique<Child>([&] {
            start.take();
            try {
                const OwnedSegment segment{*backend, "test", "wheels", {slot_spec<Pattern>("front")}};
                won.pass();
                finish.take();
                return 0;
            } catch (const SegmentError& error) {
                std::fprintf(stderr, "%s", error.what());
                return static_cast<int>(error.code());
            }
        }));
    for (int i = 0; i < kLaunches; ++i) start.pass();
    REQUIRE(won.take());
    REQUIRE(backend->owner("wheels"));
    const pid_t winner = backend->owner("wheels")->pid;
    int winners = 0, owned = 0, named = 0;
    for (auto& launch : launches) {
        if (launch->pid() == winner) continue;
        owned += launch->wait() == static_cast<int>(ExitCode::kOwned);
        named += launch->said().find("owned by process ") != std::string::npos;
    }
    finish.pass();
    for (auto& launch : launches)
        if (launch->pid() == winner) winners += launch->wait() == 0;
    CHECK(winners == 1);
    CHECK(owned == kLaunches - 1);
    CHECK(named == kLaunches - 1);
}

TEST_CASE("of two nodes that would write one slot, not both go on") {
    const ScratchBoard scratch;
    const auto board = Blackboard::open(scratch.place());
    const auto first = board->create("wheels", {slot_spec<Pattern>("front")});
    CHECK_THROWS_WITH(board->create("planner", {slot_spec<Pattern>("front")}),
                      Catch::Contains("slot 'front' already has a writer: node 'wheels', process " + std::to_string(::getpid())));
    CHECK_FALSE(board->backend().owner("planner"));
}
