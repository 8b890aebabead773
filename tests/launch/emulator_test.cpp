// Programs of another architecture: the file decides, the environment names the emulator.
#include "core/launch/emulator.hpp"

#include <stdlib.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <optional>

#include "core/launch/describe_runner.hpp"
#include "tests/scratch/scratch_board.hpp"

using namespace seqboard;
using namespace seqboard::testing;
using namespace std::chrono_literals;

namespace {

/// An environment variable for the length of a test; afterwards it is as it was.
class Variable {
public:
    Variable(const char* name, const char* value) : name_{name} {
        if (const char* const before = ::getenv(name)) before_ = before;
        set(value);
    }
    Variable(const Variable&) = delete;
    Variable& operator=(const Variable&) = delete;
    ~Variable() { set(before_ ? before_->c_str() : nullptr); }

private:
    void set(const char* value) const {
        if (value != nullptr) ::setenv(name_, value, 1);
        else ::unsetenv(name_);
    }
    const char* name_;
    std::optional<std::string> before_;
};

/// Files that look like programs to a kernel, and cannot run anywhere.
class Programs {
public:
    Programs() { std::filesystem::create_directories(scratch_.root()); }

    std::string elf(unsigned machine, char byte_order = 1) const {
        std::string head(64, '\0');
        head.replace(0, 7,
                     std::string{"\x7f"
                                 "ELF\x01"} +
                         byte_order + '\x01');
        head[16] = 2;  // ET_EXEC
        head[18] = static_cast<char>(machine);
        return file("elf", head);
    }
    std::string file(const std::string& name, const std::string& bytes) const {
        const std::string path = scratch_.root() + "/" + name;
        std::ofstream{path} << bytes;
        std::filesystem::permissions(path, std::filesystem::perms::owner_all);
        return path;
    }

private:
    ScratchBoard scratch_;
};

constexpr unsigned kArm = 40;
constexpr unsigned kAarch64 = 183;
constexpr unsigned kX86_64 = 62;

using Words = std::vector<std::string>;

ProgramOutput run(const std::string& program) { return run_programs({{program, "--describe"}}, 20s).front(); }

}  // namespace

TEST_CASE("an emulator goes before programs of its own architecture, and before nothing else") {
    const Variable arm{kArmEmulator, "qemu-arm  -cpu ti925t"};
    const Variable aarch64{kAarch64Emulator, "qemu-aarch64"};
    const Programs programs;
    CHECK(emulator_for(programs.elf(kArm)) == Words{"qemu-arm", "-cpu", "ti925t"});
    CHECK(emulator_for(programs.elf(kAarch64)) == Words{"qemu-aarch64"});
    CHECK(emulator_for(programs.elf(kX86_64)).empty());
    CHECK(emulator_for(programs.elf(kArm, 2)).empty());  // big-endian: qemu-arm cannot, and no board of ours is
    CHECK(emulator_for(programs.file("script", "#!/bin/sh\n# long enough to have an e_machine\n")).empty());
    CHECK(emulator_for(programs.file("short",
                                     "\x7f"
                                     "ELF"))
              .empty());
    CHECK(emulator_for("/nowhere/at_all").empty());
}

TEST_CASE("without an emulator in the environment every program runs by itself") {
    const Variable arm{kArmEmulator, nullptr};
    const Variable aarch64{kAarch64Emulator, ""};
    const Programs programs;
    CHECK(emulator_for(programs.elf(kArm)).empty());
    CHECK(emulator_for(programs.elf(kAarch64)).empty());
}

TEST_CASE("the emulator is found in the path, and gets the program with its words") {
    const Variable arm{kArmEmulator, "echo emulates"};
    const Programs programs;
    const std::string program = programs.elf(kArm);
    const ProgramOutput output = run(program);
    CHECK(output.exit_code == 0);
    CHECK(output.out == "emulates " + program + " --describe\n");
}

TEST_CASE("a program that nothing here can run is refused with the variable to set") {
    const Variable arm{kArmEmulator, nullptr};
    const Variable missing{kAarch64Emulator, "no-such-emulator"};
    const Programs programs;
    std::string program = programs.elf(kArm);
    ProgramOutput output = run(program);
    CHECK(output.exit_code == 127);
    CHECK(output.err == program + ": is built for another machine; to run it here, set SEQBOARD_EMULATOR_ARM to its emulator\n");
    output = run(programs.elf(kAarch64));
    CHECK(output.exit_code == 127);
    CHECK(output.err == "no-such-emulator: cannot be run: No such file or directory\n");
    CHECK(run(programs.file("text", "neither program nor script")).err.find("cannot be run: Exec format error") != std::string::npos);
}
