// seqboard resume: lets the motors of a running set be enabled again after a safe stop.
#include <cstdio>

#include "core/cli/operator_desk.hpp"
#include "core/cli/slot_sample.hpp"
#include "core/cli/subcommands.hpp"
#include "core/cli/supervisor_call.hpp"
#include "core/launch/safety_guard.hpp"

namespace seqboard::cli {

namespace {

void run(Session& session) {
    const auto board = open_supervised_board(session.place);
    LaunchRequest request;
    request.verb = LaunchVerb::kResume;
    const bool answered = OperatorDesk{board}.ask(request, kAnswerLimit);
    const auto segment = board->attach_trusted(kSupervisorNode);
    const auto enable = segment ? newest<MotorEnable>(*segment, kMotorEnableSlot) : std::nullopt;
    if (answered && enable && enable->value.enabled != 0) {
        std::printf("board '%s': motors enabled\n", board->name().c_str());
        return;
    }
    std::fprintf(stderr, "seqboard: board '%s': %s\n", board->name().c_str(),
                 answered && enable ? ("motors stay " + text_of(enable->value)).c_str() : "the supervisor does not answer");
    session.exit = ExitCode::kFailed;
}

}  // namespace

void add_resume(Command program, Session& session) {
    const Command command = program.add("resume", "Enable the motors again after a safe stop");
    command.footer(
        "Wants every critical node ready and nothing else in the way. Exit status 1: something is, and it says what; 66: nobody "
        "supervises\n"
        "the board.\nExamples:\n  seqboard status\n  seqboard resume");
    command.on_run([&session] { run(session); });
}

}  // namespace seqboard::cli
