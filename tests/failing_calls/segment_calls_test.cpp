// Segments when one of the calls that make, read and keep them fails. failing_call_test.cpp does the same from outside, with what is left in memory.
#include <catch2/catch.hpp>

#include "tests/core/stress/segment_life.hpp"
#include "tests/failing_calls/failing_call.hpp"

using namespace seqboard;
using namespace seqboard::testing;

TEST_CASE("an owner whose next call fails goes on or says what failed") {
    const ScratchBackend backend{GENERATE("posix", "file", "sysv", "posix+huge", "anonymous")};
    const int error_number = GENERATE(ENOMEM, EINTR, EIO, EOPNOTSUPP);
    const auto other = backend.another();
    const FailingCalls swept = fail_each_call(error_number, [&] {
        live_as_owner(*other, backend.place().board, 1);
        const OwnedSegment owned{*other, backend.place().board, "wheels", front_slot()};
        if (error_number != EIO && !owned.still_owned()) throw std::runtime_error{"a name that is held is said to be lost"};
    });
    CHECK(swept.fault == "");
    if (!backend.anonymous()) CHECK(swept.failed > 20);
    if (!backend.anonymous()) backend->remove("wheels");
}

TEST_CASE("a reader whose next call fails reads or says what failed") {
    const ScratchBackend backend{GENERATE("posix", "file", "sysv")};
    const int error_number = GENERATE(ENOMEM, EINTR, EIO);
    const OwnedSegment owned{*backend, backend.place().board, "wheels", front_slot()};
    RingWriter writer = owned.writer(0);
    publish(writer, 1);
    const auto other = backend.another();
    const FailingCalls swept = fail_each_call(error_number, [&] { live_as_reader(*other); });
    CHECK(swept.fault == "");
    CHECK(swept.failed > 4);
    CHECK(owned.still_in_place());
}
