// A node whose input is written faster than it can be copied.
#include <catch2/catch.hpp>

#include <array>

#include "core/input.hpp"
#include "tests/scratch/overtaking_ring.hpp"
#include "tests/scratch/skip.hpp"

using namespace seqboard;
using namespace seqboard::testing;

namespace {

struct ThreePages {
    std::array<std::uint32_t, 3 * 1024> words{};
};
SEQBOARD_MESSAGE(ThreePages, words);

}  // namespace

TEST_CASE("a sample that is overtaken at every try is no value: it is an overrun, and counted") {
    OvertakingRing ring;
    SEQBOARD_SKIP_IF(ring.message_bytes() != sizeof(ThreePages), "the message has another number of this machine's pages");
    ring.mark_written();
    StepContext context;
    InputPort port{"map", slot_spec<ThreePages>("map"), kForever, context};
    port.ring = ring.reader();
    const Input<ThreePages> input{port};
    const Reading<ThreePages> overtaken = input.read();
    CHECK_FALSE(overtaken);
    CHECK(overtaken.freshness() == Freshness::kOverrun);
    CHECK(overtaken.last() == nullptr);
    CHECK(overtaken.sequence() == 0);
    CHECK(port.overruns == 1);
    ring.rest();
    CHECK(input.read());
    CHECK(port.overruns == 1);
}
