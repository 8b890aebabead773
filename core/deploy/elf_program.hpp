// What a program asks of a machine, read from its ELF file.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/time.hpp"

namespace seqboard::deploy {

using seqboard::text_of;  // of durations, beside those of this folder

/// Levels of the 32-bit ARM architecture as far as they differ in the instructions a program may hold, in order.
/// Source: "Addenda to, and Errata in, the ABI for the Arm Architecture" (build attributes), Tag_CPU_arch.
enum class ArmLevel : unsigned char { kPre4, kV4, kV4T, kV5T, kV5TE, kV6, kV7, kV8 };

/// "v4T"
const char* text_of(ArmLevel level);

struct ElfProgram {
    std::string machine{};             ///< "arm", "aarch64", "x86_64", "i386", or "machine 8" by its ELF number
    ArmLevel level = ArmLevel::kPre4;  ///< arm only
    bool needs_vfp = false;            ///< arm only: it holds floating-point instructions or passes floats in their registers
    bool needs_loader = false;         ///< linked dynamically: libraries of the target's own take part
    std::string loader{};              ///< "/lib/ld-linux-armhf.so.3"
    std::string min_kernel{};          ///< "3.2.0"; empty if it does not say

    /// "arm v4T soft-float", "x86_64"
    std::string text() const;
};

/// Nothing for a file that is no ELF program (a script, an asset). Throws StartError{kBadSegment} for one that is cut short or
/// inconsistent, and for an ARM program without build attributes: nobody could say where it runs.
std::optional<ElfProgram> read_elf_program(std::string_view bytes, const std::string& name);

}  // namespace seqboard::deploy
