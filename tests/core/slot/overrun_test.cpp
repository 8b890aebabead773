// A reader whose every try is overtaken.
#include <catch2/catch.hpp>

#include <vector>

#include "core/slot/cursor.hpp"
#include "core/slot/ring.hpp"
#include "tests/scratch/overtaking_ring.hpp"

using namespace seqboard;
using seqboard::testing::OvertakingRing;

TEST_CASE("a reader that is overtaken at every try gives up after a bounded number and says overrun") {
    OvertakingRing ring;
    SampleHeader header;
    std::vector<std::byte> message(ring.message_bytes());
    CHECK(ring.reader().latest(header, message.data(), message.size()) == Copied::kOverrun);
    CHECK(ring.overtaken() == kReadTries);
    ring.rest();
    CHECK(ring.reader().latest(header, message.data(), message.size()) == Copied::kNeverWritten);
}

TEST_CASE("looking back gives up after a bounded number of tries as well") {
    OvertakingRing ring;
    ring.mark_written();
    SampleHeader header;
    std::vector<std::byte> message(ring.message_bytes());
    CHECK(copy_as_of(ring.reader(), Time{}, header, message.data(), message.size()) == Copied::kOverrun);
    CHECK(ring.overtaken() == kReadTries);
}

TEST_CASE("an ordered take gives up after a bounded number of tries as well") {
    OvertakingRing ring;
    ring.mark_written();
    Cursor cursor;
    SampleHeader header;
    std::vector<std::byte> message(ring.message_bytes());
    CHECK(cursor.take(ring.reader(), header, message.data(), message.size()) == Copied::kOverrun);
    CHECK(ring.overtaken() == kReadTries + 1);  // and one for each cell that may be empty
}
