// The processes that carry out an update, and what they write and read, when one of their system calls fails.
#include <fcntl.h>
#include <sys/wait.h>

#include <catch2/catch.hpp>
#include <csignal>

#include "core/deploy/folder.hpp"
#include "core/deploy/host/piped_process.hpp"
#include "core/deploy/journal.hpp"
#include "core/deploy/keeper.hpp"
#include "core/deploy/release_tree.hpp"
#include "core/deploy/sha256.hpp"
#include "core/deploy/wire.hpp"
#include "tests/deploy/journal_record.hpp"
#include "tests/deploy/scratch_folder.hpp"
#include "tests/failing_calls/failing_call.hpp"
#include "tests/scratch/start_error.hpp"

using namespace seqboard;
using namespace seqboard::deploy;
using namespace seqboard::testing;

namespace {

/// Until no child of this process is left.
void await_children() {
    while (::waitpid(-1, nullptr, 0) > 0) continue;
}

}  // namespace

TEST_CASE("a worker that is killed again and again is given up after five attempts") {
    const ScratchFolder folder;
    const auto die = [&](const char* what) {
        return [&folder, what] {
            Journal{folder / "journal"}.append(record_of(Step::kTrial, "", what));
            ::kill(::getpid(), SIGKILL);
        };
    };
    keep_going(folder / "log", die("work"), die("resume"));
    await_children();
    const auto records = Journal::read(folder / "journal");
    REQUIRE(records.size() == 5);
    CHECK(records[0].to == "work");
    for (std::size_t i = 1; i < records.size(); ++i) CHECK(records[i].to == "resume");
}

TEST_CASE("an update's processes do their work whatever call on the way to it fails, or nobody is told that they will") {
    const ScratchFolder folder;
    for (int number = 0; number < 4; ++number) {
        const std::string mark = folder / ("done-" + std::to_string(number));
        const FailingCall victim{number, EAGAIN};
        const std::string said = start_error([&] {
                                     keep_going(
                                         folder / "log", [&] { static_cast<void>(::close(::creat(mark.c_str(), 0600))); },
                                         [&] { static_cast<void>(::close(::creat(mark.c_str(), 0600))); });
                                 }).second;
        await_children();
        CHECK(deploy::exists(mark) == said.empty());
        if (number == 0) CHECK_THAT(said, Catch::Contains("no process"));
    }
}

TEST_CASE("a record whose writing failed does not spoil the next one of the same journal") {
    const ScratchFolder folder;
    Journal journal{folder / "journal"};
    journal.append(record_of(Step::kStopOld, "", "1.0-aaa"));
    for (int number = 0; number < 2; ++number) {
        {
            const FailingCall victim{number, EIO};
            CHECK_THROWS_AS(journal.append(record_of(Step::kPointNew, "", "1.0-aaa")), StartError);
        }
        journal.append(record_of(Step::kStartNew, "", "1.0-aaa"));
        CHECK(Journal::read(folder / "journal").back().step == Step::kStartNew);
    }
}

TEST_CASE("a torn line that cannot be cut off keeps a journal from being written") {
    const ScratchFolder folder;
    Journal{folder / "journal"}.append(record_of(Step::kStopOld, "", "1.0-aaa"));
    write_durably(folder / "journal", text_of_file(folder / "journal") + "torn");
    const FailingCalls swept = fail_each_call(EIO, [&] {
        write_durably(folder / "journal", text_of_file(folder / "journal") + "torn");
        Journal{folder / "journal"}.append(record_of(Step::kPointNew, "", "1.0-aaa"));
    });
    CHECK(swept.fault == "");
    CHECK(swept.refused > 8);
}

TEST_CASE("what interrupts a call on the wire, of a file or of a child is no end, and what fails is one") {
    const ScratchFolder folder;
    const int error_number = GENERATE(EINTR, EIO);
    write_durably(folder / "text", "{\"do\":\"status\"}\n");
    const FailingCalls swept = fail_each_call(error_number, [&] {
        const FileDescriptor file{::open((folder / "text").c_str(), O_RDWR | O_CLOEXEC)};
        if (!file) throw std::runtime_error{"the text cannot be opened"};
        Wire wire{file.get(), file.get()};
        if (!wire.receive()) throw std::runtime_error{"the line cannot be received"};
        if (!wire.send_bytes(" ")) throw std::runtime_error{"the byte cannot be sent"};
        write_durably(folder / "text", "{\"do\":\"status\"}\n");
        if (sha256_of_file(folder / "text").size() != 64) throw std::runtime_error{"there is no sum"};
    });
    CHECK(swept.fault == "");
    CHECK(swept.failed > 8);
}

TEST_CASE("a child that cannot be started says so and leaves no descriptor open") {
    const FailingCalls swept = fail_each_call(EMFILE, [] {
        PipedProcess process{{"/bin/true"}};
        if (process.wait() != 0) throw std::runtime_error{"true is false"};
    });
    CHECK(swept.fault == "");
    CHECK(swept.refused >= 4);
}

TEST_CASE("links of a target that cannot be removed, and folders that cannot be made, are said") {
    const ScratchFolder folder;
    const ReleaseTree tree{folder.path()};
    const FailingCalls swept = fail_each_call(EIO, [&] {
        tree.make();
        tree.point_current("1.0-aaa");
        if (tree.current() != "1.0-aaa") throw std::runtime_error{"the link leads elsewhere"};
        tree.point_current("");
        if (!tree.current().empty()) throw std::runtime_error{"the link is there"};
    });
    CHECK(swept.fault == "");
    CHECK(swept.refused > 5);
    CHECK(start_error([&] { static_cast<void>(tree.manifest("1.0-aaa")); }).first == ExitCode::kNoInput);
}
