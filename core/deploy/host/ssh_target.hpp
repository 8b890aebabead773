// How a target is reached: by the ssh program of this machine, with all that its configuration says.
#pragma once

#include <string>
#include <vector>

namespace seqboard::deploy {

struct SshTarget {
    std::string host{};                  ///< "robot", "root@192.168.1.7", "root@robot:2222", "[fe80::1]:22"
    std::string key{};                   ///< file with a private key; empty: as ssh finds one
    std::vector<std::string> options{};  ///< as for ssh -o: "StrictHostKeyChecking=accept-new"
    std::string root = "/opt/seqboard";
    std::string boards_root{};  ///< of the blackboards on the target; empty: as there

    /// ssh that runs `script` in the target's shell and never asks a question.
    std::vector<std::string> command_line(const std::string& script) const;

    /// The same with the terminal of this program, in which ssh may ask.
    std::vector<std::string> terminal_command_line(const std::string& script) const;

    /// "root@robot:/opt/seqboard"
    std::string text() const { return host + ":" + root; }
};

/// As one word for a POSIX shell.
std::string shell_word(const std::string& text);

/// A sentence and how to fix it, from what ssh said when it ended with 255.
[[noreturn]] void throw_ssh_fault(const SshTarget& target, const std::string& said);

}  // namespace seqboard::deploy
