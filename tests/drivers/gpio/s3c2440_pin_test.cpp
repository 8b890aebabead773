#include "drivers/gpio/s3c2440_pin.hpp"

#include <catch2/catch.hpp>

using namespace seqboard;

TEST_CASE("a pin's name is bank and number, within what the chip has") {
    CHECK(S3c2440Pin::parse("GPF4") == S3c2440Pin{'F', 4});
    CHECK(S3c2440Pin::parse("GPA24") == S3c2440Pin{'A', 24});
    CHECK(S3c2440Pin::parse("GPJ12")->name() == "GPJ12");
    for (const char* const wrong : {"", "GPF", "GPF8", "GPB11", "GPI0", "GPK0", "gpf4", "GPF04", "GPF4 ", "GPF-1", "GPIOF4", "F4"}) {
        INFO(wrong);
        CHECK_FALSE(S3c2440Pin::parse(wrong));
    }
}

TEST_CASE("only banks F and G interrupt, and bank A only drives") {
    for (const char* const pin : {"GPF0", "GPF7", "GPG0", "GPG15"}) CHECK(S3c2440Pin::parse(pin)->can_interrupt());
    for (const char* const pin : {"GPA0", "GPB0", "GPC5", "GPD15", "GPE0", "GPH10", "GPJ0"})
        CHECK_FALSE(S3c2440Pin::parse(pin)->can_interrupt());
    CHECK_FALSE(S3c2440Pin::parse("GPA0")->can_be_input());
    CHECK(S3c2440Pin::parse("GPB0")->can_be_input());
}

TEST_CASE("the kernel's labels and numbers, and the manual's addresses") {
    CHECK(S3c2440Pin::parse("GPF4")->chip_label() == "GPIOF");
    CHECK(S3c2440Pin::parse("GPA0")->sysfs_number() == 0);
    CHECK(S3c2440Pin::parse("GPB5")->sysfs_number() == 37);
    CHECK(S3c2440Pin::parse("GPF4")->sysfs_number() == 164);
    CHECK(S3c2440Pin::parse("GPJ1")->sysfs_number() == 257);
    CHECK(S3c2440Pin::parse("GPB0")->register_offset() == 0x10);
    CHECK(S3c2440Pin::parse("GPH0")->register_offset() == 0x70);
    CHECK(S3c2440Pin::parse("GPJ0")->register_offset() == 0xd0);
}

TEST_CASE("a pin is also found by what it can be, and says what that is") {
    CHECK(S3c2440Pin::parse_function("TOUT2") == S3c2440Pin{'B', 2});
    CHECK(S3c2440Pin::parse_function("EINT7") == S3c2440Pin{'F', 7});
    CHECK(S3c2440Pin::parse_function("EINT19") == S3c2440Pin{'G', 11});
    CHECK(S3c2440Pin::parse_function("GPH2") == S3c2440Pin{'H', 2});
    for (const char* const wrong : {"TOUT4", "TOUT", "TOUT01", "EINT24", "EINT-1", "EINT 3", "GPK0"}) {
        INFO(wrong);
        CHECK_FALSE(S3c2440Pin::parse_function(wrong));
    }
    CHECK(S3c2440Pin::parse("GPB3")->timer() == 3u);
    CHECK_FALSE(S3c2440Pin::parse("GPB4")->timer());
    CHECK_FALSE(S3c2440Pin::parse("GPF0")->timer());
    CHECK(S3c2440Pin::parse("GPG0")->external_interrupt() == 8u);
    CHECK_FALSE(S3c2440Pin::parse("GPB0")->external_interrupt());
}
