// seqboard graph: which node writes what for whom.
#include <unistd.h>

#include <cstdio>

#include "core/cli/board_survey.hpp"
#include "core/cli/node_set_options.hpp"
#include "core/cli/open_board.hpp"
#include "core/cli/short_text.hpp"
#include "core/cli/slot_graph.hpp"
#include "core/cli/subcommands.hpp"
#include "core/launch/checked_set.hpp"

namespace seqboard::cli {

namespace {

std::string pace_of(Duration period) {
    return period > Duration::zero() ? short_number(1 / std::chrono::duration<double>(period).count()) + " Hz" : "";
}

std::string pace_of(const CheckedSet& checked, const std::string& name) {
    const NodeEntry* const node = checked.set.find(name);
    if (node == nullptr) return "";
    if (node->period) return pace_of(node->period->value);
    const NodeTypeInfo* const type = checked.catalog.find(*node);
    return type == nullptr ? "" : pace_of(type->period);
}

SlotGraph graph_of(const CheckedSet& checked) {
    SlotGraph graph{.title = checked.set.file, .nodes = checked.set.names(), .slots = {}};
    for (const WiredOutput& output : checked.wiring.outputs) {
        if (is_operator_node(output.node)) graph.nodes.push_back(output.node);
        GraphSlot slot{.slot = output.slot,
                       .message = output.info.message,
                       .writer = output.node,
                       .pace = pace_of(checked, output.node),
                       .readers = {}};
        for (const WiredInput& input : checked.wiring.inputs)
            if (input.slot == output.slot && input.writer == output.node) slot.readers.push_back(input.node);
        if (!output.port.empty() || !slot.readers.empty()) graph.slots.push_back(std::move(slot));
    }
    return graph;
}

/// Who reads is not written in the segments: readers are invisible to writers.
SlotGraph graph_of(const BoardSurvey& survey, const std::string& board) {
    SlotGraph graph{.title = "board " + board + " (readers unknown: no supervisor names a node set)", .nodes = {}, .slots = {}};
    for (const NodeView& node : survey.nodes()) {
        if (!node.segment || node.name == kOperatorNode) continue;
        graph.nodes.push_back(node.name);
        for (const SlotPlace& slot : node.segment->description().slots)
            if (slot.name != node.name + ".status" && slot.name != node.name + ".params")
                graph.slots.push_back(
                    {.slot = slot.name, .message = slot.message, .writer = node.name, .pace = pace_of(slot.period), .readers = {}});
    }
    return graph;
}

SlotGraph graph_of_file(const NodeSetOptions& options, Session& session) {
    const CheckedSet checked = check_file(options.request(session), NodeCatalog::own_folder());
    for (const Finding& error : checked.findings.errors()) std::fprintf(stderr, "%s\n", text_of(error).c_str());
    if (checked.findings.has_errors()) session.exit = ExitCode::kConfig;
    return graph_of(checked);
}

void run(NodeSetOptions& options, bool dot, Session& session) {
    SlotGraph graph;
    if (options.file.empty()) {
        const auto board = open_board(session.place);
        BoardSurvey survey{board};
        survey.look();
        if (survey.supervisor()) options.file = text_in(survey.supervisor()->value.node_set);
        else graph = graph_of(survey, board->name());
    }
    if (!options.file.empty()) graph = graph_of_file(options, session);
    std::fputs((dot ? graph.dot() : graph.text()).c_str(), stdout);
}

}  // namespace

void add_graph(Command program, Session& session) {
    const auto options = std::make_shared<NodeSetOptions>();
    const auto dot = std::make_shared<bool>(false);
    const Command command = program.add("graph", "Draw nodes and slots of a node set or of the running board");
    options->add_to(command, "The node set; left out: that of the running board").required(false);
    command.flag("--dot", *dot, "Print Graphviz DOT instead of text");
    command.footer(
        "Exit status 78 if the node set has faults; what can be drawn is drawn.\n"
        "Examples:\n  seqboard graph config/robot_sim.yaml\n  seqboard graph --dot | dot -Tsvg > robot.svg");
    command.on_run([options, dot, &session] { run(*options, *dot, session); });
}

}  // namespace seqboard::cli
