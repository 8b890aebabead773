// Programs and build attributes that are unusual or damaged: read as far as they mean something, else refused with a sentence.
#include <catch2/catch.hpp>

#include "core/deploy/arm_attributes.hpp"
#include "core/deploy/elf_program.hpp"
#include "tests/deploy/elf_bytes.hpp"
#include "tests/scratch/start_error.hpp"

using namespace seqboard;
using namespace seqboard::deploy;
using namespace seqboard::testing;

namespace {

std::string refusal(const std::string& program) {
    return start_error([&] { static_cast<void>(read_elf_program(program, "node")); }).second;
}

/// Build attributes of one vendor: whatever stands behind its name.
std::string vendor_section(const std::string& name, const std::string& content) {
    const std::string vendor = name + '\0' + content;
    return bytes_of(static_cast<std::uint32_t>(4 + vendor.size())) + vendor;
}

std::string part_of_kind(char kind, const std::string& tags) { return kind + bytes_of(static_cast<std::uint32_t>(5 + tags.size())) + tags; }

std::map<unsigned, unsigned> attributes_in(const std::string& section) { return arm_attributes(section, "node"); }

std::string attributes_refusal(const std::string& section) {
    return start_error([&] { static_cast<void>(attributes_in(section)); }).second;
}

std::string note(std::uint32_t type, const std::string& name, const std::string& description) {
    return bytes_of(static_cast<std::uint32_t>(name.size())) + bytes_of(static_cast<std::uint32_t>(description.size())) + bytes_of(type) +
           name + description;
}

}  // namespace

TEST_CASE("a program is of the machine that its number says, also of one that has no name here") {
    const auto machine = [](std::uint16_t number) { return read_elf_program(program_with_segment(PT_LOAD, "", number), "node")->machine; };
    CHECK(machine(EM_X86_64) == "x86_64");
    CHECK(machine(EM_AARCH64) == "aarch64");
    CHECK(machine(EM_386) == "i386");
    CHECK(machine(EM_MIPS) == "machine 8");
}

TEST_CASE("a program of the wrong byte order or of no size is refused, and one whose identification is cut") {
    std::string program = x86_64_program(3, 2, 0);
    CHECK_THAT(refusal(program.substr(0, 8)), Catch::Contains("cut short"));
    program[EI_CLASS] = 7;
    CHECK_THAT(refusal(program), Catch::Contains("neither a 32-bit nor a 64-bit"));
    program[EI_DATA] = ELFDATA2MSB;
    CHECK_THAT(refusal(program), Catch::Contains("big-endian"));
}

TEST_CASE("a program that is linked dynamically says which loader it needs") {
    const auto program = read_elf_program(program_with_segment(PT_INTERP, std::string{"/lib/ld.so\0", 11}), "node");
    CHECK(program->needs_loader);
    CHECK(program->loader == "/lib/ld.so");
}

TEST_CASE("of a program's notes only the ABI tag of GNU tells the kernel it needs") {
    const std::string tag =
        bytes_of(std::uint32_t{0}) + bytes_of(std::uint32_t{4}) + bytes_of(std::uint32_t{5}) + bytes_of(std::uint32_t{6});
    const std::string gnu{"GNU\0", 4}, other{"ABC\0", 4};
    const auto kernel = [](const std::string& notes) { return read_elf_program(program_with_segment(PT_NOTE, notes), "node")->min_kernel; };
    CHECK(kernel(note(1, gnu, tag)) == "4.5.6");
    CHECK(kernel(note(3, gnu, tag) + note(1, gnu, tag)) == "4.5.6");
    CHECK(kernel(note(3, gnu, tag)).empty());
    CHECK(kernel(note(1, other, tag)).empty());
    CHECK(kernel(note(1, gnu, tag.substr(0, 8))).empty());
    CHECK(kernel(note(1, gnu, tag).substr(0, 20)).empty());  // its description is cut
}

TEST_CASE("an ARM program is of the oldest level that its core's instructions are in") {
    const auto level = [](unsigned char tag) { return read_elf_program(arm_program_of_level(tag), "node")->level; };
    CHECK(level(0) == ArmLevel::kPre4);
    for (unsigned char v6 = 6; v6 < 10; ++v6) CHECK(level(v6) == ArmLevel::kV6);
    CHECK_THAT(refusal(arm_program_of_level(12)), Catch::Contains("runs no Linux (Tag_CPU_arch 12)"));
}

TEST_CASE("an ARM program whose sections lead to no attributes is refused") {
    Elf32_Ehdr header{};
    std::memcpy(header.e_ident, ELFMAG, SELFMAG);
    header.e_ident[EI_CLASS] = ELFCLASS32;
    header.e_ident[EI_DATA] = ELFDATA2LSB;
    header.e_machine = EM_ARM;
    header.e_shoff = sizeof header;
    header.e_shnum = 1;
    CHECK_THAT(refusal(bytes_of(header) + bytes_of(Elf32_Shdr{})), Catch::Contains(".ARM.attributes"));
    header.e_shnum = 2;
    CHECK_THAT(refusal(bytes_of(header) + bytes_of(Elf32_Shdr{})), Catch::Contains("cut short"));
}

TEST_CASE("attributes of other vendors, of sections and symbols, and tags with texts are passed over") {
    const std::string compatibility = std::string{"\x20\1gnu"} + '\0';
    const std::string names = std::string{"\4raw"} + '\0' + "\5" + "ARM920T" + '\0' + "\x43" + "2.09" + '\0';
    const std::string long_number = "\x22\x81\x01";  // tag 34: 129
    const std::string section =
        'A' + vendor_section("gnu", "anything") +
        vendor_section("aeabi", part_of_kind(2, attribute(6, 1)) + part_of_kind(1, compatibility + names + attribute(6, 10) + long_number));
    CHECK(attributes_in(section) == std::map<unsigned, unsigned>{{6, 10}, {32, 1}, {34, 129}});
}

TEST_CASE("damaged build attributes are refused") {
    for (const std::string& section :
         {std::string{}, std::string{"B"}, 'A' + bytes_of(std::uint32_t{3}), 'A' + bytes_of(std::uint32_t{400}), std::string{"A\1"},
          'A' + bytes_of(std::uint32_t{9}) + "aeabi",                                              // its vendor's name has no end
          'A' + vendor_section("aeabi", '\1' + bytes_of(std::uint32_t{4})),                        // shorter than its own head
          'A' + vendor_section("aeabi", part_of_kind(1, "\6\xff\xff\xff\xff\xff\xff\xff\xff\1")),  // a number of more than 32 bits
          'A' + vendor_section("aeabi", part_of_kind(1, "\5text")), 'A' + vendor_section("aeabi", part_of_kind(1, "\6"))})
        CHECK_THAT(attributes_refusal(section), Catch::Contains("node: its ARM build attributes are damaged"));
}
