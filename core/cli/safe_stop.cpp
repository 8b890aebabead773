// seqboard safe-stop: disables the motors of a running set.
#include <cstdio>

#include "core/cli/operator_desk.hpp"
#include "core/cli/subcommands.hpp"
#include "core/cli/supervisor_call.hpp"

namespace seqboard::cli {

namespace {

void run(Session& session) {
    const auto board = open_supervised_board(session.place);
    LaunchRequest request;
    request.verb = LaunchVerb::kSafeStop;
    if (OperatorDesk{board}.ask(request, kAnswerLimit)) {
        std::printf("board '%s': motors disabled until seqboard resume\n", board->name().c_str());
        return;
    }
    std::fprintf(stderr, "seqboard: the supervisor of board '%s' does not answer; stop the robot by hand\n", board->name().c_str());
    session.exit = ExitCode::kFailed;
}

}  // namespace

void add_safe_stop(Command program, Session& session) {
    const Command command = program.add("safe-stop", "Disable the motors of a running set until somebody resumes");
    command.footer(
        "Nodes go on; whatever moves something is at its safe output. Exit status 66: nobody supervises the board; 1: no answer.\n"
        "Examples:\n  seqboard safe-stop\n  seqboard resume");
    command.on_run([&session] { run(session); });
}

}  // namespace seqboard::cli
