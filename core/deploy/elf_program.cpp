#include "core/deploy/elf_program.hpp"

#include <elf.h>

#include <array>
#include <cstdint>
#include <cstring>

#include "core/deploy/arm_attributes.hpp"
#include "core/exit_code.hpp"

namespace seqboard::deploy {

namespace {

constexpr std::uint32_t kAbiTagNote = 1;              // NT_GNU_ABI_TAG
constexpr std::uint32_t kArmAttributes = 0x70000003;  // SHT_ARM_ATTRIBUTES; elf.h of older libcs lacks it

[[noreturn]] void refuse(const std::string& name, const std::string& what) { throw StartError{ExitCode::kBadSegment, name + ": " + what}; }

[[noreturn]] void refuse_cut(const std::string& name) { refuse(name, "the program is cut short; build or copy it again"); }

/// Reads the tables of a 32-bit or 64-bit file.
template <class Header, class Section, class Segment>
class Reader {
public:
    Reader(std::string_view bytes, const std::string& name) : bytes_{bytes}, name_{name}, header_{at<Header>(0)} {}

    ElfProgram read() {
        ElfProgram program;
        program.machine = machine();
        for (unsigned i = 0; i < header_.e_phnum; ++i) look_at(at<Segment>(header_.e_phoff + i * sizeof(Segment)), program);
        if (program.machine == "arm") read_arm(program);
        return program;
    }

private:
    template <class T>
    T at(std::uint64_t offset) const {
        T value;
        const std::string_view found = part(offset, sizeof value);
        std::memcpy(&value, found.data(), sizeof value);
        return value;
    }

    std::string_view part(std::uint64_t offset, std::uint64_t size) const {
        if (offset > bytes_.size() || size > bytes_.size() - offset) refuse_cut(name_);
        return bytes_.substr(static_cast<std::size_t>(offset), static_cast<std::size_t>(size));
    }

    std::string machine() const {
        switch (header_.e_machine) {
            case EM_ARM: return "arm";
            case EM_AARCH64: return "aarch64";
            case EM_X86_64: return "x86_64";
            case EM_386: return "i386";
            default: return "machine " + std::to_string(header_.e_machine);
        }
    }

    void look_at(const Segment& segment, ElfProgram& program) const {
        if (segment.p_type == PT_INTERP) {
            program.needs_loader = true;
            const std::string_view loader = part(segment.p_offset, segment.p_filesz);
            program.loader = loader.substr(0, loader.find('\0'));
        }
        if (segment.p_type == PT_NOTE) read_notes(part(segment.p_offset, segment.p_filesz), program);
    }

    /// name size, description size, type, name, description; each padded to four bytes.
    static void read_notes(std::string_view notes, ElfProgram& program) {
        std::array<std::uint32_t, 3> head{};
        while (notes.size() >= sizeof head) {
            std::memcpy(head.data(), notes.data(), sizeof head);
            const std::uint64_t name_bytes = (std::uint64_t{head[0]} + 3) / 4 * 4;
            const std::uint64_t size = sizeof head + name_bytes + (std::uint64_t{head[1]} + 3) / 4 * 4;
            if (size > notes.size()) return;
            std::array<std::uint32_t, 4> tag{};  // operating system (0: Linux), and the earliest kernel
            if (head[2] == kAbiTagNote && head[1] >= sizeof tag && notes.substr(sizeof head, head[0]) == std::string_view{"GNU\0", 4}) {
                std::memcpy(tag.data(), notes.data() + sizeof head + name_bytes, sizeof tag);
                program.min_kernel = std::to_string(tag[1]) + "." + std::to_string(tag[2]) + "." + std::to_string(tag[3]);
            }
            notes.remove_prefix(static_cast<std::size_t>(size));
        }
    }

    void read_arm(ElfProgram& program) const {
        for (unsigned i = 0; i < header_.e_shnum; ++i) {
            const auto section = at<Section>(header_.e_shoff + i * sizeof(Section));
            if (section.sh_type != kArmAttributes) continue;
            auto numbers = arm_attributes(part(section.sh_offset, section.sh_size), name_);
            program.level = level_of(numbers[kTagCpuArch]);
            program.needs_vfp = numbers[kTagFpArch] != 0 || numbers[kTagVfpArgs] == 1;
            return;
        }
        refuse(name_,
               "it has no ARM build attributes, so nobody can say which CPU runs it; strip it with a tool that keeps .ARM.attributes");
    }

    ArmLevel level_of(unsigned tag) const {
        switch (tag) {
            case 0: return ArmLevel::kPre4;
            case 1: return ArmLevel::kV4;
            case 2: return ArmLevel::kV4T;
            case 3: return ArmLevel::kV5T;
            case 4:
            case 5: return ArmLevel::kV5TE;  // 5: v5TEJ
            case 6:
            case 7:
            case 8:
            case 9: return ArmLevel::kV6;  // v6, v6KZ, v6T2, v6K
            case 10: return ArmLevel::kV7;
            case 14: return ArmLevel::kV8;
            default: refuse(name_, "it is for an ARM core that runs no Linux (Tag_CPU_arch " + std::to_string(tag) + ")");
        }
    }

    std::string_view bytes_;
    const std::string& name_;
    Header header_;
};

constexpr std::array<const char*, 8> kLevels = {"pre-v4", "v4", "v4T", "v5T", "v5TE", "v6", "v7", "v8"};

}  // namespace

const char* text_of(ArmLevel level) { return kLevels[static_cast<std::size_t>(level)]; }

std::string ElfProgram::text() const {
    return machine != "arm" ? machine : machine + " " + text_of(level) + (needs_vfp ? " with VFP" : " soft-float");
}

std::optional<ElfProgram> read_elf_program(std::string_view bytes, const std::string& name) {
    if (!bytes.starts_with(ELFMAG)) return std::nullopt;
    if (bytes.size() < EI_NIDENT) refuse_cut(name);
    if (bytes[EI_DATA] != ELFDATA2LSB) refuse(name, "it is for a big-endian machine; seqboard runs on little-endian ones");
    if (bytes[EI_CLASS] == ELFCLASS64) return Reader<Elf64_Ehdr, Elf64_Shdr, Elf64_Phdr>{bytes, name}.read();
    if (bytes[EI_CLASS] == ELFCLASS32) return Reader<Elf32_Ehdr, Elf32_Shdr, Elf32_Phdr>{bytes, name}.read();
    refuse(name, "it is neither a 32-bit nor a 64-bit ELF program");
}

}  // namespace seqboard::deploy
