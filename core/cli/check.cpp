// seqboard check: is a node set sound?
#include <cstdio>

#include "core/cli/json_text.hpp"
#include "core/cli/node_set_options.hpp"
#include "core/launch/checked_set.hpp"
#include "core/launch/key_schema.hpp"
#include "core/launch/key_tables.hpp"
#include "core/launch/node_command.hpp"

namespace seqboard::cli {

namespace {

JsonText json_of(const std::vector<Finding>& findings) {
    JsonText list = JsonText::array();
    for (const Finding& finding : findings)
        list.push_back(
            {{"file", finding.place.file}, {"line", finding.place.line}, {"column", finding.place.column}, {"sentence", finding.sentence}});
    return list;
}

std::string summary(const CheckedSet& checked) {
    std::size_t slots = 0;
    for (const WiredOutput& output : checked.wiring.outputs) slots += !output.port.empty();
    std::string text = std::to_string(checked.set.nodes.size()) + " nodes, " + std::to_string(slots) + " slots, ";
    if (!checked.set.clock.lockstep) return text + "real time";
    std::uint32_t levels = 0;
    for (const Participant& participant : lockstep_participants(checked.set, checked.catalog, checked.wiring))
        levels = std::max(levels, participant.level + 1);
    return text + "lock-step by '" + checked.set.clock.driver.value + "' at " + text_of(checked.set.clock.step) + " in " +
           std::to_string(levels) + " levels";
}

/// A file that cannot be read at all: one sentence, which already begins with the place.
void report_unreadable(const NodeSetOptions& options, bool json, const StartError& error) {
    if (!json) {
        std::fprintf(stderr, "%s\n", error.what());
        return;
    }
    JsonText errors = JsonText::array();
    errors.push_back({{"sentence", error.what()}});
    std::printf("%s\n", JsonText{{"file", options.file}, {"ok", false}, {"errors", errors}}.on_lines().c_str());
}

void report(const NodeSetOptions& options, bool json, Session& session) {
    const CheckedSet checked = check_file(options.request(session), NodeCatalog::own_folder(), session.lines);
    const bool sound = !checked.findings.has_errors();
    session.exit = sound ? ExitCode::kOk : ExitCode::kConfig;
    if (json) {
        const JsonText report = {{"file", checked.set.file},
                                 {"ok", sound},
                                 {"errors", json_of(checked.findings.errors())},
                                 {"warnings", json_of(checked.findings.warnings())}};
        std::printf("%s\n", report.on_lines().c_str());
        return;
    }
    for (const Finding& error : checked.findings.errors()) std::fprintf(stderr, "%s\n", text_of(error).c_str());
    for (const Finding& warning : checked.findings.warnings())
        std::fprintf(stderr, "%s\n", text_of(Finding{warning.place, "warning: " + warning.sentence}).c_str());
    if (sound) std::printf("%s: good: %s\n", options.file.c_str(), summary(checked).c_str());
}

void run(const NodeSetOptions& options, bool json, Session& session) {
    try {
        report(options, json, session);
    } catch (const StartError& error) {
        report_unreadable(options, json, error);
        session.exit = error.code();
    }
}

}  // namespace

void add_check(Command program, Session& session) {
    const auto options = std::make_shared<NodeSetOptions>();
    const auto json = std::make_shared<bool>(false);
    const auto schema = std::make_shared<bool>(false);
    const auto keys = std::make_shared<bool>(false);
    const Command command = program.add("check", "Check a node set: names, types, units, wiring, order; starts nothing");
    options->add_to(command).required(false);
    command.flag("--json", *json, "Print JSON");
    command.flag("--json-schema", *schema, "Print the JSON Schema of node sets, for editors, and check nothing");
    command.flag("--keys", *keys, "Print every key that a node set may have, in Markdown, and check nothing");
    command.footer(
        "Exit status 0: good; 78: faults, one line each, as FILE:LINE:COLUMN: NODE: WHAT; 66: no such file.\n"
        "Examples:\n  seqboard check config/robot.yaml\n  seqboard check config/robot_sim.yaml --profile fast --set goal_x_m=2\n"
        "  seqboard check --json-schema > node_set.schema.json");
    command.on_run([options, json, schema, keys, &session] {
        if (*schema) std::printf("%s\n", node_set_schema().c_str());
        else if (*keys) std::printf("%s", key_tables().c_str());
        else if (options->file.empty()) throw StartError{ExitCode::kUsage, "check: which file is missing; see seqboard check --help"};
        else run(*options, *json, session);
    });
}

}  // namespace seqboard::cli
