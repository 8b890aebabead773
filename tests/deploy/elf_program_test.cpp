// What a program needs, read from its bytes.
#include "core/deploy/elf_program.hpp"

#include <catch2/catch.hpp>

#include "core/deploy/durable.hpp"
#include "core/exit_code.hpp"
#include "tests/deploy/elf_bytes.hpp"
#include "tests/scratch/places.hpp"

using namespace seqboard;
using namespace seqboard::deploy;
using namespace seqboard::testing;

TEST_CASE("the architecture level of an ARM program is that of its build attributes") {
    const auto level = [](unsigned char tag) { return read_elf_program(arm_program_of_level(tag), "node")->level; };
    CHECK(level(1) == ArmLevel::kV4);
    CHECK(level(2) == ArmLevel::kV4T);
    CHECK(level(3) == ArmLevel::kV5T);
    CHECK(level(4) == ArmLevel::kV5TE);
    CHECK(level(5) == ArmLevel::kV5TE);
    CHECK(level(9) == ArmLevel::kV6);
    CHECK(level(10) == ArmLevel::kV7);
    CHECK(level(14) == ArmLevel::kV8);
    CHECK(read_elf_program(arm_program_of_level(2), "node")->text() == "arm v4T soft-float");
}

TEST_CASE("floating-point instructions and floating-point registers as arguments count as VFP") {
    CHECK_FALSE(read_elf_program(arm_program_of_level(4), "node")->needs_vfp);
    CHECK(read_elf_program(arm_program_of_level(4, 3), "node")->needs_vfp);
    const std::string hard_float = arm_program(arm_attribute_section(attribute(6, 10) + attribute(28, 1)));
    CHECK(read_elf_program(hard_float, "node")->text() == "arm v7 with VFP");
}

TEST_CASE("a program says which kernel it needs, a script is no program") {
    const auto program = read_elf_program(x86_64_program(3, 2, 0), "node");
    REQUIRE(program);
    CHECK(program->machine == "x86_64");
    CHECK(program->min_kernel == "3.2.0");
    CHECK_FALSE(program->needs_loader);
    CHECK_FALSE(read_elf_program("#!/bin/sh\n", "script"));
    CHECK_FALSE(read_elf_program("", "empty"));
}

TEST_CASE("an ARM program whose attributes were stripped away is refused") {
    CHECK_THROWS_WITH(read_elf_program(arm_program(""), "bin/node"), Catch::Contains("bin/node") && Catch::Contains(".ARM.attributes"));
}

TEST_CASE("no cut and no wrong byte in a program makes the reader do anything but refuse") {
    const std::string whole = arm_program_of_level(2);
    for (std::size_t size = 0; size < whole.size(); ++size) {
        try {
            const auto program = read_elf_program(std::string_view{whole}.substr(0, size), "node");
            CHECK_FALSE(program.has_value());
            CHECK(size < SELFMAG);  // too short to be taken for ELF
        } catch (const StartError& error) {
            CHECK(error.code() == ExitCode::kBadSegment);
        }
    }
    for (std::size_t at = EI_NIDENT; at < whole.size(); ++at) {
        std::string damaged = whole;
        damaged[at] = static_cast<char>(~damaged[at]);
        try {
            static_cast<void>(read_elf_program(damaged, "node"));
        } catch (const StartError& error) {
            CHECK(error.code() == ExitCode::kBadSegment);
        }
    }
}

TEST_CASE("a program of this build is what this build is for") {
    const std::string path = built("seqboard_agent");
    const auto program = read_elf_program(text_of_file(path), path);
    REQUIRE(program);
#if defined __x86_64__
    CHECK(program->machine == "x86_64");
#elif defined __aarch64__
    CHECK(program->machine == "aarch64");
#else
    CHECK(program->machine == "arm");
    CHECK_FALSE(program->needs_loader);
#ifdef __ARM_ARCH_4T__
    CHECK(program->text() == "arm v4T soft-float");
#endif
#endif
}
