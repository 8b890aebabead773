// The files `seqboard new node` writes.
#pragma once

#include <string>
#include <vector>

namespace seqboard::cli {

struct NewFile {
    std::string name;
    std::string text;
};

/// Class, main and test of a node; `stem` is its name in snake case without "_node".
std::vector<NewFile> node_files(const std::string& stem);

/// The lines that build it.
std::string cmake_lines(const std::string& stem);

/// A CMakeLists.txt for a project of one's own that finds an installed seqboard, without the lines above.
std::string cmake_project(const std::string& project);

/// The entry under `nodes:` of a node set, and a node set of this one node.
std::string node_set_entry(const std::string& stem);
std::string node_set(const std::string& stem);

}  // namespace seqboard::cli
