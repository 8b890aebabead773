#include "core/deploy/host/agent_link.hpp"

#include <pwd.h>
#include <unistd.h>

#include <array>

#include "core/exit_code.hpp"

namespace seqboard::deploy {

namespace {

constexpr const char* kNoAgent = "seqboard: no agent";
constexpr int kConnectionFailed = 255;  // ssh's own exit code
constexpr int kMaxBanner = 100;         // lines that a shell's start-up files may print

/// Asked once: links of several targets are used by several threads, and getpwuid() is for one.
const std::string& client_name() {
    static const std::string kName = [] {
        std::array<char, 256> host{};
        ::gethostname(host.data(), host.size() - 1);
        const passwd* const user = ::getpwuid(::getuid());
        return (user != nullptr ? std::string{user->pw_name} : "user " + std::to_string(::getuid())) + "@" + host.data();
    }();
    return kName;
}

/// Starts the agent, or says what machine this is.
std::string script(const SshTarget& target, const std::string& program) {
    const std::string path = shell_word(target.root + "/" + program);
    return "if [ -x " + path + " ]; then exec " + path + " --root " + shell_word(target.root) +
           (target.boards_root.empty() ? "" : " --boards " + shell_word(target.boards_root)) + " serve; fi; echo " + shell_word(kNoAgent) +
           "; uname -m; uname -r; cat /proc/cpuinfo";
}

}  // namespace

AgentLink::AgentLink(const SshTarget& target, const std::string& program)
    : target_{target}, process_{target.command_line(script(target, program))}, wire_{process_.out(), process_.in()} {
    for (int lines = 0; lines < kMaxBanner; ++lines) {
        const auto line = wire_.receive_line();
        if (!line) break;
        if (line->starts_with("{")) {
            greeting_ = try_parse_json(*line);
            if (!greeting_->is_object() || greeting_->value("protocol", 0) != kProtocol) break;
            machine_ = Machine::from(greeting_->at("machine"), greeting_->at("kernel"), greeting_->at("cpuinfo"));
            machine_.has_vfp = machine_.has_vfp || greeting_->value("vfp", false);  // an older agent does not say it
            return;
        }
        if (*line != kNoAgent) continue;
        const std::string name = wire_.receive_line().value_or("");
        const std::string kernel = wire_.receive_line().value_or("");
        std::string cpuinfo;
        while (const auto more = wire_.receive_line()) cpuinfo += *more + "\n";
        machine_ = Machine::from(name, kernel, cpuinfo);
        return;
    }
    greeting_.reset();
    const int code = process_.wait();
    if (code == kConnectionFailed) throw_ssh_fault(target_, process_.said());
    if (code == 127 && process_.said().find("ssh: cannot be run") != std::string::npos)
        throw StartError{ExitCode::kUnavailable, "there is no ssh on this machine (Debian: apt-get install openssh-client)"};
    throw StartError{ExitCode::kUnavailable, target_.text() + ": its agent does not answer (exit code " + std::to_string(code) +
                                                 (process_.said().empty() ? "" : ": " + process_.said()) + "); remove " + target_.root +
                                                 "/agent there and deploy again"};
}

std::optional<Json> AgentLink::next() {
    try {
        return wire_.receive();
    } catch (const StartError&) {
        return std::nullopt;
    }
}

Json AgentLink::request(Json request, const OnEvent& on_event, std::string_view bytes) {
    request["client"] = client_name();
    const bool sent = wire_.send(request) && wire_.send_bytes(bytes);
    while (sent) {
        auto reply = next();
        if (!reply) break;
        if (const auto event = reply->find("event"); event != reply->end()) {
            if (on_event) on_event(*event);
            continue;
        }
        if (reply->value("ok", false)) return *std::move(reply);
        throw StartError{static_cast<ExitCode>(reply->value("code", 70)), target_.host + ": " + reply->value("error", "it gave no reason")};
    }
    process_.wait();
    throw_ssh_fault(target_, process_.said());
}

void send_agent(const SshTarget& target, const std::string& program, std::string_view bytes) {
    const std::string path = target.root + "/" + program;
    const std::string folder = shell_word(path.substr(0, path.rfind('/')));
    PipedProcess ssh{target.command_line("umask 022; mkdir -p " + folder + " && cat >" + shell_word(path + ".tmp") + " && chmod 755 " +
                                         shell_word(path + ".tmp") + " && mv " + shell_word(path + ".tmp") + " " + shell_word(path))};
    const bool sent = Wire{ssh.out(), ssh.in()}.send_bytes(bytes);
    ssh.close_in();
    const int code = ssh.wait();
    if (code == 0 && sent) return;
    if (code == kConnectionFailed) throw_ssh_fault(target, ssh.said());
    throw StartError{ExitCode::kNoSpace, target.text() + ": the agent could not be put there: " + ssh.said() +
                                             "; choose a folder that you may write to with --into"};
}

}  // namespace seqboard::deploy
