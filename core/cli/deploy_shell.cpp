// seqboard deploy shell: a person on the target, where the release is.
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>

#include "core/cli/deploy_options.hpp"

namespace seqboard::cli {

namespace {

std::string script(const deploy::SshTarget& target) {
    const std::string current = deploy::shell_word(target.root + "/current");
    const std::string boards = target.boards_root.empty() ? "" : "export SEQBOARD_ROOT=" + deploy::shell_word(target.boards_root) + "; ";
    return "cd " + current + " 2>/dev/null || { echo 'seqboard: nothing is deployed there' >&2; exit 66; }; PATH=" + current +
           "/bin:$PATH; export PATH; " + boards + "exec \"${SHELL:-/bin/sh}\"";
}

/// Becomes ssh.
void run(const DeployOptions& options, const Session& session) {
    const deploy::SshTarget target = options.resolved(session);
    const bool terminal = ::isatty(STDIN_FILENO) == 1;
    std::vector<std::string> line = terminal ? target.terminal_command_line(script(target)) : target.command_line(script(target));
    std::vector<char*> words;
    for (std::string& word : line) words.push_back(word.data());
    words.push_back(nullptr);
    ::execvp(words.front(), words.data());
    throw StartError{ExitCode::kUnavailable,
                     std::string{"ssh cannot be run: "} + std::strerror(errno) + " (Debian: apt-get install openssh-client)"};
}

}  // namespace

void add_deploy_shell(Command deploy, Session& session) {
    const auto options = std::make_shared<DeployOptions>();
    const Command command = deploy.add("shell", "Log in, in the folder of the current release and with its programs at hand");
    command.option("host", options->target.host, "The target, as for ssh: [USER@]HOST[:PORT]; or its name in --targets").required();
    options->add_way_options(command);
    command.footer(
        "Exit status: that of the shell there; 66: nothing is deployed; 255: ssh's own.\nExample:\n  seqboard deploy shell root@robot");
    command.on_run([options, &session] { run(*options, session); });
}

}  // namespace seqboard::cli
