// The launcher's dealings with the system when one of its calls fails.
#include <catch2/catch.hpp>

#include <unistd.h>

#include "core/launch/adopted_process.hpp"
#include "core/launch/child_process.hpp"
#include "core/launch/describe_runner.hpp"
#include "core/launch/line_keeper.hpp"
#include "core/launch/memory_watch.hpp"
#include "core/launch/node_log.hpp"
#include "tests/failing_calls/failing_call.hpp"
#include "tests/scratch/scratch_board.hpp"

using namespace seqboard;
using namespace seqboard::testing;
using namespace std::chrono_literals;

namespace {

class NoLine final : public EnableLine {
public:
    bool set(bool) noexcept override { return true; }
};

/// Reaps it, whatever it was started with.
int exit_code_of_child(pid_t pid) {
    for (;;)
        if (const auto code = reap_child(pid)) return *code;
}

}  // namespace

TEST_CASE("a keeper of the enable line is there or refused with a sentence, whatever call fails") {
    const int error_number = GENERATE(EMFILE, EINTR);
    const EnableLineDriver driver{.open = [](const SafetyRule&) { return std::make_unique<NoLine>(); }, .pins = nullptr};
    const FailingCalls swept = fail_each_call(error_number, [&] {
        LineKeeper keeper{driver, {}};
        keeper.set(true);
    });
    CHECK(swept.fault == "");
    CHECK(swept.failed >= 3);
    CHECK(swept.refused >= 2);
}

TEST_CASE("a program is started or not, and never left behind, whatever call fails") {
    const int error_number = GENERATE(EAGAIN, EINTR, EMFILE);
    ChildSetup setup;
    setup.limits.core_bytes = 0;
    const FailingCalls swept = fail_each_call(error_number, [&] {
        std::string refused;
        const pid_t pid = start_child({"/bin/true"}, STDERR_FILENO, 0, setup, &refused);
        if (pid < 0) throw std::runtime_error{"the program cannot be started"};
        if (exit_code_of_child(pid) != 0) throw std::runtime_error{"the program says that it failed"};
    });
    CHECK(swept.fault == "");
    CHECK(swept.failed >= 2);
}

TEST_CASE("programs that describe themselves are reaped, whatever call fails") {
    const int error_number = GENERATE(EMFILE, EINTR);
    const FailingCalls swept = fail_each_call(error_number, [] {
        const auto outputs = run_programs({{"/bin/echo", "words"}, {"/bin/false"}}, 10s);
        if (outputs.size() != 2) throw std::runtime_error{"a program has no output at all"};
    });
    CHECK(swept.fault == "");
    CHECK(swept.failed >= 4);
}

TEST_CASE("a node's log is kept or not, but stands in nobody's way") {
    const int error_number = GENERATE(ENOSPC, EIO, EMFILE);
    const ScratchBoard scratch;
    std::filesystem::create_directories(scratch.root());
    LogRule rule;
    rule.size_bytes = 64;
    Time now = monotonic_now();
    const FailingCalls swept = fail_each_call(error_number, [&] {
        NodeLog log{scratch.root(), "node", rule};
        log.rotate();
        const FileDescriptor file = log.open();
        const std::string lines(200, '\n');
        static_cast<void>(::write(file.get(), lines.data(), lines.size()) == 0);
        log.tend(now += 2s);
        static_cast<void>(log.last_lines(3));
        log.keep_dead_lines();
    });
    CHECK(swept.fault == "");
    CHECK(swept.failed > 5);
}

TEST_CASE("what cannot be learned of a process is not made up") {
    const int error_number = GENERATE(EMFILE, EIO, ESRCH);
    const std::vector<std::string> words = words_of(::getpid());
    REQUIRE_FALSE(words.empty());
    const FailingCalls swept = fail_each_call(error_number, [&] {
        const auto bytes = resident_bytes(::getpid());
        if (bytes && *bytes < 4096) throw std::runtime_error{"a process is said to have no memory"};
        if (const auto found = AdoptedProcess::find(::getpid(), words); found) static_cast<void>(found->lives());
    });
    CHECK(swept.fault == "");
    CHECK(swept.failed > 4);
    CHECK_FALSE(AdoptedProcess::find(::getpid(), {"/bin/true"}));
    CHECK_FALSE(AdoptedProcess::find(::getpid(), {words.front(), "another", "line"}));
    CHECK_FALSE(resident_bytes(0));
}
