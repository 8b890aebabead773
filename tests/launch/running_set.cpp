#include "tests/launch/running_set.hpp"
#include "tests/scratch/places.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "core/launch/exec.hpp"
#include "tests/scratch/board_processes.hpp"

namespace seqboard::testing {

namespace {

const std::string kSeqboard = built("launch_test_nodes/seqboard");

std::string file_text(const std::string& path) {
    std::ifstream file{path};
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

}  // namespace

RunningSet::RunningSet(const std::string& nodes, const std::string& head) : board_{Blackboard::open(scratch_.place())} {
    std::ofstream{file()} << "version: 1\n" << head << "nodes:\n" << nodes;
}

RunningSet::~RunningSet() {
    for (const pid_t child : children_) {
        int status = 0;
        if (::waitpid(child, &status, WNOHANG) != 0) continue;
        ::kill(child, SIGKILL);
        ::waitpid(child, &status, 0);
        kill_processes_of(scratch_);  // its nodes are told of its death, and need a moment
    }
    std::filesystem::remove(file());
    std::filesystem::remove(scratch_.root() + ".out");
}

pid_t RunningSet::start(const std::vector<std::string>& words, const std::string& output) const {
    std::vector<std::string> line = {kSeqboard, "--root", scratch_.root(), "--board", "test"};
    line.insert(line.end(), words.begin(), words.end());
    const pid_t pid = ::fork();
    if (pid != 0) return pid;
    const int file = ::open(output.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    ::dup2(file, STDOUT_FILENO);
    ::dup2(file, STDERR_FILENO);
    exec_or_exit(line);
}

pid_t RunningSet::up() {
    up_ = start({"up", file()}, scratch_.root() + ".out");
    children_.push_back(up_);
    return up_;
}

Outcome RunningSet::wait(pid_t pid) {
    int status = 0;
    if (!eventually([&] { return ::waitpid(pid, &status, WNOHANG) == pid; })) return {-1, "it does not end: " + printed()};
    std::erase(children_, pid);
    return {exit_code_of(status), printed()};
}

std::string RunningSet::printed() const { return file_text(scratch_.root() + ".out"); }

bool RunningSet::says_in_turn(const std::vector<std::string>& words) const {
    return eventually([&] {
        const std::string text = printed();
        std::size_t place = 0;
        for (auto word = words.begin(); word != words.end() && place != std::string::npos; ++word) place = text.find(*word, place);
        return place != std::string::npos;
    });
}

Outcome RunningSet::run(const std::vector<std::string>& words) const {
    const std::string output = scratch_.root() + ".run";
    const pid_t pid = start(words, output);
    int status = 0;
    ::waitpid(pid, &status, 0);
    const Outcome outcome{exit_code_of(status), file_text(output)};
    std::filesystem::remove(output);
    return outcome;
}

std::optional<NodeSupervision> RunningSet::supervision(const std::string& node) {
    return newest<NodeSupervision>(*board_, std::string{kSupervisorNode}, "supervisor." + node);
}

std::optional<SupervisorStatus> RunningSet::supervisor() {
    return newest<SupervisorStatus>(*board_, std::string{kSupervisorNode}, std::string{kSupervisorStatusSlot});
}

std::optional<MotorEnable> RunningSet::enable() {
    return newest<MotorEnable>(*board_, std::string{kSupervisorNode}, std::string{kMotorEnableSlot});
}

bool RunningSet::is(SystemMode mode) {
    const auto status = supervisor();
    return status && status->mode == mode;
}

void RunningSet::signal(const std::string& node, int signal) {
    const auto report = supervision(node);
    if (report && report->pid != 0) ::kill(static_cast<pid_t>(report->pid), signal);
}

bool RunningSet::is(const std::string& node, Supervised state) {
    const auto report = supervision(node);
    return report && report->state == state;
}

std::string RunningSet::log(const std::string& node) const { return file_text(scratch_.directory() + "/log/" + node + ".log"); }

std::vector<std::string> RunningSet::leftovers() const {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator{scratch_.directory()})
        if (entry.path().filename() != "log") names.push_back(entry.path().filename());
    return names;
}

}  // namespace seqboard::testing
