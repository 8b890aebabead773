#include "drivers/mpu6050_self_test.hpp"

#include <catch2/catch.hpp>
#include <filesystem>

#include "drivers/i2c/emulated_i2c_bus.hpp"
#include "nodes/sim/mpu6050_model.hpp"
#include "tests/scratch/scratch_board.hpp"

using namespace seqboard;
using namespace std::chrono_literals;
using sim::ImuFault;

namespace {

struct BenchTop {
    testing::ScratchBoard scratch;
    std::string socket = (std::filesystem::create_directories(scratch.root()), scratch.root() + "/i2c.sock");
    sim::Mpu6050Model model{{}, 1};
    EmulatedI2cBus bus{socket, {{0x68, [this](auto written, auto read) { return model.transfer(written, read); }}}};
    Mpu6050 driver{"emulated:" + socket};
    Time now{10s};
    Mpu6050Motion motion{{0, 0, 9.80665f}, {}, 25.0f};
    float shake_m_s2 = 0;

    SelfTest test() {
        return test_mpu6050(driver, {.now = [this] { return now; },
                                     .pass =
                                         [this](Duration time) {
                                             shake_m_s2 = -shake_m_s2;
                                             motion.acceleration_m_s2[0] += shake_m_s2;
                                             model.step(motion, time);
                                             now += time;
                                         }});
    }
};

}  // namespace

TEST_CASE("a chip in order passes its self-test, and every line says what was measured") {
    BenchTop top;
    const SelfTest result = top.test();
    INFO(text_of(result));
    CHECK(result.passed());
    for (const char* what : {"is running", "identity 0x68", "samples, 0 bus errors, 0 garbled", "gravity 9.", "noise 0.00", "bias "})
        CHECK_THAT(text_of(result), Catch::Contains(what));
    CHECK_THAT(text_of(result), !Catch::Contains("FAILED"));
    CHECK(top.test().passed());  // it can be repeated
}

TEST_CASE("a self-test fails with the line that says why") {
    BenchTop top;
    const char* line = "";
    SECTION("unplugged") { top.model.set_fault(ImuFault::kUnplugged), line = "FAILED  the chip on emulated:"; }
    SECTION("another chip") { top.model.set_fault(ImuFault::kForeign), line = "FAILED  identity 0x70"; }
    SECTION("noise on the wires") { top.model.set_fault(ImuFault::kGarbage), line = "FAILED  identity"; }
    SECTION("shaken") { top.shake_m_s2 = 2, line = "FAILED  noise"; }
    SECTION("an axis without gravity") { top.motion.acceleration_m_s2[2] = 4.5f, line = "FAILED  gravity 4."; }
    const SelfTest result = top.test();
    CHECK_FALSE(result.passed());
    CHECK_THAT(text_of(result), Catch::Contains(line));
}
