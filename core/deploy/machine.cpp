#include "core/deploy/machine.hpp"

#include <sys/auxv.h>
#include <sys/utsname.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>

#include "core/deploy/durable.hpp"

namespace seqboard::deploy {

namespace {

/// "5TEJ", "v5tejl", "7" -> its level.
ArmLevel level_in(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::toupper(c); });
    if (text.starts_with("V")) text.erase(0, 1);
    if (text.starts_with("4T")) return ArmLevel::kV4T;
    if (text.starts_with("5TE")) return ArmLevel::kV5TE;
    switch (text.empty() ? 0 : text[0]) {
        case '4': return ArmLevel::kV4;
        case '5': return ArmLevel::kV5T;
        case '6': return ArmLevel::kV6;
        case '7': return ArmLevel::kV7;
        case '8': return ArmLevel::kV8;
        default: return ArmLevel::kPre4;
    }
}

/// What stands behind "CPU architecture: ".
std::string value_in(const std::string& cpuinfo, const std::string& key) {
    const std::size_t line = cpuinfo.find(key);
    const std::size_t colon = line == std::string::npos ? line : cpuinfo.find(':', line);
    if (colon == std::string::npos) return "";
    const std::size_t end = std::min(cpuinfo.find('\n', colon), cpuinfo.size());
    const std::size_t begin = std::min(cpuinfo.find_first_not_of(" \t", colon + 1), end);
    return cpuinfo.substr(begin, end - begin);
}

std::array<long, 3> numbers_of(const std::string& kernel) {
    std::array<long, 3> numbers{};
    const char* rest = kernel.c_str();
    for (long& number : numbers) {
        char* end = nullptr;
        number = std::strtol(rest, &end, 10);
        if (*end != '.') break;
        rest = end + 1;
    }
    return numbers;
}

/// What the kernel tells every program: true also in an emulator of a processor, which leaves the host's /proc/cpuinfo as it is.
bool kernel_offers_vfp() {
#if defined(__arm__)
    constexpr unsigned long kHwcapVfp = 1u << 6;  // Linux, arch/arm/include/uapi/asm/hwcap.h
    return (::getauxval(AT_HWCAP) & kHwcapVfp) != 0;
#else
    return false;
#endif
}

}  // namespace

Machine Machine::from(const std::string& name, const std::string& kernel, const std::string& cpuinfo) {
    Machine machine{.name = name, .kernel = kernel};
    if (!machine.is_arm()) return machine;
    machine.level = level_in(name.substr(3));
    if (const std::string said = value_in(cpuinfo, "CPU architecture"); !said.empty()) {
        const ArmLevel level = level_in(said);
        machine.level = machine.level == ArmLevel::kPre4 ? level : std::min(machine.level, level);
    }
    machine.has_vfp = (" " + value_in(cpuinfo, "Features") + " ").find(" vfp") != std::string::npos;
    return machine;
}

Machine Machine::this_one() {
    utsname names{};
    ::uname(&names);
    Machine machine = from(names.machine, names.release, text_of_file("/proc/cpuinfo"));
    machine.has_vfp = machine.has_vfp || kernel_offers_vfp();
    return machine;
}

std::string Machine::text() const {
    return name + (is_arm() ? std::string{" ("} + text_of(level) + (has_vfp ? ", VFP)" : ", no VFP)") : "") + ", Linux " + kernel;
}

bool kernel_is_older(const std::string& kernel, const std::string& than) { return numbers_of(kernel) < numbers_of(than); }

std::string why_not(const ElfProgram& program, const Machine& machine) {
    std::string needs = "needs " + program.text() + ", the machine is " + machine.text();
    if (program.machine == "arm") {
        // A 64-bit kernel may or may not run 32-bit programs; the check on the target is what tells.
        if (machine.name == "aarch64") return "";
        if (!machine.is_arm() || program.level > machine.level || (program.needs_vfp && !machine.has_vfp)) return needs;
    } else if (program.machine != machine.name) {
        return needs;
    }
    if (kernel_is_older(machine.kernel, program.min_kernel))
        return "needs Linux " + program.min_kernel + " or later, the machine is " + machine.text();
    return "";
}

}  // namespace seqboard::deploy
