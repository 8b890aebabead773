// seqboard explain: which line of which file says a value.
#include <cstdio>

#include "core/cli/node_set_options.hpp"
#include "core/launch/explanation.hpp"

namespace seqboard::cli {

namespace {

void print(const Explanation& explanation, const std::string& indent) {
    const bool said = !explanation.place.file.empty();
    std::printf("%s%s%s\n", indent.c_str(), explanation.key.c_str(),
                explanation.text.empty() ? ": not set" : (" = " + explanation.text).c_str());
    std::printf("%s    %s\n", indent.c_str(), said ? text_of(explanation.place).c_str() : explanation.note.c_str());
    for (const YamlOverridden& over : explanation.over)
        std::printf("%s    over %s: %s\n", indent.c_str(), text_of(over.place).c_str(), over.text.c_str());
    for (const Explanation& variable : explanation.variables) print(variable, indent + "    ");
}

void run(const std::string& target, const NodeSetOptions& options, const Session& session) {
    const CheckedSet checked = check_file(options.request(session), NodeCatalog::own_folder());
    for (const Explanation& explanation : explain(checked, target)) print(explanation, "");
}

}  // namespace

void add_explain(Command program, Session& session) {
    const auto options = std::make_shared<NodeSetOptions>();
    const auto target = std::make_shared<std::string>();
    const Command command = program.add("explain", "Say which line of which file sets a value of a node set, and what it was laid over");
    command.option("key", *target, "NODE, NODE.KEY, NODE.PARAMETER, or a key of the file").required();
    options->add_to(command);
    command.footer(
        "Exit status 66: no such node, key or file.\n"
        "Examples:\n  seqboard explain wheels.heading_gain_ratio config/robot_sim.yaml\n"
        "  seqboard explain clock.speed_ratio config/robot_sim.yaml --profile fast");
    command.on_run([options, target, &session] { run(*target, *options, session); });
}

}  // namespace seqboard::cli
