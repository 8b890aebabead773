// Every kind of line carries frames both ways, and comes back when its other end does.
#include <catch2/catch.hpp>

#include <arpa/inet.h>
#include <sys/socket.h>

#include <vector>

#include "core/exit_code.hpp"
#include "core/file_descriptor.hpp"
#include "drivers/line/line.hpp"
#include "tests/scratch/eventually.hpp"
#include "tests/scratch/scratch_board.hpp"

using namespace seqboard;
using namespace seqboard::testing;
using namespace std::chrono_literals;

namespace {

using Bytes = std::vector<std::uint8_t>;

Bytes pattern_bytes(std::size_t size) {
    Bytes bytes(size);
    for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<std::uint8_t>(i * 7 + size);
    return bytes;
}

/// A port of 127.0.0.1 that nobody has.
std::string free_port(int type) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    ::inet_pton(AF_INET, "127.0.0.1", &address.sin_addr);
    const FileDescriptor socket{::socket(AF_INET, type, 0)};
    socklen_t size = sizeof address;
    REQUIRE(::bind(socket.get(), reinterpret_cast<const sockaddr*>(&address), size) == 0);
    REQUIRE(::getsockname(socket.get(), reinterpret_cast<sockaddr*>(&address), &size) == 0);
    return "127.0.0.1:" + std::to_string(ntohs(address.sin_port));
}

/// True once `to` has heard `bytes` and nothing else; `from` sends again and again until something has come, as a plant does.
bool crosses(Line& from, Line& to, const Bytes& bytes) {
    Bytes heard, buffer(16384);
    for (int tries = 0; tries < 50 && heard.empty(); ++tries) {
        from.receive(buffer);  // a line is looked after by who reads it
        to.receive(buffer);
        from.send(bytes);
        for (int i = 0; i < 20 && heard.size() < bytes.size(); ++i) {
            to.wait(20ms);
            const std::size_t count = to.receive(buffer);
            heard.insert(heard.end(), buffer.begin(), buffer.begin() + static_cast<std::ptrdiff_t>(count));
        }
    }
    return heard == bytes;
}

}  // namespace

TEST_CASE("UDP and TCP carry frames both ways, whoever begins") {
    for (const auto& [kind, type] : {std::pair{"udp", SOCK_DGRAM}, std::pair{"tcp", SOCK_STREAM}}) {
        INFO(kind);
        const std::string address = free_port(type);
        const auto listener = open_line(std::string{kind} + "-listen:" + address);
        const auto caller = open_line(std::string{kind} + ":" + address);
        Bytes nothing(10);
        CHECK(listener->receive(nothing) == 0);
        CHECK(crosses(*caller, *listener, pattern_bytes(300)));
        CHECK(crosses(*listener, *caller, pattern_bytes(9000)));
    }
}

TEST_CASE("a caller that was started anew is answered") {
    for (const auto& [kind, type] : {std::pair{"udp", SOCK_DGRAM}, std::pair{"tcp", SOCK_STREAM}}) {
        INFO(kind);
        const std::string address = free_port(type);
        const auto listener = open_line(std::string{kind} + "-listen:" + address);
        auto caller = open_line(std::string{kind} + ":" + address);
        CHECK(crosses(*caller, *listener, pattern_bytes(20)));
        caller = open_line(std::string{kind} + ":" + address);
        CHECK(crosses(*caller, *listener, pattern_bytes(30)));
        CHECK(crosses(*listener, *caller, pattern_bytes(40)));
    }
}

TEST_CASE("a TCP caller finds a listener that comes later, and one that was started anew") {
    const std::string address = free_port(SOCK_STREAM);
    const auto caller = open_line("tcp:" + address);
    Bytes buffer(10);
    CHECK(caller->receive(buffer) == 0);
    caller->send(buffer);
    auto listener = open_line("tcp-listen:" + address);
    CHECK(crosses(*caller, *listener, pattern_bytes(50)));
    listener.reset();
    listener = open_line("tcp-listen:" + address);
    CHECK(crosses(*caller, *listener, pattern_bytes(60)));
}

TEST_CASE("a serial line ends at a pseudo terminal, and every byte value passes") {
    const ScratchBoard scratch;
    std::filesystem::create_directories(scratch.root());
    const std::string device = scratch.root() + "/board.tty";
    const auto plant = open_line("pty:" + device);
    const auto board = open_line("serial:" + device + ":115200");
    CHECK(crosses(*board, *plant, pattern_bytes(256 + 44)));
    CHECK(crosses(*plant, *board, pattern_bytes(256 + 45)));
}

TEST_CASE("a line that nobody can open is refused with what was expected") {
    CHECK_THROWS_WITH(open_line("upd:127.0.0.1:5600"), Catch::Contains("is no line") && Catch::Contains("did you mean 'udp'"));
    CHECK_THROWS_WITH(open_line("udp"), Catch::Contains("udp-listen:ADDRESS:PORT"));
    for (const char* where : {"udp:127.0.0.1", "tcp:127.0.0.1:0", "tcp-listen:robot:5600", "udp:127.0.0.1:56x", "udp:1.2.3:5600"})
        CHECK_THROWS_WITH(open_line(where), Catch::Contains("expected an IPv4 address and a port"));
    CHECK_THROWS_WITH(open_line("serial:/dev/null:1200"), Catch::Contains("no UART speed"));
    CHECK_THROWS_WITH(open_line("pty:/nowhere/board.tty"), Catch::Contains("pty:/nowhere/board.tty"));
    const std::string address = free_port(SOCK_STREAM);
    const auto first = open_line("tcp-listen:" + address);
    CHECK_THROWS_WITH(open_line("tcp-listen:" + address), Catch::Contains("does another program have that port"));
}
