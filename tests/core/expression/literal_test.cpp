// Where a number ends and its unit begins.
#include "core/expression/literal.hpp"

#include <catch2/catch.hpp>

using namespace seqboard;

TEST_CASE("a number begins with a digit, or with a point before one") {
    for (const char* const none : {"", ".", ".x", "x", "-1", " 1"}) {
        INFO(none);
        CHECK_FALSE(read_literal(none));
    }
    CHECK(read_literal(".5")->value == 0.5f);
    CHECK(read_literal("5")->length == 1);
    CHECK_FALSE(read_literal("1e99"));  // no float is so large
}

TEST_CASE("a unit is a whole word, and what is none is told") {
    CHECK(read_literal("5m/s")->unit == "m/s");
    CHECK(read_literal("5m /s")->unit == "m");
    CHECK(read_literal("5m)")->unit == "m");
    CHECK(read_literal("5m{")->unit == "m");
    CHECK(read_literal("50%x")->unit == "1");
    CHECK(read_literal("50%x")->length == 3);
    for (const auto& [text, unknown] : {std::pair{"5max", "max"}, {"5m2", "m2"}, {"5M", "M"}, {"5_", "_"}, {"5Zz9+1", "Zz9"}}) {
        INFO(text);
        CHECK(read_literal(text)->unknown_unit == unknown);
        CHECK(read_literal(text)->unit.empty());
    }
    CHECK(read_literal("5{")->unknown_unit.empty());
    CHECK(read_literal("5[")->unknown_unit.empty());
}
