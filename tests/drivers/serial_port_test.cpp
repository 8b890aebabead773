// The real driver against a pseudo terminal.
#include "drivers/serial_port.hpp"

#include <array>
#include <catch2/catch.hpp>
#include <filesystem>

#include "core/exit_code.hpp"
#include "nodes/sim/pseudo_terminal.hpp"
#include "tests/scratch/scratch_board.hpp"

using namespace seqboard;
using seqboard::sim::PseudoTerminal;

namespace {

using Three = std::array<std::uint8_t, 3>;

}  // namespace

TEST_CASE("bytes pass both ways, those of a line's ends and flow control too") {
    testing::ScratchBoard scratch;
    PseudoTerminal far{scratch.directory() + "/uart.tty"};
    SerialPort port{far.link(), 115200};
    constexpr Three kSpecial = {0x0d, 0x11, 0x03};  // return, XON, ctrl-C
    Three got{};
    far.send(kSpecial);
    CHECK(port.read(got) == 3u);
    CHECK(got == kSpecial);
    CHECK(port.read(got) == 0u);
    got = {};
    CHECK(port.write(kSpecial));
    CHECK(far.receive(got) == 3u);
    CHECK(got == kSpecial);
    CHECK(far.receive(got) == 0u);
}

TEST_CASE("a changed speed drops what came at the old one, one that no UART has closes the port") {
    testing::ScratchBoard scratch;
    PseudoTerminal far{scratch.directory() + "/uart.tty"};
    SerialPort port{far.link(), 115200};
    CHECK(far.baud() == 115200);
    far.send(Three{1, 2, 3});
    port.change_speed(9600);
    CHECK(far.baud() == 9600);
    Three got{};
    CHECK(port.read(got) == 0u);
    port.change_speed(9601);
    CHECK_FALSE(port.is_open());
    CHECK_FALSE(port.write(Three{}));
}

TEST_CASE("a device that disappears closes the port") {
    testing::ScratchBoard scratch;
    auto far = std::make_unique<PseudoTerminal>(scratch.directory() + "/uart.tty");
    SerialPort port{far->link(), 115200};
    far.reset();
    Three got{};
    CHECK(port.read(got) == std::nullopt);
    CHECK_FALSE(port.is_open());
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

TEST_CASE("the emulated device replaces an old link and nothing else") {
    testing::ScratchBoard scratch;
    const std::string link = scratch.directory() + "/uart.tty";
    std::filesystem::create_directories(scratch.directory());
    std::filesystem::create_symlink("/nowhere", link);
    CHECK_NOTHROW(PseudoTerminal{link});
    std::filesystem::create_directory(link);
    CHECK_THROWS_WITH(PseudoTerminal{link}, Catch::Contains(link));
}
