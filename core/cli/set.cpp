// seqboard set: live parameters.
#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include "core/cli/board_survey.hpp"
#include "core/cli/open_board.hpp"
#include "core/cli/operator_desk.hpp"
#include "core/cli/params_view.hpp"
#include "core/cli/subcommands.hpp"
#include "core/cli/table.hpp"
#include "core/names.hpp"
#include "core/node/parameter.hpp"
#include "core/schema/element_text.hpp"

namespace seqboard::cli {

namespace {

/// A node looks at its requests every 100 ms; the rest is for a step that takes long.
constexpr Duration kAnswerLimit = std::chrono::seconds{2};

struct Options {
    std::string target;
    std::optional<std::string> value;
    bool json = false;
};

struct Target {
    const NodeView* node;
    std::string param;  ///< empty: all
};

/// NODE or NODE.PARAM, where both may hold dots: the longest node name that fits.
Target find_target(const BoardSurvey& survey, const std::string& text, const std::string& board) {
    for (std::size_t end = text.size(); end != std::string::npos && end != 0; end = text.rfind('.', end - 1))
        if (const NodeView* const node = survey.find(text.substr(0, end)); node != nullptr && node->segment)
            return {node, end < text.size() ? text.substr(end + 1) : ""};
    std::vector<std::string> names;
    for (const NodeView& node : survey.nodes())
        if (node.segment && node.segment->find(node.name + ".params") != nullptr) names.push_back(node.name);
    const std::string wanted = text.substr(0, text.rfind('.'));
    throw StartError{ExitCode::kNoInput, "no node '" + wanted + "' on board '" + board + "'" + suggestion(wanted, names)};
}

const ParamView& find_param(const std::vector<ParamView>& params, const Target& target) {
    std::vector<std::string> names;
    for (const ParamView& param : params) {
        if (param.name == target.param) return param;
        names.push_back(param.name);
    }
    throw StartError{ExitCode::kNoInput,
                     "node '" + target.node->name + "' has no parameter '" + target.param + "'" + suggestion(target.param, names)};
}

void print_table(const std::vector<ParamView>& params) {
    Table table{{"PARAMETER", "VALUE", "TYPE", "LIVE", "LIMITS"}};
    for (const ParamView& param : params)
        table.add({{param.name},
                   {param.text},
                   {param.type},
                   {param.live ? "live" : "-", param.live ? Colour::kGreen : Colour::kDim},
                   {param.limits}});
    for (const std::string& line : table.lines(Screen::of(STDOUT_FILENO))) std::printf("%s\n", line.c_str());
}

void print_json(const std::vector<ParamView>& params) {
    std::string json;
    for (const ParamView& param : params)
        json += (json.empty() ? "" : ", ") + in_quotes(param.name) + ": {\"value\": " + param.json +
                ", \"type\": " + in_quotes(param.type) + ", \"live\": " + (param.live ? "true" : "false") +
                ", \"limits\": " + in_quotes(param.limits) + "}";
    std::printf("{%s}\n", json.c_str());
}

std::string expected_form_of(const ParamView& param) {
    ParamValue value = 0.0F;
    if (param.type == "int") value = 0;
    if (param.type == "bool") value = false;
    if (param.type == "duration") value = Duration::zero();
    return expected_form(param.name, value) + (param.limits.empty() ? "" : ", " + param.limits);
}

[[noreturn]] void refuse(ExitCode code, const Target& target, const std::string& why) {
    throw StartError{code, target.node->name + "." + target.param + ": " + why};
}

void explain(ParamResult result, const Target& target, const ParamView& param, const std::string& value) {
    switch (result) {
        case ParamResult::kApplied: return;
        case ParamResult::kNotLive:
            refuse(ExitCode::kConfig, target,
                   "cannot change while the node runs; change it in the node set (params:) and restart the node");
        case ParamResult::kBadValue: refuse(ExitCode::kConfig, target, "'" + value + "' will not do; expected " + expected_form_of(param));
        case ParamResult::kOutOfRange: refuse(ExitCode::kConfig, target, "'" + value + "' is out of range; it must be " + param.limits);
        case ParamResult::kUnknown:
        case ParamResult::kNone: refuse(ExitCode::kNoInput, target, "the node does not know this parameter");
    }
}

void require_alive(const Target& target) {
    if (target.node->liveness == Liveness::kLive || target.node->liveness == Liveness::kStale) return;
    refuse(
        ExitCode::kUnavailable, target,
        "node '" + target.node->name + "' is " + text_of(target.node->liveness) + "; start it first, or change the value in the node set");
}

void change(const std::shared_ptr<Blackboard>& board, const Target& target, const ParamView& param, const std::string& value) {
    ParamRequest request;
    if (value.size() >= request.value.size())
        refuse(ExitCode::kConfig, target, "a value has at most " + std::to_string(request.value.size() - 1) + " characters");
    put_text(request.node, target.node->name);
    put_text(request.param, target.param);
    put_text(request.value, value);
    OperatorDesk desk{board};
    const std::optional<ParamResult> result = desk.ask(request, kAnswerLimit);
    if (!result)
        refuse(ExitCode::kUnavailable, target, "node '" + target.node->name + "' lives but did not answer within " + text_of(kAnswerLimit));
    explain(*result, target, param, value);
}

void run(const Options& options, const Session& session) {
    const auto board = open_board(session.place);
    BoardSurvey survey{board};
    survey.look();
    const Target target = find_target(survey, options.target, board->name());
    const std::vector<ParamView> params = params_of(*target.node->segment);
    if (!options.value) {
        const std::vector<ParamView> shown = target.param.empty() ? params : std::vector{find_param(params, target)};
        return options.json ? print_json(shown) : print_table(shown);
    }
    if (target.param.empty())
        throw StartError{ExitCode::kUsage,
                         "set: expected NODE.PARAM, such as " + target.node->name + "." + (params.empty() ? "gain" : params.front().name)};
    const ParamView& param = find_param(params, target);
    require_alive(target);
    change(board, target, param, *options.value);
    const std::vector<ParamView> after = params_of(*target.node->segment);
    std::printf("%s.%s = %s (was %s)\n", target.node->name.c_str(), target.param.c_str(), find_param(after, target).text.c_str(),
                param.text.c_str());
}

}  // namespace

void add_set(Command program, Session& session) {
    const auto options = std::make_shared<Options>();
    const Command command = program.add("set", "Change a parameter of a running node, or list its parameters");
    command.option("target", options->target, "NODE.PARAM, or NODE to list all").required();
    command.option("value", options->value, "The new value: 0.5, true, 250ms");
    command.flag("--json", options->json, "List as JSON");
    command.footer(
        "Only parameters that a node declares live can change while it runs; they change between two steps.\n"
        "Exit status 66: no such node or parameter; 69: the node is dead or silent; 78: not live, bad value, out of range.\n"
        "Examples:\n  seqboard set wheels\n  seqboard set wheels.heading_gain_ratio 1.5");
    command.on_run([options, &session] { run(*options, session); });
}

}  // namespace seqboard::cli
