// read_elf_program: says what a program needs, or refuses it; also from the middle of nowhere.
#include "core/deploy/elf_program.hpp"

#include "core/exit_code.hpp"
#include "tests/fuzz/require.hpp"
#include "tests/fuzz/target.hpp"

using namespace seqboard;
using namespace seqboard::deploy;
using seqboard::testing::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes{reinterpret_cast<const char*>(data), size};
    try {
        const auto program = read_elf_program(bytes, "program");
        require(program.has_value() == bytes.starts_with("\177ELF"), "what begins like an ELF file is one, or is refused");
        if (!program) return 0;
        require(!program->machine.empty() && program->text().starts_with(program->machine), "a program has a machine");
        require(program->loader.size() < size && program->loader.find('\0') == std::string::npos, "a loader is a path");
        require(program->needs_loader || program->loader.empty(), "who names a loader needs one");
        require(program->machine == "arm" || !program->needs_vfp, "VFP is ARM's");
    } catch (const StartError& error) {
        require(error.code() == ExitCode::kBadSegment, "a damaged program is damaged data");
        require(std::string_view{error.what()}.starts_with("program: "), "the sentence names the program");
    }
    return 0;
}
