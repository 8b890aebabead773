// The words of a command line, before and after CLI11 has looked at them.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace seqboard::cli {

/// The words behind the program's name, in the order CLI11 wants them (last first). A negative number is a value, never an
/// option: "--" goes before it.
std::vector<std::string> words_of(int argc, char** argv);

/// One sentence for a command line that could not be parsed, with the nearest known word for one that is unknown.
std::string sentence(const CLI::App& app, const CLI::ParseError& error);

}  // namespace seqboard::cli
