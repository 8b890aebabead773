// Where the build has put its programs, and where the sources lie.
#pragma once

#include <string>

namespace seqboard::testing {

/// Of a program or another file of this build: built("seqboard") is the command line.
std::string built(const std::string& path);

/// Of a program of the native build beside a cross or sanitizer build, `./dev test` builds what is needed there; of this build if it is
/// one.
std::string built_natively(const std::string& path);

/// Of a file of the source tree: sources("config/robot_sim.yaml").
std::string sources(const std::string& path);

}  // namespace seqboard::testing
