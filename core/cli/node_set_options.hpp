// What `check` and `up` are told about a node set.
#pragma once

#include <string>
#include <vector>

#include "core/cli/command.hpp"
#include "core/launch/node_set_reader.hpp"

namespace seqboard::cli {

struct NodeSetOptions {
    std::string file;
    std::vector<std::string> profiles;
    std::vector<std::string> sets;

    void add_to(CLI::App& command) {
        command.add_option("file", file, "The node set, a YAML file")->required();
        command.add_option("--profile", profiles, "Lay this profile of the file over it; may be given more than once")
            ->allow_extra_args(false);
        command.add_option("--set", sets, "NAME=VALUE: give a variable of the file another value")->allow_extra_args(false);
    }

    NodeSetRequest request(const Session& session) const { return {file, profiles, sets, session.place, session.backend_given}; }
};

}  // namespace seqboard::cli
