// The node programs of a set, and what they say of themselves.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/launch/describe_runner.hpp"
#include "core/launch/node_set.hpp"
#include "core/launch/node_type_info.hpp"
#include "core/launch/yaml/findings.hpp"

namespace seqboard {

/// The program that holds all stock node types; its first word is the type.
inline constexpr const char* kMultiNodeProgram = "seqboard_nodes";

class NodeCatalog {
public:
    /// Runs the program of every node with --describe and its parameters, all at the same time, each at most `limit`. A program that
    /// is missing, cannot be run, fails or prints something else becomes a finding at the first node that names it.
    static NodeCatalog describe(const NodeSet& set, const std::string& program_folder, Duration limit, Findings& findings);

    /// For tests and for checks against descriptions of another machine.
    void add(const std::string& program, NodeTypeInfo info) { types_[program] = std::move(info); }

    /// What the node will hold with its parameters; empty if its program could not be asked.
    const std::vector<PinClaim>& pins_of(const NodeEntry& node) const;

    /// What the node's program says, or null if it could not be asked.
    const NodeTypeInfo* find(const NodeEntry& node) const;

    /// The folder of the running program: where node programs are looked for.
    static std::string own_folder();

private:
    std::string take(const NodeEntry& node, const std::vector<std::string>& command_line, const ProgramOutput& output,
                     const std::string& program_folder, Duration limit);

    std::map<std::string, NodeTypeInfo> types_;          ///< by NodeEntry::kind()
    std::map<std::string, std::vector<PinClaim>> pins_;  ///< by the node's name
};

/// How a node's program is started: its path, and the type for the multi-node program when it has no program of its own.
std::vector<std::string> program_of(const NodeEntry& node, const std::string& program_folder);

}  // namespace seqboard
