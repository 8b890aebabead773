#include "core/cli/node_program.hpp"

#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "core/exit_code.hpp"
#include "core/launch/describe_runner.hpp"
#include "core/launch/node_catalog.hpp"
#include "core/names.hpp"

namespace seqboard::cli {

namespace {

constexpr Duration kLimit = std::chrono::seconds{5};

std::vector<std::string> programs_in(const std::string& folder) {
    std::vector<std::string> names;
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator{folder, ignored})
        if (entry.path().filename().string().ends_with("_node")) names.push_back(entry.path().filename());
    std::sort(names.begin(), names.end());
    return names;
}

}  // namespace

std::vector<std::string> node_program(const std::string& type) {
    if (type.find('/') != std::string::npos) {
        if (::access(type.c_str(), X_OK) != 0) throw StartError{ExitCode::kNoInput, type + ": no such program"};
        return {type};
    }
    const std::string folder = NodeCatalog::own_folder();
    if (::access((folder + "/" + type).c_str(), X_OK) == 0) return {folder + "/" + type};
    const std::string all_types = folder + "/" + kMultiNodeProgram;
    if (type.ends_with("_node") && ::access(all_types.c_str(), X_OK) == 0) {
        const std::vector<ProgramOutput> tried = run_programs({{all_types, type, "--describe"}}, kLimit);
        if (tried.front().exit_code == 0) return {all_types, type};
    }
    throw StartError{ExitCode::kNoInput,
                     "'" + type + "' is no node of this board and no node program in " + folder + suggestion(type, programs_in(folder))};
}

std::string description_of(const std::string& type) {
    std::vector<std::string> command_line = node_program(type);
    command_line.emplace_back("--describe");
    const ProgramOutput output = run_programs({command_line}, kLimit).front();
    if (output.timed_out) throw StartError{ExitCode::kFailed, type + " --describe did not end within " + text_of(kLimit)};
    if (output.exit_code != 0 || !output.out.starts_with("{"))
        throw StartError{ExitCode::kFailed,
                         type + " --describe failed with exit status " + std::to_string(output.exit_code) +
                             (output.err.empty() ? "; is it a seqboard node?" : ": " + output.err.substr(0, output.err.find('\n')))};
    return output.out;
}

}  // namespace seqboard::cli
