#include "core/launch/exec.hpp"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstring>

#include "core/launch/emulator.hpp"

namespace seqboard {

namespace {

void say_why(const std::string& program, int error) {
    const char* const variable = error == ENOEXEC ? emulator_variable(program) : nullptr;
    if (variable == nullptr) std::fprintf(stderr, "%s: cannot be run: %s\n", program.c_str(), std::strerror(error));
    else std::fprintf(stderr, "%s: is built for another machine; to run it here, set %s to its emulator\n", program.c_str(), variable);
}

}  // namespace

void exec_or_exit(const std::vector<std::string>& command_line) {
    for (const int signal : {SIGCHLD, SIGINT, SIGTERM, SIGHUP, SIGPIPE}) ::signal(signal, SIG_DFL);  // before they are let through
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    if (const int null = ::open("/dev/null", O_RDONLY); null >= 0) ::dup2(null, STDIN_FILENO);
    std::vector<std::string> line = emulator_for(command_line.front());
    const bool emulated = !line.empty();
    line.insert(line.end(), command_line.begin(), command_line.end());
    std::vector<char*> words;
    for (std::string& word : line) words.push_back(word.data());
    words.push_back(nullptr);
    (emulated ? ::execvp : ::execv)(words.front(), words.data());  // an emulator is looked for in $PATH, a node never
    say_why(line.front(), errno);
    ::_exit(127);
}

int exit_code_of(int status) { return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status); }

}  // namespace seqboard
