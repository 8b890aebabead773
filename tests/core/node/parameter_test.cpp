// Parameters as text.
#include "core/node/parameter.hpp"

#include <catch2/catch.hpp>

using namespace seqboard;

TEST_CASE("numbers are written so that a person can read them, and nothing of a whole one is lost") {
    CHECK(text_of(ParamValue{22'118'400}) == "22118400");
    CHECK(text_of(ParamValue{-1}) == "-1");
    CHECK(text_of(ParamValue{0.1f}) == "0.1");
    CHECK(number_text(34'000'000) == "34000000");
    CHECK(number_text(0.25) == "0.25");
    const Parameter crystal{.name = "crystal_hz", .value = 0, .limits = Limits<double>{2'000'000, 34'000'000}};
    CHECK(limit_fault(crystal, ParamValue{1}) == "must be from 2000000 to 34000000");
}
