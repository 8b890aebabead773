// seqboard down: stops a running node set.
#include <time.h>

#include <cstdio>

#include "core/cli/operator_desk.hpp"
#include "core/cli/slot_sample.hpp"
#include "core/cli/subcommands.hpp"
#include "core/cli/supervisor_call.hpp"
#include "core/messages/supervision.hpp"

namespace seqboard::cli {

namespace {

bool gone_within(Blackboard& board, Duration timeout) {
    const Time limit = monotonic_now() + timeout;
    while (board.backend().owner(kSupervisorNode)) {
        if (monotonic_now() > limit) return false;
        const timespec pause{0, 5'000'000};
        ::nanosleep(&pause, nullptr);
    }
    return true;
}

void run(double timeout_s, Session& session) {
    const auto board = open_supervised_board(session.place);
    const auto timeout = std::chrono::duration_cast<Duration>(std::chrono::duration<double>{timeout_s});
    const Time asked = monotonic_now();
    {
        OperatorDesk desk{board};
        LaunchRequest request;
        request.verb = LaunchVerb::kDown;
        desk.ask(request, timeout);
    }
    if (!gone_within(*board, timeout - (monotonic_now() - asked))) {
        std::fprintf(stderr, "seqboard: board '%s' is still stopping after %g s; its nodes: seqboard status\n", board->name().c_str(),
                     timeout_s);
        session.exit = ExitCode::kFailed;
        return;
    }
    board->remove_dead([](const std::string& node) { return !is_operator_node(node); });
    std::printf("board '%s' is down\n", board->name().c_str());
}

}  // namespace

void add_down(Command program, Session& session) {
    const auto timeout_s = std::make_shared<double>(30);
    const Command command = program.add("down", "Stop a running node set, in reverse order of its start");
    command.option("--timeout", *timeout_s, "Seconds to wait for it").within(0.1, 3600.0).show_default();
    command.footer(
        "Exit status 66: nobody supervises the board; 1: it is still stopping.\nExamples:\n  seqboard down\n  seqboard --board rover down "
        "--timeout 5");
    command.on_run([timeout_s, &session] { run(*timeout_s, session); });
}

}  // namespace seqboard::cli
