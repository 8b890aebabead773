#include "core/launch/emulator.hpp"

#include <elf.h>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <string_view>

#include "core/file_descriptor.hpp"

namespace seqboard {

namespace {

/// e_machine of a little-endian ELF file, at the same place in both classes; EM_NONE for everything else.
unsigned elf_machine(const std::string& program) {
    static_assert(offsetof(Elf32_Ehdr, e_machine) == offsetof(Elf64_Ehdr, e_machine));
    unsigned char head[offsetof(Elf32_Ehdr, e_machine) + 2];
    const FileDescriptor file{::open(program.c_str(), O_RDONLY | O_CLOEXEC)};
    if (!file || ::read(file.get(), head, sizeof head) != static_cast<ssize_t>(sizeof head)) return EM_NONE;
    if (std::memcmp(head, ELFMAG, SELFMAG) != 0 || head[EI_DATA] != ELFDATA2LSB) return EM_NONE;
    return head[sizeof head - 2] + 256u * head[sizeof head - 1];
}

}  // namespace

const char* emulator_variable(const std::string& program) {
    switch (elf_machine(program)) {
        case EM_ARM: return kArmEmulator;
        case EM_AARCH64: return kAarch64Emulator;
        default: return nullptr;
    }
}

void set_default_emulator() { ::setenv(kArmEmulator, "qemu-arm -cpu ti925t", 0); }

std::vector<std::string> emulator_for(const std::string& program) {
    const char* const variable = emulator_variable(program);
    const char* const line = variable != nullptr ? std::getenv(variable) : nullptr;
    std::vector<std::string> words;
    for (std::string_view rest = line != nullptr ? line : ""; !rest.empty();) {  // no stream: the agent on a board is without
        const std::size_t end = std::min(rest.find(' '), rest.size());
        if (end > 0) words.emplace_back(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return words;
}

}  // namespace seqboard
