// The words that a program was started with.
#pragma once

#include <functional>
#include <memory>

#include "core/cli/command.hpp"

namespace seqboard::cli {

/// Owns the commands of a program; one of them must be chosen.
class CommandLine {
public:
    explicit CommandLine(const char* help);
    ~CommandLine();

    Command program() { return {app_.get(), &run_}; }

    /// Runs the command that is chosen, or prints the help that is asked for. A command may run for months: before it does, all that
    /// was needed to understand the words is given back. False if the words make no sense: stderr says
    /// why, in one sentence, with the nearest known word for one that is unknown.
    bool run(int argc, char** argv);

private:
    std::unique_ptr<CLI::App> app_;
    std::function<void()> run_;
};

}  // namespace seqboard::cli
