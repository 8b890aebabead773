// seqboard reload: lets a running set follow its changed file.
#include <cstdio>
#include <fstream>

#include "core/cli/operator_desk.hpp"
#include "core/cli/slot_sample.hpp"
#include "core/cli/subcommands.hpp"
#include "core/cli/supervisor_call.hpp"
#include "core/messages/supervision.hpp"

namespace seqboard::cli {

namespace {

bool was_refused(Blackboard& board) {
    const auto segment = board.attach_trusted(kSupervisorNode);
    const auto status = segment ? newest<SupervisorStatus>(*segment, kSupervisorStatusSlot) : std::nullopt;
    return !status || status->value.reload_refused;
}

void run(double timeout_s, Session& session) {
    const auto board = open_supervised_board(session.place);
    OperatorDesk desk{board};
    LaunchRequest request;
    request.verb = LaunchVerb::kReload;
    if (!desk.ask(request, std::chrono::duration_cast<Duration>(std::chrono::duration<double>{timeout_s}))) {
        std::fprintf(stderr, "seqboard: the set was not reloaded within %g s; what it does: seqboard status\n", timeout_s);
        session.exit = ExitCode::kFailed;
        return;
    }
    const bool refused = was_refused(*board);
    std::ifstream report{session.place.resolved().directory() + "/log/reload.log"};
    for (std::string line; std::getline(report, line);) std::fprintf(refused ? stderr : stdout, "%s\n", line.c_str());
    if (refused) session.exit = ExitCode::kConfig;
}

}  // namespace

void add_reload(Command program, Session& session) {
    const auto timeout_s = std::make_shared<double>(30);
    const Command command = program.add("reload", "Let a running set follow its file: only what changed stops and starts");
    command.option("--timeout", *timeout_s, "Seconds to wait for it").within(0.1, 3600.0).show_default();
    command.footer(
        "The supervisor reads the file again with the options of its seqboard up and checks it; a file with faults changes nothing.\n"
        "Nodes whose command line, wiring, scheduling or limits changed start anew, new ones start, deleted ones stop.\n"
        "Exit status 0: done; 78: the file has faults; 1: it took too long; 66: nobody supervises the board.\n"
        "Examples:\n  seqboard reload\n  seqboard --board rover reload");
    command.on_run([timeout_s, &session] { run(*timeout_s, session); });
}

}  // namespace seqboard::cli
