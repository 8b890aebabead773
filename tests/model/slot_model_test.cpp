// The slot's protocol, exhaustively: every reordering its fences allow, every interleaving, a writer that stops or dies at every store.
#include "tests/model/slot_model.hpp"

#include <catch2/catch.hpp>

using namespace seqboard::testing;

namespace {

constexpr int kNearTheWrap = 13;

}  // namespace

TEST_CASE("no reader accepts a torn sample, and a writer that stops at any store leaves one to read") {
    const int cells = GENERATE(2, 3, 4);
    const auto verdict = SlotModel{cells}.explore(2 * cells + 2, 0, cells - 1);
    INFO(cells << " cells: " << verdict.fault);
    CHECK(verdict.fault.empty());
    CHECK(verdict.states > 1000);
}

TEST_CASE("that holds where the counter wraps, if the number of cells is a power of two, and only then") {
    CHECK(SlotModel{2}.explore(6, 0, kNearTheWrap).fault.empty());
    CHECK(SlotModel{4}.explore(8, 0, kNearTheWrap).fault.empty());
    CHECK_FALSE(SlotModel{3}.explore(7, 0, kNearTheWrap).fault.empty());
}

TEST_CASE("that holds when the writer dies at any store and another one goes on") {
    const int cells = GENERATE(2, 4);
    const auto verdict = SlotModel{cells}.explore(cells + 3, 3, kNearTheWrap);
    INFO(cells << " cells: " << verdict.fault);
    CHECK(verdict.fault.empty());
    CHECK(verdict.states > 10'000);
}

TEST_CASE("each ordering and the window are needed: without any one of them a torn sample comes out") {
    const int cells = GENERATE(2, 3, 4);
    const auto without = [&](SlotOrderings orderings) { return SlotModel{cells, orderings}.explore(cells + 2, 0, cells - 1).fault; };
    CAPTURE(cells);
    // Where the writer's order is lost a stopped writer shows it first: the newest cell is torn already.
    CHECK_FALSE(without({.writer_fence = false}).empty());
    CHECK_FALSE(without({.release_head = false}).empty());
    CHECK_THAT(without({.acquire_head = false}), Catch::StartsWith("the reader accepted"));
    CHECK_THAT(without({.reader_fence = false}), Catch::StartsWith("the reader accepted"));
    CHECK_THAT(without({.window_excess = 1}), Catch::StartsWith("the reader accepted"));
}
