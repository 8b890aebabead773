// What counts as a number in a file that says one.
#include "drivers/adc/number_text.hpp"

#include <catch2/catch.hpp>

using seqboard::number_in;

TEST_CASE("a number may have blanks, a line end and zero bytes around it") {
    CHECK(number_in("512\n") == 512.0f);
    CHECK(number_in(" \t-12.5e-3\r\n") == -12.5e-3f);
    CHECK(number_in({"7\0\0", 3}) == 7.0f);
}

TEST_CASE("text that is not one finite decimal number is none") {
    for (const char* text : {"", " ", "nan", "inf", "1e99", "12.5V", "0x10", "1,5", "1 2", "--1", "+1"}) {
        INFO("'" << text << "'");
        CHECK_FALSE(number_in(text));
    }
}
