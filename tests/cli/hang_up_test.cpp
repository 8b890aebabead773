// What has taken a terminal over ends when the terminal goes away, also where nobody is told by a signal (under nohup).
#include <fcntl.h>

#include <catch2/catch.hpp>

#include "core/cli/program.hpp"
#include "core/exit_code.hpp"
#include "tests/cli/fake_node.hpp"
#include "tests/cli/terminal_child.hpp"
#include "tests/scratch/scratch_board.hpp"

using namespace seqboard;
using namespace seqboard::testing;

namespace {

int run(const ScratchBoard& scratch, std::vector<std::string> words) {
    words.insert(words.begin(), {"seqboard", "--root", scratch.root(), "--board", "test"});
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    return cli::run_program(static_cast<int>(arguments.size()), arguments.data());
}

/// The command's exit code when its terminal goes away after it has shown a text.
int hung_up(const ScratchBoard& scratch, const std::vector<std::string>& words, const std::string& shown) {
    TerminalChild child{[&] {
        ::dup2(STDOUT_FILENO, STDERR_FILENO);
        return run(scratch, words);
    }};
    if (!child.shows(shown)) return -1;
    child.hang_up();
    return child.wait();
}

}  // namespace

TEST_CASE("commands that have a terminal end without it") {
    const ScratchBoard scratch;
    const auto board = Blackboard::open(scratch.place());
    FakeNode sonar{*board, "sonar", "range"};
    sonar.live(NodeStatus{.state = NodeState::kReady});
    sonar.publish(Range{.range_m = 1}, monotonic_now());
    CHECK(hung_up(scratch, {"top"}, "q quit") == 0);
    CHECK(hung_up(scratch, {"plot", "range.range_m"}, "q quit") == 0);
    CHECK(hung_up(scratch, {"scope", "-t", "range.range_m > 9m"}, "q: end") == static_cast<int>(ExitCode::kFailed));
}

TEST_CASE("top ends when what it prints can no longer be written") {
    const ScratchBoard scratch;
    const auto board = Blackboard::open(scratch.place());
    const FakeNode sonar{*board, "sonar", "range"};
    Child child{[&] {
        const FileDescriptor full{::open("/dev/full", O_WRONLY | O_CLOEXEC)};
        ::dup2(full.get(), STDOUT_FILENO);
        return run(scratch, {"top", "--json", "--rate", "50"});
    }};
    CHECK(child.wait() <= 1);  // not by a signal
}
