// Telling whether a process that runs already is the one that a node set would start.
#include "core/launch/adopted_process.hpp"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "tests/scratch/eventually.hpp"

using namespace seqboard;
using namespace seqboard::testing;

namespace {

using Words = std::vector<std::string>;

/// A program under whatever name and words; killed and reaped at the end. It has its words when this is made.
class Running {
public:
    Running(const char* program, const Words& words) : pid_{::fork()} {
        if (pid_ == 0) {
            std::vector<char*> argv;
            for (const std::string& word : words) argv.push_back(const_cast<char*>(word.c_str()));
            argv.push_back(nullptr);
            ::execv(program, argv.data());
            ::_exit(127);
        }
        REQUIRE(eventually([&] { return words_of(pid_) == words; }));
    }
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;
    ~Running() {
        end();
        ::waitpid(pid_, nullptr, 0);
    }
    pid_t pid() const { return pid_; }

    /// It is dead, but nobody has asked for its exit code.
    void end() const {
        ::kill(pid_, SIGKILL);
        siginfo_t info{};
        ::waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | WNOWAIT);
    }

private:
    pid_t pid_;
};

bool is_found(const Running& running, const Words& words) { return AdoptedProcess::find(running.pid(), words).has_value(); }

}  // namespace

TEST_CASE("a process is adopted that runs just this program with just these words") {
    const Words words = {"/bin/sleep", "1000"};
    const Running running{"/bin/sleep", words};
    const auto found = AdoptedProcess::find(running.pid(), words);
    REQUIRE(found);
    CHECK(found->pid() == running.pid());
    CHECK(found->lives());
    CHECK_FALSE(is_found(running, {"/bin/sleep", "1001"}));
    CHECK_FALSE(is_found(running, {"/bin/true", "1000"}));
    CHECK_FALSE(is_found(running, {"/bin/sleep", "1000", "more"}));
    running.end();
    CHECK_FALSE(found->lives());
}

TEST_CASE("a program that is another file than the one there now, or whose file is gone, is not adopted") {
    const Words another = {"/bin/true", "1000"};
    CHECK_FALSE(is_found(Running{"/bin/sleep", another}, another));
    const Words gone = {"/nowhere/sleep", "1000"};
    CHECK_FALSE(is_found(Running{"/bin/sleep", gone}, gone));
}

TEST_CASE("an emulator's words in front of a node's do not count") {
    const Running running{"/bin/sh", {"/usr/bin/emulator", "-c", "kill -STOP $$; exit 0", "/robot/front", "--name", "front"}};
    CHECK(is_found(running, {"/robot/front", "--name", "front"}));
    CHECK_FALSE(is_found(running, {"/robot/rear", "--name", "front"}));
}

TEST_CASE("the dead are not adopted, whether somebody has buried them or not") {
    const Words words = {"/bin/sleep", "1000"};
    pid_t pid = 0;
    {
        const Running running{"/bin/sleep", words};
        pid = running.pid();
        running.end();
        CHECK_FALSE(is_found(running, words));
        CHECK(words_of(pid).empty());
        CHECK_FALSE(AdoptedProcess::find(pid, {}));
    }
    CHECK_FALSE(AdoptedProcess::find(pid, words));
}
