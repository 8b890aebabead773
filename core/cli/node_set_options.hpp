// What `check` and `up` are told about a node set.
#pragma once

#include <string>
#include <vector>

#include "core/cli/subcommands.hpp"
#include "core/launch/emulator.hpp"
#include "core/launch/node_set_reader.hpp"

namespace seqboard::cli {

struct NodeSetOptions {
    std::string file;
    std::vector<std::string> profiles;
    std::vector<std::string> sets;
    std::string board_programs;
    bool allow_actuators = false;

    /// Returns the option of the file, which is required unless the caller changes that.
    Option add_to(Command command, const char* file_help = "The node set, a YAML file") {
        const Option file_option = command.option("file", file, file_help).required();
        add_variant_options(command);
        return file_option;
    }

    /// Which of the sets that the file can be.
    void add_variant_options(Command command) {
        command.option("--profile", profiles, "Lay this profile of the file over it; may be given more than once");
        command.option("--set", sets, "NAME=VALUE: give a variable, NODE.KEY, NODE.PARAMETER or a key of the file another value");
    }

    /// Of a set that is run here, or could be.
    void add_run_options(Command command) {
        command.option("--board-programs", board_programs,
                       "Run the robot's nodes from this folder, in an emulator where they are for another CPU; simulator and referee stay "
                       "this machine's");
        command.flag("--allow-actuators", allow_actuators,
                     "Let nodes move what is real although the set's plant is simulated elsewhere; lift the robot off the floor first");
    }

    NodeSetRequest request(const Session& session) const {
        if (!board_programs.empty()) set_default_emulator();
        return {file, profiles, sets, session.place, session.backend_given, board_programs, allow_actuators};
    }
};

}  // namespace seqboard::cli
