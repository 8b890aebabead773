// Commands whose own calls fail: what they print then, and with what they end.
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdio>
#include <fstream>

#include "core/cli/detach.hpp"
#include "core/cli/program.hpp"
#include "core/exit_code.hpp"
#include "core/file_descriptor.hpp"
#include "tests/failing_calls/failing_call.hpp"
#include "tests/scratch/scratch_board.hpp"

using namespace seqboard;
using namespace seqboard::testing;

namespace {

/// What goes to a descriptor while `action` runs.
template <class Action>
std::string said_on(int descriptor, const Action& action) {
    const FileDescriptor before{::dup(descriptor)}, said{::memfd_create("said", MFD_CLOEXEC)};
    std::fflush(nullptr);
    ::dup2(said.get(), descriptor);
    action();
    std::fflush(nullptr);
    ::dup2(before.get(), descriptor);
    std::string text(65536, '\0');
    text.resize(static_cast<std::size_t>(::pread(said.get(), text.data(), text.size(), 0)));
    return text;
}

}  // namespace

TEST_CASE("doctor fails exactly when it prints that something required is missing") {
    unsigned failed = 0;
    std::string name;
    for (int number = 0; number == 0 || !name.empty(); ++number) {
        int code = 0;
        const std::string said = said_on(STDOUT_FILENO, [&] {
            const FailingCall victim{number, ENOSYS};
            std::string program = "seqboard", command = "doctor";
            char* words[] = {program.data(), command.data()};
            code = cli::run_program(2, words);
            name = FailingCall::name();
        });
        INFO(name << ":\n" << said);
        const bool missing = said.find("missing  ") != std::string::npos;
        CHECK(code == (missing ? 1 : 0));
        failed += missing;
    }
    CHECK(failed > 0);
}

TEST_CASE("up --detach that cannot begin says why, or ends as its supervisor does, whatever interrupts its waiting") {
    const int error_number = GENERATE(EMFILE, EINTR);
    const ScratchBoard scratch;
    std::filesystem::create_directories(scratch.root());
    std::ofstream{scratch.root() + "/file"} << "no folder";
    LaunchPlan plan;
    plan.place = {.root = scratch.root() + "/file", .board = "test"};
    std::string sentences, name;
    for (int number = 0; number == 0 || !name.empty(); ++number) {
        int code = 0;
        const std::string said = said_on(STDERR_FILENO, [&] {
            const FailingCall victim{number, error_number};
            try {
                code = cli::supervise_detached(plan, {}, {});
            } catch (const std::exception& error) {
                code = -1;
                sentences += std::string{error.what()} + "\n";
            }
            name = FailingCall::name();
        });
        INFO(name << ": " << said);
        CHECK(code != 0);
        CHECK((code == -1) == said.empty());
    }
    CHECK_THAT(sentences, Catch::Contains("up --detach") && Catch::Contains("no pipe") && Catch::Contains("no process"));
}
