// How ssh is called, and what is made of what it says.
#include "core/deploy/host/ssh_target.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "core/exit_code.hpp"

using namespace seqboard;
using namespace seqboard::deploy;

namespace {

/// What follows `word` on the command line.
std::string after(const std::vector<std::string>& line, const std::string& word) {
    const auto found = std::find(line.begin(), line.end(), word);
    return found == line.end() || found + 1 == line.end() ? "" : *(found + 1);
}

StartError fault(const std::string& said) {
    try {
        throw_ssh_fault({.host = "robot"}, said);
    } catch (const StartError& error) {
        return error;
    }
}

}  // namespace

TEST_CASE("a port is taken off the host's name, an IPv6 address is left whole") {
    const auto line = [](const std::string& host) { return SshTarget{.host = host}.command_line("true"); };
    CHECK(after(line("root@robot:2222"), "-p") == "2222");
    CHECK(after(line("root@robot:2222"), "--") == "root@robot");
    CHECK(after(line("robot"), "-p").empty());
    CHECK(after(line("root@fe80::1"), "--") == "root@fe80::1");
    CHECK(after(line("root@fe80::1"), "-p").empty());
    CHECK(after(line("root@[fe80::1]:22"), "--") == "root@fe80::1");
    CHECK(after(line("root@[fe80::1]:22"), "-p") == "22");
    CHECK(line("robot").back() == "true");
}

TEST_CASE("ssh never asks, and options of the user come before ours") {
    const auto line = SshTarget{.host = "robot", .key = "id", .options = {"ConnectTimeout=3"}}.command_line("true");
    CHECK(std::find(line.begin(), line.end(), "BatchMode=yes") != line.end());
    CHECK(std::find(line.begin(), line.end(), "ConnectTimeout=3") < std::find(line.begin(), line.end(), "ConnectTimeout=10"));
    CHECK(after(line, "-i") == "id");
}

TEST_CASE("a word for the shell is one word, whatever is in it") {
    CHECK(shell_word("a b") == "'a b'");
    CHECK(shell_word("it's $HOME") == "'it'\\''s $HOME'");
}

TEST_CASE("what ssh says becomes one sentence with a remedy") {
    CHECK_THAT(fault("ssh: connect to host robot port 22: Connection refused").what(), Catch::Contains("cannot be reached"));
    CHECK(fault("ssh: Could not resolve hostname robot: Name or service not known").code() == ExitCode::kUnavailable);
    CHECK_THAT(fault("root@robot: Permission denied (publickey).").what(), Catch::Contains("--key"));
    CHECK(fault("root@robot: Permission denied (publickey).").code() == ExitCode::kRefused);
    CHECK_THAT(fault("Host key verification failed.").what(), Catch::Contains("unknown") && Catch::Contains("accept-new"));
    CHECK_THAT(fault("@ WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED! @\nHost key verification failed.").what(),
               Catch::Contains("not the one known"));
    CHECK_THAT(fault("Connection to robot closed by remote host.").what(), Catch::Contains("goes on where it stopped"));
}

TEST_CASE("a shell for a person has a terminal, and ssh may ask there") {
    const auto line = SshTarget{.host = "root@robot:2222"}.terminal_command_line("true");
    CHECK(line[1] == "-t");
    CHECK(std::count(line.begin(), line.end(), "BatchMode=no") == 1);
    CHECK(after(line, "-p") == "2222");
    CHECK(line.back() == "true");
}
