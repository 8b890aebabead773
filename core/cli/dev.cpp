// seqboard dev: what a person who builds a robot tries, outside a running set.
#include <cstdio>

#include "core/cli/node_set_options.hpp"
#include "core/launch/checked_set.hpp"
#include "core/launch/exec.hpp"
#include "core/launch/node_command.hpp"
#include "core/names.hpp"

namespace seqboard::cli {

namespace {

struct Options : NodeSetOptions {
    std::string node;
    bool motion = false;
};

CheckedSet sound_set(const Options& options, Session& session) {
    CheckedSet checked = check_file(options.request(session), NodeCatalog::own_folder());
    for (const Finding& error : checked.findings.errors()) std::fprintf(stderr, "%s\n", text_of(error).c_str());
    if (checked.findings.has_errors()) throw StartError{ExitCode::kConfig, options.file + " has faults; nothing was tried"};
    return checked;
}

const NodeEntry& testable_node(const CheckedSet& checked, const std::string& name) {
    std::vector<std::string> known;
    for (const NodeEntry& node : checked.set.nodes) {
        const bool testable = checked.catalog.find(node)->self_test != "none";
        if (testable && node.name == name) return node;
        if (testable) known.push_back(node.name);
    }
    const bool is_there = checked.set.find(name) != nullptr;
    throw StartError{ExitCode::kNoInput, "'" + name + (is_there ? "' has no device to test" : "' is no node of this set") +
                                             suggestion(is_there ? "" : name, known)};
}

/// Becomes the node's program, so that its words and its exit status are the command's.
void test(const Options& options, Session& session) {
    const CheckedSet checked = sound_set(options, session);
    const NodeEntry& node = testable_node(checked, options.node);
    std::vector<std::string> command_line = program_of(node, NodeCatalog::own_folder());
    const std::vector<std::string> flags = node_flags(checked.set, node, checked.wiring, {});
    command_line.insert(command_line.end(), flags.begin(), flags.end());
    command_line.emplace_back("--self-test");
    if (options.motion) command_line.emplace_back("--motion");
    exec_or_exit(command_line);
}

}  // namespace

void add_dev(Command program, Session& session) {
    const Command dev = program.add("dev", "Try a robot's devices one by one: seqboard dev test NODE");
    const auto options = std::make_shared<Options>();
    options->file = "config/robot.yaml";
    const Command command = dev.add("test", "Test the device of one node, while the node is not running; print what was measured");
    command.option("node", options->node, "The node's name in the node set").required();
    options->add_to(command).required(false).show_default();
    command.flag("--motion", options->motion, "The test may move the robot: its wheels are off the floor, nobody's hand is in the way");
    command.footer(
        "Exit status 0: passed; 1: something is wrong, see the lines that begin with FAILED; 66: no such node, or it has no device;\n"
        "69: the device cannot be opened; 75: the node is running and holds its pins; 77: it would move the robot, and --motion was not\n"
        "given; 78: the node set has faults.\n"
        "Examples:\n  seqboard dev test range\n  seqboard dev test wheels --motion\n  seqboard dev test battery my_robot.yaml");
    command.on_run([options, &session] { test(*options, session); });
    dev.on_parsed([dev] {
        if (!dev.chosen()) throw StartError{ExitCode::kUsage, "dev: what? seqboard dev test NODE"};
    });
}

}  // namespace seqboard::cli
