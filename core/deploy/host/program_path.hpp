// Programs of this machine.
#pragma once

#include <string>

namespace seqboard::deploy {

/// Where $PATH has the program; empty if it is not installed.
std::string program_path(const std::string& name);

}  // namespace seqboard::deploy
