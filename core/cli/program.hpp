// The `seqboard` program: launch node sets, look into boards, change parameters.
#pragma once

#include <vector>

#include "core/cli/subcommands.hpp"

namespace seqboard::cli {

using AddCommand = void (*)(Command program, Session& session);

/// Parses the command line, runs its subcommand and returns the exit code of the process. `more`: subcommands beyond those
/// that every machine has. `lines`: see Session.
int run_program(int argc, char** argv, const std::vector<AddCommand>& more = {}, EnableLineDriver lines = {});

}  // namespace seqboard::cli
