// A node program that is asked what it is.
#pragma once

#include <string>
#include <vector>

namespace seqboard::cli {

/// The command line of a node type: a path, a program beside `seqboard`, or a type of the program that holds them all. Throws
/// StartError{kNoInput} with the nearest type.
std::vector<std::string> node_program(const std::string& type);

/// What it prints with --describe. Throws StartError if it fails or is no node.
std::string description_of(const std::string& type);

}  // namespace seqboard::cli
