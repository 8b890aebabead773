// The section .ARM.attributes: what a compiler says of the instructions it has used.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace seqboard::deploy {

inline constexpr unsigned kTagCpuArch = 6;
inline constexpr unsigned kTagFpArch = 10;
inline constexpr unsigned kTagVfpArgs = 28;

/// The numbers of the file's own attributes ("aeabi"), by tag; tags with a text are left out. A tag that is absent means zero.
/// Throws StartError{kBadSegment} naming `file` if the section contradicts itself.
/// Source: "Addenda to, and Errata in, the ABI for the Arm Architecture", 2.2 (syntax) and 2.3 (tags).
std::map<unsigned, unsigned> arm_attributes(std::string_view section, const std::string& file);

}  // namespace seqboard::deploy
