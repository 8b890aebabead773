#include "core/deploy/host/ssh_target.hpp"

#include <algorithm>
#include <cctype>

#include "core/exit_code.hpp"

namespace seqboard::deploy {

namespace {

struct Address {
    std::string host;
    std::string port;
};

/// A port is what follows the only colon, or the one behind a bracket.
Address address_of(const std::string& text) {
    const std::size_t colon = text.rfind(':');
    const std::size_t bracket = text.rfind(']');
    const bool numbers = colon != std::string::npos && colon + 1 < text.size() &&
                         std::all_of(text.begin() + static_cast<std::ptrdiff_t>(colon) + 1, text.end(),
                                     [](unsigned char c) { return std::isdigit(c) != 0; });
    const bool alone = text.find(':') == colon;
    Address address{text, ""};
    if (numbers && (bracket != std::string::npos ? bracket + 1 == colon : alone)) address = {text.substr(0, colon), text.substr(colon + 1)};
    std::erase_if(address.host, [](char c) { return c == '[' || c == ']'; });
    return address;
}

std::vector<std::string> words_of(const SshTarget& target, const char* terminal, const char* questions, const std::string& script) {
    const Address address = address_of(target.host);
    // Options given here come first: ssh takes the first value it meets.
    std::vector<std::string> words = {"ssh", terminal};
    for (const std::string& option : target.options) words.insert(words.end(), {"-o", option});
    for (const char* option : {questions, "ConnectTimeout=10", "ServerAliveInterval=5", "ServerAliveCountMax=3", "LogLevel=ERROR"})
        words.insert(words.end(), {"-o", option});
    if (!target.key.empty()) words.insert(words.end(), {"-i", target.key, "-o", "IdentitiesOnly=yes"});
    if (!address.port.empty()) words.insert(words.end(), {"-p", address.port});
    words.insert(words.end(), {"--", address.host, script});
    return words;
}

}  // namespace

std::string shell_word(const std::string& text) {
    std::string word = "'";
    for (const char c : text) word += c == '\'' ? "'\\''" : std::string{c};
    return word + "'";
}

std::vector<std::string> SshTarget::command_line(const std::string& script) const { return words_of(*this, "-T", "BatchMode=yes", script); }

std::vector<std::string> SshTarget::terminal_command_line(const std::string& script) const {
    return words_of(*this, "-t", "BatchMode=no", script);
}

void throw_ssh_fault(const SshTarget& target, const std::string& said) {
    const auto has = [&](const char* words) { return said.find(words) != std::string::npos; };
    const std::string last = said.substr(said.rfind('\n') + 1);
    if (has("Host key verification failed") || has("HOST IDENTIFICATION HAS CHANGED"))
        throw StartError{ExitCode::kRefused,
                         target.host + ": its host key is " + (has("HAS CHANGED") ? "not the one known for it" : "unknown") +
                             "; connect once by hand with ssh, or add --ssh-option StrictHostKeyChecking=accept-new for a new machine"};
    if (has("Permission denied") || has("Too many authentication failures"))
        throw StartError{ExitCode::kRefused, target.host + ": it accepts none of your keys (" + last +
                                                 "); put your public key into its authorized_keys, or choose a key with --key FILE"};
    if (has("Could not resolve") || has("refused") || has("timed out") || has("No route") || has("unreachable"))
        throw StartError{ExitCode::kUnavailable,
                         target.host + ": cannot be reached (" + last + "); is it on, and is its ssh server at this port?"};
    throw StartError{ExitCode::kUnavailable, target.host + ": the link was lost" + (last.empty() ? "" : " (" + last + ")") +
                                                 "; run the same command again, it goes on where it stopped"};
}

}  // namespace seqboard::deploy
