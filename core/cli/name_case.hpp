// The three ways a node's name is written.
#pragma once

#include <string>
#include <string_view>

namespace seqboard::cli {

/// "line_follower" from "line_follower_node" or itself. Empty if it is no name in snake case that a C++ class can have.
std::string snake_stem(std::string_view name);

/// "LineFollower".
std::string pascal_case(std::string_view snake);

}  // namespace seqboard::cli
