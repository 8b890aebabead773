// Recordings when one of the calls that write or read them fails.
#include <catch2/catch.hpp>

#include "core/messages/range.hpp"
#include "core/port/output_port.hpp"
#include "core/record/file_bytes.hpp"
#include "core/record/mcap_reader.hpp"
#include "core/record/mcap_writer.hpp"
#include "core/record/recording_file.hpp"
#include "core/record/surroundings.hpp"
#include "tests/deploy/scratch_folder.hpp"
#include "tests/failing_calls/failing_call.hpp"
#include "tests/scratch/scratch_board.hpp"

using namespace seqboard;
using namespace seqboard::record;
using namespace seqboard::testing;

namespace {

void write_recording(const std::string& path) {
    McapWriter writer{4096};
    DiskFile file{path};
    writer.begin(file, {{}, {{.id = 1, .schema = 0, .topic = "/range", .encoding = "cdr", .metadata = {{"slot", "range"}}}}});
    Chunk chunk{4096, 16};
    const std::array<std::byte, 8> data{};
    chunk.add({1, 1, 1'000, 1'000, data});
    writer.add(chunk);
    writer.finish();
}

}  // namespace

TEST_CASE("a recording whose writing or reading fails at any call says so, and the file stays readable as far as it got") {
    const int error_number = GENERATE(EIO, ENOSPC, EINTR);
    const ScratchFolder folder;
    unsigned number = 0;
    const FailingCalls swept = fail_each_call(error_number, [&] {
        const std::string path = folder / (std::to_string(number++) + ".mcap");
        write_recording(path);
        const FileBytes file{path};
        const McapReader reader{path, file.bytes()};
        std::size_t messages = 0;
        reader.messages([&](const McapMessage&) { ++messages; });
        if (messages != 1 || !reader.faults().empty()) throw std::runtime_error{"the recording is not what was written"};
    });
    CHECK(swept.fault == "");
    CHECK(swept.failed > 8);
    CHECK(swept.refused >= 4);
}

TEST_CASE("a file that cannot be cut says so") {
    const ScratchFolder folder;
    DiskFile file{folder / "recording"};
    const std::array<std::byte, 100> bytes{};
    file.append(bytes);
    const FailingCalls swept = fail_each_call(EIO, [&] { file.cut(50); });
    CHECK(swept.fault == "");
    CHECK(swept.failed == 2);
    CHECK(swept.refused == 2);
    CHECK(std::filesystem::file_size(folder / "recording") == 50);
}

TEST_CASE("what surrounds a recording is in it or is not, but prevents none") {
    const int error_number = GENERATE(EIO, EMFILE);
    const ScratchBoard scratch;
    const auto board = Blackboard::open(scratch.place());
    std::filesystem::create_directories(scratch.directory() + "/log");
    DiskFile{scratch.directory() + "/log/sonar.log"}.append(std::as_bytes(std::span{"a line\n", 7}));
    std::filesystem::create_directories(scratch.directory() + "/log/folder.log");
    CHECK(surroundings_at_end(scratch.place()).attachments.size() == 1);
    const FailingCalls swept = fail_each_call(error_number, [&] {
        static_cast<void>(surroundings_at_begin(*board));
        static_cast<void>(surroundings_at_end(scratch.place()));
        static_cast<void>(files_in(scratch.root() + "/recordings", "run"));
    });
    CHECK(swept.fault == "");
    CHECK(swept.failed > 5);
}
