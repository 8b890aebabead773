// The words that a program was started with.
#pragma once

#include <memory>

#include "core/cli/command.hpp"

namespace seqboard::cli {

/// Owns the commands of a program; one of them must be chosen.
class CommandLine {
public:
    explicit CommandLine(const char* help);
    ~CommandLine();

    Command program() const { return app_.get(); }

    /// Runs the command that is chosen, or prints the help that is asked for. False if the words make no sense: stderr says
    /// why, in one sentence, with the nearest known word for one that is unknown.
    bool run(int argc, char** argv);

private:
    std::unique_ptr<CLI::App> app_;
};

}  // namespace seqboard::cli
