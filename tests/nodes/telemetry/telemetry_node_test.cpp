// What the telemetry node refuses to start with.
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "core/file_descriptor.hpp"
#include "core/launch/describe_runner.hpp"
#include "tests/scratch/places.hpp"
#include "tests/scratch/scratch_board.hpp"

using namespace seqboard;
using namespace std::chrono_literals;

namespace {

/// The node as a program, on a board of its own.
struct Node {
    testing::ScratchBoard scratch;

    ProgramOutput start(std::vector<std::string> params) {
        std::vector<std::string> words = {testing::built("telemetry_node"), "--root", scratch.root(), "--board", "test"};
        for (const std::string& param : params) words.insert(words.end(), {"--param", param});
        return run_programs({words}, 10s).front();
    }
    std::string token_file(const std::string& text, mode_t mode) {
        std::string path = "/dev/shm/seqboard-token-" + std::to_string(::getpid());
        std::ofstream{path} << text;
        ::chmod(path.c_str(), mode);
        return path;
    }
};

}  // namespace

TEST_CASE("a token that others may read, that is short or that is not there, is refused with what to do") {
    Node node;
    const std::string shared = node.token_file("a token of many letters\n", 0644);
    const auto readable = node.start({"token_file=" + shared});
    CHECK(readable.exit_code == 78);
    CHECK_THAT(readable.err, Catch::Contains("chmod 600"));
    const auto small = node.start({"token_file=" + node.token_file("short\n", 0600)});
    CHECK(small.exit_code == 78);
    CHECK_THAT(small.err, Catch::Contains("16 characters"));
    std::filesystem::remove(shared);
    const auto missing = node.start({"token_file=" + shared});
    CHECK(missing.exit_code == 78);
    CHECK_THAT(missing.err, Catch::Contains("cannot read"));
}

TEST_CASE("a dead-man of more than half a second is refused, and a port that somebody has") {
    Node node;
    const auto slow = node.start({"dead_man=501ms"});
    CHECK(slow.exit_code == 78);
    CHECK_THAT(slow.err, Catch::Contains("500ms"));
    const FileDescriptor somebody{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)};
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    REQUIRE(::bind(somebody.get(), reinterpret_cast<const sockaddr*>(&address), size) == 0);
    REQUIRE(::listen(somebody.get(), 1) == 0);
    REQUIRE(::getsockname(somebody.get(), reinterpret_cast<sockaddr*>(&address), &size) == 0);
    const auto taken = node.start({"port=" + std::to_string(ntohs(address.sin_port))});
    CHECK(taken.exit_code == 69);
    CHECK_THAT(taken.err, Catch::Contains("is it taken"));
}
