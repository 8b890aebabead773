// A board with a node on it, as processes: what the command line is tested against.
#pragma once

#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <stdexcept>
#include <string>
#include <vector>

#include "core/blackboard.hpp"
#include "core/cli/slot_sample.hpp"
#include "core/launch/describe_runner.hpp"
#include "core/launch/exec.hpp"
#include "core/messages/node_status.hpp"
#include "tests/scratch/eventually.hpp"
#include "tests/scratch/places.hpp"
#include "tests/scratch/scratch_board.hpp"

namespace seqboard::testing {

/// A program of the build on a scratch board. Told to stop at the end, and reaped.
class NodeProcess {
public:
    NodeProcess(const ScratchBoard& board, const std::string& name, std::vector<std::string> options = {}) {
        std::vector<std::string> words = {built("probe_node"), "--root", board.root(), "--board", "test", "--name", name};
        words.insert(words.end(), options.begin(), options.end());
        pid_ = ::fork();
        if (pid_ < 0) throw std::runtime_error{"cannot start probe_node"};
        if (pid_ == 0) {
            ::prctl(PR_SET_PDEATHSIG, SIGKILL);  // also when the test itself is killed
            exec_or_exit(words);
        }
        const auto blackboard = Blackboard::open(board.place());
        const bool ready = eventually([&] {
            const auto segment = blackboard->attach_trusted(name);
            const auto status = segment ? cli::newest<NodeStatus>(*segment, name + ".status") : std::nullopt;
            return status && status->value.pid == static_cast<std::uint32_t>(pid_) && status->value.steps > 3 &&
                   blackboard->backend().owner(name);
        });
        if (!ready) throw std::runtime_error{"probe_node does not get ready"};
    }
    NodeProcess(const NodeProcess&) = delete;
    NodeProcess& operator=(const NodeProcess&) = delete;
    ~NodeProcess() { end(SIGTERM); }

    pid_t pid() const noexcept { return pid_; }

    void end(int with_signal) {
        if (pid_ <= 0) return;
        ::kill(pid_, SIGCONT);  // before: sent later it could undo the stop by which LeakSanitizer attaches, which then waits for ever
        ::kill(pid_, with_signal);
        ::waitpid(pid_, nullptr, 0);
        pid_ = 0;
    }

private:
    pid_t pid_ = 0;
};

/// `seqboard WORDS...` on the scratch board.
inline ProgramOutput run_seqboard(const ScratchBoard& board, std::vector<std::string> words) {
    std::vector<std::string> line = {built("seqboard"), "--root", board.root(), "--board", "test"};
    line.insert(line.end(), words.begin(), words.end());
    return run_programs({line}, std::chrono::seconds{30}).front();
}

}  // namespace seqboard::testing
