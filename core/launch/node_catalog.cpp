#include "core/launch/node_catalog.hpp"

#include <errno.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <filesystem>
#include <set>

#include "core/launch/describe_runner.hpp"
#include "core/names.hpp"

namespace seqboard {

namespace {

const std::vector<PinClaim> kNoPins;

std::vector<std::string> node_programs(const std::string& folder) {
    std::vector<std::string> names;
    std::error_code error;
    for (std::filesystem::directory_iterator entry{folder, error}; !error && entry != std::filesystem::directory_iterator{};
         entry.increment(error))
        if (const std::string name = entry->path().filename().string(); name.ends_with("_node")) names.push_back(name);
    std::sort(names.begin(), names.end());
    return names;
}

/// Empty if the program can be asked.
std::string program_fault(const NodeEntry& node, const std::string& path, const std::string& folder) {
    std::error_code error;
    const bool by_type = node.exec.value.empty();
    if (!std::filesystem::exists(path, error)) {
        if (by_type) return "no program '" + node.type.value + "' in " + folder + suggestion(node.type.value, node_programs(folder));
        return "no program " + path;
    }
    if (!std::filesystem::is_regular_file(path, error) || ::access(path.c_str(), X_OK) != 0)
        return path + " cannot be run; make it executable: chmod +x";
    return "";
}

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

/// The multi-node program was asked because the type has no program of its own, and it does not know the type either.
std::string unknown_type_fault(const NodeEntry& node, const ProgramOutput& output, const std::string& folder) {
    const std::string said = first_line(output.err);
    const std::size_t words = said.find(": ");
    return "no program '" + node.type.value + "' in " + folder + ", and " + kMultiNodeProgram +
           " says: " + said.substr(words == std::string::npos ? 0 : words + 2);
}

std::string output_fault(const ProgramOutput& output, Duration limit) {
    if (output.timed_out) return "--describe did not end within " + text_of(limit) + "; a node's Io must not open hardware";
    if (output.exit_code == 0) return "";
    const std::string said = first_line(output.err);
    return "--describe failed with exit code " + std::to_string(output.exit_code) + (said.empty() ? "" : " (" + said + ")") +
           "; is it a seqboard node, built for this machine?";
}

}  // namespace

std::vector<std::string> program_of(const NodeEntry& node, const std::string& program_folder) {
    if (!node.exec.value.empty()) return {node.exec.value};
    const std::string& folder = node.programs.empty() ? program_folder : node.programs;
    const std::string own = folder + "/" + node.type.value;
    const std::string shared = folder + "/" + kMultiNodeProgram;
    std::error_code error;
    if (!std::filesystem::exists(own, error) && std::filesystem::exists(shared, error)) return {shared, node.type.value};
    return {own};
}

NodeCatalog NodeCatalog::describe(const NodeSet& set, const std::string& program_folder, Duration limit, Findings& findings) {
    std::vector<const NodeEntry*> asked;
    std::vector<std::vector<std::string>> command_lines;
    std::set<std::string> faulty;  // kinds; once is enough
    for (const NodeEntry& node : set.nodes) {
        if (node.kind().empty() || faulty.contains(node.kind())) continue;
        std::vector<std::string> command_line = program_of(node, program_folder);
        const YamlPlace& place = node.exec.value.empty() ? node.type.place : node.exec.place;
        const std::string& folder = node.programs.empty() ? program_folder : node.programs;
        if (const std::string fault = program_fault(node, command_line.front(), folder); !fault.empty()) {
            if (node.is_machines_own) {  // the check may run on another machine than the set
                findings.warning(place, node.name + ": " + fault + "; the machine that runs the set must have it");
            } else {
                findings.error(place, node.name + ": " + fault);
                faulty.insert(node.kind());
            }
            continue;
        }
        if (node.is_foreign) continue;
        command_line.emplace_back("--describe");
        for (const NamedText& param : node.params) command_line.insert(command_line.end(), {"--param", param.name + "=" + param.text});
        asked.push_back(&node);
        command_lines.push_back(std::move(command_line));
    }
    const std::vector<ProgramOutput> outputs = run_programs(command_lines, limit);
    NodeCatalog catalog;
    for (const NodeEntry& node : set.nodes)
        if (node.is_foreign) catalog.types_[node.kind()].type = std::filesystem::path{node.kind()}.filename().string();
    for (std::size_t i = 0; i < outputs.size(); ++i) {
        const NodeEntry& node = *asked[i];
        if (faulty.contains(node.kind())) continue;
        const std::string fault = catalog.take(node, command_lines[i], outputs[i], program_folder, limit);
        if (fault.empty()) continue;
        findings.error(node.exec.value.empty() ? node.type.place : node.exec.place, node.name + ": " + fault);
        faulty.insert(node.kind());
    }
    return catalog;
}

/// Empty if it is understood.
std::string NodeCatalog::take(const NodeEntry& node, const std::vector<std::string>& command_line, const ProgramOutput& output,
                              const std::string& program_folder, Duration limit) {
    const std::string program = std::filesystem::path{command_line.front()}.filename().string();
    const bool is_shared = command_line.at(1) != "--describe";
    if (is_shared && output.exit_code == static_cast<int>(ExitCode::kUsage)) return unknown_type_fault(node, output, program_folder);
    if (const std::string fault = output_fault(output, limit); !fault.empty()) return program + ": " + fault;
    try {
        NodeTypeInfo info = parse_node_type(output.out);
        pins_[node.name] = info.pins;
        types_[node.kind()] = std::move(info);
        return "";
    } catch (const StartError& error) {
        return program + ": " + error.what();
    }
}

const std::vector<PinClaim>& NodeCatalog::pins_of(const NodeEntry& node) const {
    const auto known = pins_.find(node.name);
    return known == pins_.end() ? kNoPins : known->second;
}

const NodeTypeInfo* NodeCatalog::find(const NodeEntry& node) const {
    const auto known = types_.find(node.kind());
    return known == types_.end() ? nullptr : &known->second;
}

std::string NodeCatalog::own_folder() {
    std::array<char, 4096> path{};
    const ssize_t size = ::readlink("/proc/self/exe", path.data(), path.size() - 1);
    return size > 0 ? std::filesystem::path{path.data()}.parent_path().string() : ".";
}

}  // namespace seqboard
