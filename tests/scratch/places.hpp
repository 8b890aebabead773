// Where the build has put its programs, and where the sources lie.
#pragma once

#include <string>

namespace seqboard::testing {

/// Of a program or another file of this build: built("seqboard") is the command line.
std::string built(const std::string& path);

/// Of a file of the source tree: sources("config/robot_sim.yaml").
std::string sources(const std::string& path);

}  // namespace seqboard::testing
