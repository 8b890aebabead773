// The real driver against the emulated heading module's pseudo terminal.
#include <unistd.h>

#include <array>
#include <catch2/catch.hpp>
#include <filesystem>
#include <memory>

#include "core/exit_code.hpp"
#include "drivers/jy61.hpp"
#include "nodes/sim/jy61_pty.hpp"
#include "tests/scratch/scratch_board.hpp"

using namespace seqboard;
using seqboard::sim::Jy61Pty;

namespace {

Jy61Motion facing(float yaw_rad) {
    return {.acceleration_m_s2 = {0, 0, 9.80665f}, .rate_rad_s = {0, 0, 0.5f}, .angle_rad = {0, 0, yaw_rad}};
}

}  // namespace

TEST_CASE("bytes sent on the pseudo terminal are read by the driver at once") {
    testing::ScratchBoard scratch;
    Jy61Pty device{scratch.directory() + "/heading.tty"};
    Jy61 module{device.link(), 115200};
    for (int cycle = 1; cycle <= 200; ++cycle) {
        const float yaw_rad = 0.01f * static_cast<float>(cycle);
        device.send(facing(yaw_rad));
        REQUIRE(module.poll());
        REQUIRE(module.motion().angle_rad[2] == Approx(yaw_rad).margin(0.0002));
    }
    CHECK(module.motion().rate_rad_s[2] == Approx(0.5).epsilon(0.01));
    CHECK(module.parser().packets() == 600);
    CHECK(module.parser().checksum_errors() == 0);
    CHECK_FALSE(module.poll());
}

TEST_CASE("two cycles between two looks leave the newer one") {
    testing::ScratchBoard scratch;
    Jy61Pty device{scratch.directory() + "/heading.tty"};
    Jy61 module{device.link(), 115200};
    device.send(facing(1.0f));
    device.send(facing(1.1f));
    REQUIRE(module.poll());
    CHECK(module.motion().angle_rad[2] == Approx(1.1).margin(0.0002));
}

TEST_CASE("a module that nobody reads goes on, and a late reader gets fresh data") {
    testing::ScratchBoard scratch;
    Jy61Pty device{scratch.directory() + "/heading.tty"};
    for (int cycle = 0; cycle < 1000; ++cycle) device.send(facing(0));
    Jy61 module{device.link(), 115200};
    device.send(facing(2));
    REQUIRE(module.poll());
    CHECK(module.motion().angle_rad[2] == Approx(2).margin(0.0002));
}

TEST_CASE("a module that disappears is noticed, and found again when it is back") {
    testing::ScratchBoard scratch;
    const std::string link = scratch.directory() + "/heading.tty";
    auto device = std::make_unique<Jy61Pty>(link);
    Jy61 module{link, 115200};
    device.reset();
    CHECK_FALSE(module.poll());
    CHECK_FALSE(module.is_open());
    CHECK_FALSE(module.reopen());
    CHECK_FALSE(std::filesystem::exists(std::filesystem::symlink_status(link)));

    device = std::make_unique<Jy61Pty>(link);
    REQUIRE(module.reopen());
    device->send(facing(-1));
    REQUIRE(module.poll());
    CHECK(module.motion().angle_rad[2] == Approx(-1).margin(0.0002));
}

TEST_CASE("a device that is absent is named, with exit code 69") {
    try {
        SerialPort port{"/dev/no-such-uart", 115200};
        FAIL("opened");
    } catch (const StartError& error) {
        CHECK(error.code() == ExitCode::kUnavailable);
        CHECK_THAT(error.what(), Catch::Contains("/dev/no-such-uart") && Catch::Contains("No such file"));
    }
}

TEST_CASE("a file that is no terminal is refused") { CHECK_THROWS_WITH((SerialPort{"/dev/null", 115200}), Catch::Contains("/dev/null")); }

TEST_CASE("a speed that no UART has is a mistake in the node set") {
    try {
        SerialPort port{"/dev/null", 115201};
        FAIL("opened");
    } catch (const StartError& error) {
        CHECK(error.code() == ExitCode::kConfig);
        CHECK_THAT(error.what(), Catch::Contains("115201"));
    }
}

TEST_CASE("the emulated module replaces an old link and nothing else") {
    testing::ScratchBoard scratch;
    const std::string link = scratch.directory() + "/heading.tty";
    std::filesystem::create_directories(scratch.directory());
    std::filesystem::create_symlink("/nowhere", link);
    CHECK_NOTHROW(Jy61Pty{link});
    std::filesystem::create_directory(link);
    CHECK_THROWS_WITH(Jy61Pty{link}, Catch::Contains(link));
}
