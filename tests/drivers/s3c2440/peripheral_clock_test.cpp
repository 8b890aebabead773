#include "drivers/s3c2440/peripheral_clock.hpp"

#include <catch2/catch.hpp>

using namespace seqboard;

namespace {

constexpr std::uint32_t mpll(unsigned m, unsigned p, unsigned s) { return m << 12 | p << 4 | s; }

}  // namespace

TEST_CASE("a mini2440 at 405 MHz has a peripheral clock of 50.625 MHz") {
    CHECK(S3c2440Clocks{mpll(127, 2, 1), 5, 0}.peripheral_hz(12'000'000) == 50'625'000);
}

TEST_CASE("every divider of the clock tree counts") {
    constexpr std::uint32_t kPll = mpll(92, 1, 1);  // 400 MHz
    constexpr std::uint32_t kCrystal_hz = 12'000'000;
    CHECK(S3c2440Clocks{kPll, 0, 0}.peripheral_hz(kCrystal_hz) == 400'000'000);
    CHECK(S3c2440Clocks{kPll, 1, 0}.peripheral_hz(kCrystal_hz) == 200'000'000);
    CHECK(S3c2440Clocks{kPll, 2, 0x300}.peripheral_hz(kCrystal_hz) == 200'000'000);
    CHECK(S3c2440Clocks{kPll, 4, 0}.peripheral_hz(kCrystal_hz) == 100'000'000);
    CHECK(S3c2440Clocks{kPll, 5, 0}.peripheral_hz(kCrystal_hz) == 50'000'000);
    CHECK(S3c2440Clocks{kPll, 5, 0x200}.peripheral_hz(kCrystal_hz) == 25'000'000);
    CHECK(S3c2440Clocks{kPll, 5, 0x100}.peripheral_hz(kCrystal_hz) == 50'000'000);
    CHECK(S3c2440Clocks{kPll, 7, 0}.peripheral_hz(kCrystal_hz) == 66'666'666);
    CHECK(S3c2440Clocks{kPll, 7, 0x100}.peripheral_hz(kCrystal_hz) == 33'333'333);
}
