// What seqboard up shows while it supervises: a table on a terminal with the last events below it, elsewhere a line of progress now and then.
#include <fcntl.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "core/exit_code.hpp"
#include "tests/cli/terminal_process.hpp"
#include "tests/scratch/board_processes.hpp"
#include "tests/scratch/child.hpp"

using namespace seqboard;
using namespace seqboard::testing;

namespace {

constexpr const char* kSleeps = "{exec: /bin/sleep, args: [1000]}\n";

/// A node set beside its board.
class SetFile {
public:
    explicit SetFile(const std::string& text) { std::ofstream{path()} << "version: 1\n" << text; }
    ~SetFile() {
        kill_processes_of(scratch);
        for (const std::string& file : {path(), output()}) std::filesystem::remove(file);
    }
    std::string path() const { return scratch.root() + ".yaml"; }
    std::string output() const { return scratch.root() + ".out"; }
    std::string printed() const {
        std::ostringstream text;
        text << std::ifstream{output()}.rdbuf();
        return text.str();
    }

    ScratchBoard scratch;
};

std::string sleepers(int count) {
    std::string text = "nodes:\n";
    for (int i = 0; i < count; ++i) text += "  sleeper" + std::to_string(i) + ": " + kSleeps;
    return text;
}

}  // namespace

TEST_CASE("up --top on a terminal draws the table and keeps the last events below it, also when the set stops") {
    const SetFile set{sleepers(9)};
    TerminalProcess up{set.scratch, {"up", set.path(), "--top"}, 100, 40};
    CHECK(up.shows("board test: 9 of 9 nodes ready"));
    CHECK(up.shows("sleeper8    READY"));
    CHECK(up.screen.text().find("sleeper0: ") == std::string::npos);  // of its start
    up.signal(SIGINT);
    CHECK(up.wait() == 0);
    CHECK_THAT(up.screen.text(), Catch::Contains("board test: 9 of 9 nodes ready") && Catch::Contains("sleeper0"));
}

TEST_CASE("up --top on a terminal that is too low for events has as much of the table as fits") {
    const SetFile set{sleepers(9)};
    TerminalProcess up{set.scratch, {"up", set.path(), "--top"}, 100, 10};
    CHECK(up.shows("board test: 9 of 9 nodes ready"));
    CHECK_THAT(up.screen.line(0), Catch::StartsWith("board test: 9 of 9 nodes ready"));
    CHECK_THAT(up.screen.line(2), Catch::StartsWith("sleeper0"));
    CHECK_THAT(up.screen.line(8), Catch::StartsWith("... "));
    up.signal(SIGINT);
    CHECK(up.wait() == 0);
}

TEST_CASE("up --top on a pipe tells its progress: nodes, restarts, simulated time") {
    const SetFile set{
        "clock: {mode: lockstep, driver: sim, step: 10ms}\nnodes:\n  failing: {exec: /bin/false, args: []}\n  sim: {type: sim_node, "
        "params: {room: " +
        sources("config/rooms/workshop.room") + ", gpio_socket: \"${dir}/gpio.sock\", pwm_socket: \"${dir}/pwm.sock\"}}\n"};
    Child up{[&] {
        const FileDescriptor output{::open(set.output().c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600)};
        ::dup2(output.get(), STDOUT_FILENO);
        exec_or_exit({built("seqboard"), "--root", set.scratch.root(), "--board", "test", "up", set.path(), "--top"});
        return 0;
    }};
    CHECK(eventually([&] { return set.printed().find(" simulated time ") != std::string::npos; }));
    ::kill(up.pid(), SIGINT);
    up.wait();
    CHECK_THAT(set.printed(), Catch::Contains(" 1 of 2 nodes ready, ") && Catch::Contains(" restarts, simulated time "));
    CHECK(set.printed().find('\033') == std::string::npos);
}

TEST_CASE("up warns of a program that this machine has not, and tells what came of it") {
    const SetFile set{"nodes:\n  away: {exec: /nowhere/at_all, args: [], ends_run: true}\n"};
    const ProgramOutput output = run_seqboard(set.scratch, {"up", set.path()});
    CHECK(output.exit_code == 127);
    CHECK_THAT(output.err, Catch::Contains("warning: away: ") && Catch::Contains("the machine that runs the set must have it"));
    CHECK_THAT(output.out, Catch::Contains("1 nodes on board 'test' in ") &&
                               Catch::EndsWith("\n/nowhere/at_all: cannot be run: No such file or directory\n"));
}
