// Golden blocks, worked out by hand from the data sheet's sensitivities.
#include "drivers/mpu6050_registers.hpp"

#include <catch2/catch.hpp>

using namespace seqboard;

namespace {

// 1 g up; 35 degC, for which the data sheet gives -521 counts; -10, 0 and 90 deg/s.
constexpr Mpu6050Block kTurning2g250 = {0x00, 0x00, 0x00, 0x00, 0x40, 0x00, 0xfd, 0xf7, 0xfa, 0xe2, 0x00, 0x00, 0x2e, 0x0e};
constexpr Mpu6050Block kTurning4g500 = {0x00, 0x00, 0x00, 0x00, 0x20, 0x00, 0xfd, 0xf7, 0xfd, 0x71, 0x00, 0x00, 0x17, 0x07};
constexpr Mpu6050Block kTurning8g1000 = {0x00, 0x00, 0x00, 0x00, 0x10, 0x00, 0xfd, 0xf7, 0xfe, 0xb8, 0x00, 0x00, 0x0b, 0x88};
constexpr Mpu6050Block kTurning16g2000 = {0x00, 0x00, 0x00, 0x00, 0x08, 0x00, 0xfd, 0xf7, 0xff, 0x5c, 0x00, 0x00, 0x05, 0xc4};

void check_turning(const Mpu6050Block& block, const Mpu6050Ranges& ranges) {
    INFO(static_cast<int>(ranges.gyro));
    const Mpu6050Motion motion = motion_of(block, ranges);
    CHECK(motion.acceleration_m_s2[0] == 0);
    CHECK(motion.acceleration_m_s2[2] == Approx(9.80665));
    CHECK(motion.temperature_celsius == Approx(35).margin(0.003));
    CHECK(motion.rate_rad_s[0] == Approx(-0.174533).epsilon(1e-5));
    CHECK(motion.rate_rad_s[1] == 0);
    CHECK(motion.rate_rad_s[2] == Approx(1.570796).epsilon(1e-5));
}

}  // namespace

TEST_CASE("hand-made blocks decode to the data sheet's values in every range") {
    check_turning(kTurning2g250, {.gyro = 0, .accel = 0});
    check_turning(kTurning4g500, {.gyro = 1, .accel = 1});
    check_turning(kTurning8g1000, {.gyro = 2, .accel = 2});
    check_turning(kTurning16g2000, {.gyro = 3, .accel = 3});
}

TEST_CASE("full scale and the ends of the temperature range come out with their signs") {
    const Mpu6050Block ends = {0x80, 0x00, 0x7f, 0xff, 0x00, 0x00, 0x9a, 0x5c, 0x80, 0x00, 0x7f, 0xff, 0xff, 0xff};
    const Mpu6050Motion motion = motion_of(ends, {.gyro = 3, .accel = 3});
    CHECK(motion.acceleration_m_s2[0] == Approx(-156.9064));
    CHECK(motion.acceleration_m_s2[1] == Approx(156.9016));
    CHECK(motion.temperature_celsius == Approx(-40).margin(0.002));
    CHECK(motion.rate_rad_s[0] == Approx(-34.87234));
    CHECK(motion.rate_rad_s[1] == Approx(34.87128));
    CHECK(motion.rate_rad_s[2] == Approx(-0.00106423));
    CHECK(motion_of({}, {}).temperature_celsius == Approx(36.53));
}

TEST_CASE("what a model encodes is what the data sheet says, clipped at full scale") {
    const Mpu6050Motion turning{{0, 0, 9.80665f}, {-0.1745329f, 0, 1.5707963f}, 34.99765f};
    CHECK(block_of(turning, {.gyro = 0, .accel = 0}) == kTurning2g250);
    CHECK(block_of(turning, {.gyro = 1, .accel = 1}) == kTurning4g500);
    CHECK(block_of(turning, {.gyro = 2, .accel = 2}) == kTurning8g1000);
    CHECK(block_of(turning, {.gyro = 3, .accel = 3}) == kTurning16g2000);
    const Mpu6050Block clipped = block_of({{1000, -1000, 0}, {0, 100, -100}, 36.53f}, {});
    CHECK((word_at(clipped, 0) == 32767 && word_at(clipped, 1) == -32768));
    CHECK((word_at(clipped, 5) == 32767 && word_at(clipped, 6) == -32768));
}
