// seqboard status: is everything ready? For people, and for scripts by the exit status.
#include <unistd.h>

#include <cstdio>

#include "core/cli/board_survey.hpp"
#include "core/cli/json_text.hpp"
#include "core/cli/open_board.hpp"
#include "core/cli/short_text.hpp"
#include "core/cli/subcommands.hpp"
#include "core/cli/table.hpp"
#include "core/launch/safety_guard.hpp"

namespace seqboard::cli {

namespace {

bool is_robot_node(const NodeView& node) { return !is_operator_node(node.name) && node.name != kSupervisorNode; }

/// A node that has done its work is no fault.
bool is_good(const NodeView& node) { return node.ready() || (node.supervision && node.supervision->state == Supervised::kDone); }

bool all_good(const BoardSurvey& survey) {
    if (const auto& supervisor = survey.supervisor(); supervisor && supervisor->value.mode != SystemMode::kNormal) return false;
    bool any = false;
    for (const NodeView& node : survey.nodes()) {
        if (!is_robot_node(node)) continue;
        if (!is_good(node)) return false;
        any = true;
    }
    return any;
}

JsonText node_json(const NodeView& node) {
    JsonText json = {{"node", node.name}, {"state", node.state()}, {"ready", is_good(node)}, {"pid", node.pid}};
    if (node.supervision) {
        const NodeSupervision& s = *node.supervision;
        json.add({{"type", std::string{text_in(s.type)}},
                  {"supervised", text_of(s.state)},
                  {"starts", s.starts},
                  {"failures", s.failures},
                  {"exit_code", s.exit_code},
                  {"backoff_ms", s.backoff_ms}});
    }
    return json;
}

void print_json(const BoardSurvey& survey, const std::string& board) {
    JsonText supervised, nodes = JsonText::array();
    if (const auto& supervisor = survey.supervisor()) {
        const SupervisorStatus& s = supervisor->value;
        supervised = {{"mode", text_of(s.mode)},
                      {"mode_name", std::string{text_in(s.mode_name)}},
                      {"motors", survey.enable() ? text_of(survey.enable()->value) : ""},
                      {"pid", s.pid},
                      {"nodes", s.nodes},
                      {"ready", s.ready},
                      {"restarts", s.restarts},
                      {"startup_ms", s.startup_ms},
                      {"node_set", std::string{text_in(s.node_set)}}};
    }
    for (const NodeView& node : survey.nodes())
        if (is_robot_node(node)) nodes.push_back(node_json(node));
    std::printf("%s\n",
                JsonText{{"board", board}, {"ready", all_good(survey)}, {"supervisor", supervised}, {"nodes", nodes}}.on_lines().c_str());
}

void print_headline(const BoardSurvey& survey, const std::string& board) {
    const auto& supervisor = survey.supervisor();
    if (!supervisor) {
        std::printf("board %s: no supervisor runs; nodes speak for themselves\n", board.c_str());
        return;
    }
    const SupervisorStatus& s = supervisor->value;
    const std::string mode_name{text_in(s.mode_name)};
    std::printf("board %s: %s%s, %u of %u nodes ready, %u restarts, %s (supervisor: process %u)\n", board.c_str(), text_of(s.mode),
                mode_name.empty() ? "" : (" (" + mode_name + ")").c_str(), s.ready, s.nodes, s.restarts,
                std::string{text_in(s.node_set)}.c_str(), s.pid);
    if (!survey.enable() || survey.enable()->value.enabled != 0) return;
    const MotorEnable& enable = survey.enable()->value;
    std::printf("motors %s%s\n", text_of(enable).c_str(), enable.waits_for_resume != 0 ? "; all is ready again: seqboard resume" : "");
}

Colour colour_of(const NodeView& node) {
    if (is_good(node)) return Colour::kGreen;
    return node.liveness == Liveness::kLive ? Colour::kYellow : Colour::kRed;
}

void print_table(const BoardSurvey& survey) {
    Table table{{"NODE", "STATE", ">PID", ">STARTS", ">FAILURES", ">LAST EXIT", ">NEXT START IN", "TYPE"}};
    for (const NodeView& node : survey.nodes()) {
        if (!is_robot_node(node)) continue;
        const NodeSupervision* const s = node.supervision ? &*node.supervision : nullptr;
        table.add({{node.name},
                   {node.state(), colour_of(node)},
                   {node.pid != 0 ? std::to_string(node.pid) : "-"},
                   {s ? std::to_string(s->starts) : "-"},
                   {s ? std::to_string(s->failures) : "-"},
                   {s && s->failures > 0 ? std::to_string(s->exit_code) : "-"},
                   {s && s->state == Supervised::kBackoff ? short_duration(std::chrono::milliseconds{s->backoff_ms}) : "-"},
                   {s ? std::string{text_in(s->type)} : "-"}});
    }
    for (const std::string& line : table.lines(Screen::of(STDOUT_FILENO))) std::printf("%s\n", line.c_str());
}

void run(bool json, Session& session) {
    const auto board = open_board(session.place);
    BoardSurvey survey{board};
    survey.look();
    session.exit = all_good(survey) ? ExitCode::kOk : ExitCode::kFailed;
    if (json) return print_json(survey, board->name());
    print_headline(survey, board->name());
    print_table(survey);
}

}  // namespace

void add_status(Command program, Session& session) {
    const auto json = std::make_shared<bool>(false);
    const Command command = program.add("status", "Say whether everything is ready: nodes, restarts, exit codes");
    command.flag("--json", *json, "Print JSON");
    command.footer(
        "Exit status 0: every node is ready (or ended by itself as it should); 1: some node is not; 66: no such board.\n"
        "Examples:\n  seqboard status\n  until seqboard status >/dev/null; do sleep 0.1; done");
    command.on_run([json, &session] { run(*json, session); });
}

}  // namespace seqboard::cli
