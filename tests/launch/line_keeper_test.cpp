// The process that holds the enable line: low whenever the supervisor is not there to keep it high.
#include "core/launch/line_keeper.hpp"

#include <fcntl.h>
#include <signal.h>

#include <catch2/catch.hpp>

#include <fstream>

#include "core/exit_code.hpp"
#include "tests/launch/scratch_file.hpp"
#include "tests/scratch/child.hpp"
#include "tests/scratch/eventually.hpp"

using namespace seqboard;
using namespace seqboard::testing;

namespace {

/// Appends every level it is given to a file.
class WrittenLine final : public EnableLine {
public:
    explicit WrittenLine(const std::string& path) : file_{::open(path.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC)} {}
    bool set(bool enabled) noexcept override { return ::write(file_.get(), enabled ? "1" : "0", 1) == 1; }

private:
    FileDescriptor file_;
};

class BrokenLine final : public EnableLine {
public:
    bool set(bool) noexcept override { return false; }
};

EnableLineDriver written() {
    return {.open = [](const SafetyRule& rule) { return std::make_unique<WrittenLine>(rule.enable_line.value); }, .pins = nullptr};
}

SafetyRule on(const ScratchFile& file) {
    SafetyRule rule;
    rule.enable_line.value = file.path();
    return rule;
}

std::string levels(const ScratchFile& file) {
    std::string text;
    std::getline(std::ifstream{file.path()}, text);
    return text;
}

}  // namespace

TEST_CASE("the keeper does as it is told, and leaves the line low when it is dismissed") {
    const ScratchFile file{""};
    {
        LineKeeper keeper{written(), on(file)};
        CHECK(keeper.set(true));
        CHECK(eventually([&] { return levels(file) == "1"; }));
        CHECK(keeper.set(false));
        CHECK(eventually([&] { return levels(file) == "10"; }));
        CHECK(keeper.set(true));
    }
    CHECK(levels(file).starts_with("101"));
    CHECK(levels(file).ends_with("0"));
}

TEST_CASE("kill -9 of the supervisor lowers the line, and so does its silence") {
    for (const int signal : {SIGKILL, SIGSTOP}) {
        const ScratchFile file{""};
        Child supervisor{[&] {
            LineKeeper keeper{written(), on(file)};
            while (true) {
                keeper.set(true);
                ::usleep(10'000);
            }
            return 0;
        }};
        REQUIRE(eventually([&] { return levels(file).ends_with("1"); }));
        ::kill(supervisor.pid(), signal);
        CHECK(eventually([&] { return levels(file).ends_with("0"); }));
    }
}

TEST_CASE("a line that does not obey has nobody who holds it, and the supervisor is told") {
    const ScratchFile file{""};
    const EnableLineDriver broken{.open = [](const SafetyRule&) { return std::make_unique<BrokenLine>(); }, .pins = nullptr};
    LineKeeper keeper{broken, on(file)};
    CHECK(eventually([&] { return !keeper.set(true); }));
}

TEST_CASE("a line that cannot be had says the driver's own sentence and exit code") {
    const ScratchFile file{""};
    const EnableLineDriver absent{.open = [](const SafetyRule&) -> std::unique_ptr<EnableLine> {
                                      throw StartError{ExitCode::kUnavailable, "GPJ9: busy"};
                                  },
                                  .pins = nullptr};
    try {
        LineKeeper keeper{absent, on(file)};
        FAIL("it has a line");
    } catch (const StartError& error) {
        CHECK(error.what() == std::string{"safety: enable_line: GPJ9: busy"});
        CHECK(error.code() == ExitCode::kUnavailable);
    }
}
