#include "core/deploy/agent_program.hpp"

#include <signal.h>
#include <unistd.h>

#include <cstdio>
#include <string_view>

#include "core/deploy/agent.hpp"
#include "core/deploy/durable.hpp"
#include "core/exit_code.hpp"

namespace seqboard::deploy {

namespace {

constexpr const char* kUsage =
    "seqboard_agent [--root DIR] [--boards DIR] serve|boot|stop|status\n"
    "  serve   answer a host on stdin and stdout; seqboard deploy starts this by ssh\n"
    "  boot    start the current release, for init scripts; the previous one after three starts that were not proven good\n"
    "  stop    stop the current release safely\n"
    "  status  print what is deployed and how it runs, as JSON\n"
    "--root: the folder of the releases (default: the one this program was installed to, else /opt/seqboard)\n"
    "--boards: the folder of the blackboards (default: $SEQBOARD_ROOT, else /dev/shm/seqboard)\n";

/// ROOT of ROOT/agent/seqboard_agent-...
std::string own_root() {
    const std::string program = link_target("/proc/self/exe");
    const std::size_t folder = program.rfind("/agent/");
    return folder != std::string::npos && program.find('/', folder + 7) == std::string::npos ? program.substr(0, folder) : "/opt/seqboard";
}

bool print(const JournalRecord& record) {
    std::printf("%s %s%s%s\n", std::string{text_of(record.step)}.c_str(), record.to.c_str(), record.why.empty() ? "" : ": ",
                record.why.c_str());
    std::fflush(stdout);
    return true;
}

int run(const std::string& verb, TargetSettings settings) {
    Target target{std::move(settings)};
    if (verb == "serve") Agent{target, Wire{STDIN_FILENO, STDOUT_FILENO}}.serve();
    if (verb == "stop") target.stop();
    if (verb == "status") std::printf("%s\n", Agent::status(target).dump(2).c_str());
    if (verb == "boot" && !target.boot(print)) {
        std::fprintf(stderr, "seqboard_agent: %s\n", target.health().text.c_str());
        return static_cast<int>(ExitCode::kFailed);
    }
    return 0;
}

}  // namespace

int run_agent_program(int argc, char** argv, TargetSettings settings) {
    ::signal(SIGPIPE, SIG_IGN);
    if (settings.root.empty()) settings.root = own_root();
    std::string verb;
    bool good = true;
    for (int i = 1; i < argc; ++i) {
        const std::string_view word = argv[i];
        if (word == "--root" && i + 1 < argc) settings.root = argv[++i];
        else if (word == "--boards" && i + 1 < argc) settings.boards_root = argv[++i];
        else if (verb.empty() && (word == "serve" || word == "boot" || word == "stop" || word == "status")) verb = word;
        else good = false;
    }
    if (!good || verb.empty()) {
        std::fputs(kUsage, stderr);
        return static_cast<int>(ExitCode::kUsage);
    }
    try {
        return run(verb, std::move(settings));
    } catch (const StartError& error) {
        std::fprintf(stderr, "seqboard_agent: %s\n", error.what());
        return static_cast<int>(error.code());
    } catch (const std::exception& error) {
        std::fprintf(stderr, "seqboard_agent: %s\n", error.what());
        return static_cast<int>(ExitCode::kSystem);
    }
}

}  // namespace seqboard::deploy
