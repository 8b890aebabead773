// What host and agent say to each other, when one of them is gone or says what it should not.
#include "core/deploy/wire.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <csignal>

#include "core/file_descriptor.hpp"
#include "tests/deploy/scratch_folder.hpp"
#include "tests/scratch/start_error.hpp"

using namespace seqboard;
using namespace seqboard::deploy;
using namespace seqboard::testing;

namespace {

FileDescriptor reading(const std::string& path) { return FileDescriptor{::open(path.c_str(), O_RDONLY | O_CLOEXEC)}; }

}  // namespace

TEST_CASE("a line that does not end is refused after eight megabytes, not kept") {
    const ScratchFolder folder;
    write_durably(folder / "line", "");
    REQUIRE(::truncate((folder / "line").c_str(), 9'000'000) == 0);
    const FileDescriptor file = reading(folder / "line");
    Wire wire{file.get(), -1};
    const auto [code, sentence] = start_error([&] { static_cast<void>(wire.receive_line()); });
    CHECK(code == ExitCode::kBadSegment);
    CHECK_THAT(sentence, Catch::Contains("a line that does not end"));
}

TEST_CASE("lines and bytes come apart as they were sent, and what is cut off is nothing") {
    const ScratchFolder folder;
    write_durably(folder / "said", "{\"a\":1}\nbytes[1]\n{\"b\":");
    const FileDescriptor file = reading(folder / "said");
    Wire wire{file.get(), -1};
    CHECK(wire.receive()->at("a") == 1);
    CHECK(wire.receive_bytes(5) == "bytes");
    CHECK_THAT(start_error([&] { static_cast<void>(wire.receive()); }).second, Catch::Contains("got: [1]"));
    CHECK_FALSE(wire.receive());
    CHECK_FALSE(wire.receive_bytes(100));
}

TEST_CASE("sending to a side that has ended is no end of this one") {
    ::signal(SIGPIPE, SIG_IGN);
    std::array<int, 2> ends{};
    REQUIRE(::pipe2(ends.data(), O_CLOEXEC) == 0);
    const FileDescriptor out{ends[1]};
    ::close(ends[0]);
    Wire wire{-1, out.get()};
    CHECK_FALSE(wire.send({{"do", "status"}}));
    CHECK(wire.send_bytes(""));
    CHECK_FALSE(wire.receive());  // nor is a descriptor that cannot be read
}
