// Programs without symbols and debugging information.
#pragma once

#include <string>

namespace seqboard::deploy {

/// The stripped bytes of an ELF program, for any machine: by eu-strip of elfutils, told to keep .ARM.attributes, which say
/// what CPU the program needs. Throws StartError{kUnavailable} if there is no eu-strip.
std::string stripped(const std::string& program);

}  // namespace seqboard::deploy
