// ELF programs as bytes, as small as a reader lets them be.
#pragma once

#include <elf.h>

#include <cstring>
#include <string>

namespace seqboard::testing {

template <class T>
std::string bytes_of(const T& value) {
    std::string bytes(sizeof value, '\0');
    std::memcpy(bytes.data(), &value, sizeof value);
    return bytes;
}

/// A tag below 128 and its number.
inline std::string attribute(unsigned char tag, unsigned char value) { return {static_cast<char>(tag), static_cast<char>(value)}; }

/// The section .ARM.attributes with these tags for the whole file.
inline std::string arm_attribute_section(const std::string& tags) {
    const std::string file = '\1' + bytes_of(static_cast<std::uint32_t>(5 + tags.size())) + tags;
    const std::string vendor = std::string{"aeabi"} + '\0' + file;
    return 'A' + bytes_of(static_cast<std::uint32_t>(4 + vendor.size())) + vendor;
}

/// An ARM program whose attributes are `section`; none if it is empty.
inline std::string arm_program(const std::string& section) {
    Elf32_Ehdr header{};
    std::memcpy(header.e_ident, ELFMAG, SELFMAG);
    header.e_ident[EI_CLASS] = ELFCLASS32;
    header.e_ident[EI_DATA] = ELFDATA2LSB;
    header.e_machine = EM_ARM;
    header.e_shoff = sizeof header;
    header.e_shentsize = sizeof(Elf32_Shdr);
    header.e_shnum = section.empty() ? 0 : 1;
    Elf32_Shdr attributes{};
    attributes.sh_type = 0x70000003;  // SHT_ARM_ATTRIBUTES
    attributes.sh_offset = sizeof header + sizeof attributes;
    attributes.sh_size = static_cast<Elf32_Word>(section.size());
    return bytes_of(header) + (section.empty() ? "" : bytes_of(attributes) + section);
}

/// Tag_CPU_arch `level`, Tag_FP_arch `fp`; between them a tag with a text, as compilers write Tag_CPU_name.
inline std::string arm_program_of_level(unsigned char level, unsigned char fp = 0) {
    return arm_program(arm_attribute_section(std::string{"\5"} + "ARM920T" + '\0' + attribute(6, level) + attribute(10, fp)));
}

/// A 64-bit program with one segment of this type and content.
inline std::string program_with_segment(std::uint32_t type, const std::string& content, std::uint16_t machine = EM_X86_64) {
    Elf64_Ehdr header{};
    std::memcpy(header.e_ident, ELFMAG, SELFMAG);
    header.e_ident[EI_CLASS] = ELFCLASS64;
    header.e_ident[EI_DATA] = ELFDATA2LSB;
    header.e_machine = machine;
    header.e_phoff = sizeof header;
    header.e_phnum = 1;
    Elf64_Phdr segment{};
    segment.p_type = type;
    segment.p_offset = sizeof header + sizeof segment;
    segment.p_filesz = content.size();
    return bytes_of(header) + bytes_of(segment) + content;
}

/// A 64-bit program that needs this kernel or a later one.
inline std::string x86_64_program(std::uint32_t major, std::uint32_t minor, std::uint32_t patch) {
    const std::string note = bytes_of(std::uint32_t{4}) + bytes_of(std::uint32_t{16}) + bytes_of(std::uint32_t{1}) +
                             std::string{"GNU\0", 4} + bytes_of(std::uint32_t{0}) + bytes_of(major) + bytes_of(minor) + bytes_of(patch);
    return program_with_segment(PT_NOTE, note);
}

}  // namespace seqboard::testing
