// seqboard restart: starts nodes of a running set anew.
#include <cstdio>

#include "core/cli/operator_desk.hpp"
#include "core/cli/slot_sample.hpp"
#include "core/cli/subcommands.hpp"
#include "core/cli/supervisor_call.hpp"
#include "core/messages/supervision.hpp"
#include "core/names.hpp"

namespace seqboard::cli {

namespace {

constexpr std::string_view kPrefix = "supervisor.";

std::optional<NodeSupervision> supervision_of(Blackboard& board, const std::string& node) {
    const auto segment = board.attach_trusted(kSupervisorNode);
    const auto sample = segment ? newest<NodeSupervision>(*segment, std::string{kPrefix} + node) : std::nullopt;
    return sample ? std::optional{sample->value} : std::nullopt;
}

void require_known(Blackboard& board, const std::string& node) {
    std::vector<std::string> known;
    if (const auto segment = board.attach_trusted(kSupervisorNode))
        for (const SlotPlace& slot : segment->description().slots)
            if (slot.name.starts_with(kPrefix) && slot.name != kSupervisorStatusSlot) known.push_back(slot.name.substr(kPrefix.size()));
    for (const std::string& name : known)
        if (name == node) return;
    throw StartError{ExitCode::kNoInput, "'" + node + "' is no node of the running set" + suggestion(node, known)};
}

bool restart(Blackboard& board, OperatorDesk& desk, const std::string& node, Duration timeout) {
    LaunchRequest request;
    request.verb = LaunchVerb::kRestart;
    put_text(request.node, node);
    const bool answered = desk.ask(request, timeout);
    const auto outcome = supervision_of(board, node);
    if (answered && outcome && outcome->state == Supervised::kReady) {
        std::printf("%s: ready, process %u\n", node.c_str(), outcome->pid);
        return true;
    }
    std::fprintf(stderr, "seqboard: %s: %s; see its log in BOARD/log/%s.log\n", node.c_str(),
                 !answered  ? "not ready in time"
                 : !outcome ? "the supervisor has ended"
                            : "it ended again",
                 node.c_str());
    return false;
}

void run(const std::vector<std::string>& nodes, double timeout_s, Session& session) {
    const auto board = open_supervised_board(session.place);
    for (const std::string& node : nodes) require_known(*board, node);
    OperatorDesk desk{board};
    for (const std::string& node : nodes)
        if (!restart(*board, desk, node, std::chrono::duration_cast<Duration>(std::chrono::duration<double>{timeout_s})))
            session.exit = ExitCode::kFailed;
}

}  // namespace

void add_restart(Command program, Session& session) {
    struct Options {
        std::vector<std::string> nodes;
        double timeout_s = 15;
    };
    const auto options = std::make_shared<Options>();
    const Command command = program.add("restart", "Stop and start nodes of a running set; also those that were given up");
    command.option("node", options->nodes, "Nodes of the set").required();
    command.option("--timeout", options->timeout_s, "Seconds to wait for each").within(0.1, 3600.0).show_default();
    command.footer(
        "Nodes that share a process restart together. Readers keep the last sample and go on with the new incarnation.\n"
        "Exit status 0: ready again; 1: it ended again or took too long; 66: no such node, or nobody supervises the board.\n"
        "Examples:\n  seqboard restart heading\n  seqboard restart heading range");
    command.on_run([options, &session] { run(options->nodes, options->timeout_s, session); });
}

}  // namespace seqboard::cli
