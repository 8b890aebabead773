// What `check` and `up` are told about a node set.
#pragma once

#include <string>
#include <vector>

#include "core/cli/subcommands.hpp"
#include "core/launch/node_set_reader.hpp"

namespace seqboard::cli {

struct NodeSetOptions {
    std::string file;
    std::vector<std::string> profiles;
    std::vector<std::string> sets;

    /// Returns the option of the file, which is required unless the caller changes that.
    Option add_to(Command command, const char* file_help = "The node set, a YAML file") {
        const Option file_option = command.option("file", file, file_help).required();
        command.option("--profile", profiles, "Lay this profile of the file over it; may be given more than once");
        command.option("--set", sets, "NAME=VALUE: give a variable, NODE.KEY, NODE.PARAMETER or a key of the file another value");
        return file_option;
    }

    NodeSetRequest request(const Session& session) const { return {file, profiles, sets, session.place, session.backend_given}; }
};

}  // namespace seqboard::cli
