// Numbers in three digits, times and sizes in a unit that fits.
#include "core/cli/short_text.hpp"

#include <catch2/catch.hpp>

using namespace seqboard::cli;
using namespace std::chrono_literals;

TEST_CASE("a number has three digits, whatever its size") {
    CHECK(short_number(0) == "0");
    CHECK(short_number(1234.5) == "1234");
    CHECK(short_number(-100) == "-100");
    CHECK(short_number(12.34) == "12.3");
    CHECK(short_number(1.234) == "1.23");
    CHECK(short_number(0.1) == "0.10");
    CHECK(short_number(0.01234) == "0.012");
}

TEST_CASE("a duration is told in the unit that fits") {
    CHECK(short_duration(17ns) == "17 ns");
    CHECK(short_duration(1500ns) == "1.50 us");
    CHECK(short_duration(20ms) == "20.0 ms");
    CHECK(short_duration(90s) == "90.0 s");
    CHECK(short_duration(119min) == "119 min");
    CHECK(short_duration(120min) == "2 h 0 min");
    CHECK(short_duration(125h + 7min) == "125 h 7 min");
}

TEST_CASE("bytes are told in the unit that fits, and the greatest has no end") {
    CHECK(short_bytes(1023) == "1023 B");
    CHECK(short_bytes(1024) == "1.00 KiB");
    CHECK(short_bytes(1000 << 10) == "0.98 MiB");
    CHECK(short_bytes(5ull << 30) == "5.00 GiB");
    CHECK(short_bytes(5000ull << 40) == "5000 TiB");
}
