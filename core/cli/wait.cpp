// seqboard wait: returns when nodes are ready.
#include <time.h>

#include <algorithm>
#include <cstdio>

#include "core/cli/board_survey.hpp"
#include "core/cli/open_board.hpp"
#include "core/cli/subcommands.hpp"
#include "core/exit_code.hpp"
#include "core/names.hpp"
#include "core/segment/segment_error.hpp"

namespace seqboard::cli {

namespace {

struct Options {
    std::vector<std::string> nodes;
    bool ready = false;
    bool down = false;
    std::optional<Duration> timeout = std::chrono::seconds{10};
};

/// Empty when nobody supervises the board.
std::string still_up(const Session& session) {
    BoardPlace place = session.place.resolved();
    const auto board = Blackboard::open(place);
    return board->backend().owner(kSupervisorNode) ? "board '" + board->name() + "' is still up" : "";
}

/// What is not ready yet, for people; empty when all is.
std::string missing(const Options& options, const Session& session) {
    std::shared_ptr<Blackboard> board;
    try {
        board = open_board(session.place);
    } catch (const StartError& error) {
        return error.what();
    }
    BoardSurvey survey{board};
    survey.look();
    if (!survey.supervisor()) return "board '" + board->name() + "' has no supervisor";
    std::string names;
    std::size_t known = 0;
    for (const NodeView& node : survey.nodes()) {
        if (!node.supervision) continue;
        const bool wanted =
            options.nodes.empty() || std::find(options.nodes.begin(), options.nodes.end(), node.name) != options.nodes.end();
        known += wanted;
        const Supervised state = node.supervision->state;
        if (!wanted || state == Supervised::kReady || state == Supervised::kDone) continue;
        names += (names.empty() ? "" : ", ") + node.name + " (" + text_of(state) + ")";
    }
    if (known < std::max<std::size_t>(options.nodes.size(), 1)) return "the running set has no such nodes" + (names.empty() ? "" : ": " + names);
    return names.empty() ? "" : "not ready: " + names;
}

void run(const Options& options, Session& session) {
    const Time limit = monotonic_now() + options.timeout.value_or(std::chrono::seconds{10});
    for (;;) {
        const std::string lack = options.down ? still_up(session) : missing(options, session);
        if (lack.empty()) return;
        if (monotonic_now() >= limit) {
            std::fprintf(stderr, "seqboard: %s\n", lack.c_str());
            session.exit = ExitCode::kFailed;
            return;
        }
        const timespec pause{0, 10'000'000};
        ::nanosleep(&pause, nullptr);
    }
}

}  // namespace

void add_wait(Command program, Session& session) {
    const auto options = std::make_shared<Options>();
    const Command command = program.add("wait", "Return when the nodes of a running set are ready, or when it is down");
    command.option("node", options->nodes, "Nodes of the set; left out: all");
    const Option ready = command.flag("--ready", options->ready, "Wait until they are ready (default)");
    command.flag("--down", options->down, "Wait until the set is down").excludes(ready);
    command.option("-t,--timeout", options->timeout, "How long to wait, such as 500ms; default 10s");
    command.footer(
        "A node that ended by itself with exit status 0 counts as ready. The board may come up meanwhile.\n"
        "Exit status 0: ready, or down; 1: not in time, and what is not.\n"
        "Examples:\n  seqboard wait --ready -t 10s\n  seqboard wait heading range");
    command.on_run([options, &session] { run(*options, session); });
}

}  // namespace seqboard::cli
