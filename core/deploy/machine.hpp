// The machine that programs are sent to, and whether it runs them.
#pragma once

#include <string>

#include "core/deploy/elf_program.hpp"

namespace seqboard::deploy {

struct Machine {
    std::string name;                  ///< as uname -m says: "armv4tl", "x86_64"
    std::string kernel;                ///< as uname -r says: "6.1.0"
    ArmLevel level = ArmLevel::kPre4;  ///< arm only
    bool has_vfp = false;              ///< arm only

    /// From the texts of uname -m, uname -r and /proc/cpuinfo. The level is the lower of what the first and the last say.
    static Machine from(const std::string& name, const std::string& kernel, const std::string& cpuinfo);

    /// The one this process runs on.
    static Machine this_one();

    bool is_arm() const { return name.starts_with("arm"); }

    /// "armv4tl (v4T, no VFP), Linux 6.1.0"
    std::string text() const;
};

/// Why the machine cannot run the program: "needs arm v5TE soft-float, the machine is armv4tl (v4T, no VFP)". Empty if it can.
std::string why_not(const ElfProgram& program, const Machine& machine);

/// Orders "2.6.32" before "6.1.0-rc1": by the numbers, what follows them does not count.
bool kernel_is_older(const std::string& kernel, const std::string& than);

}  // namespace seqboard::deploy
