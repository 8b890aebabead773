// read_scenario: a scenario, or findings that say where it is none.
#include "core/hil/scenario_file.hpp"

#include <filesystem>
#include <fstream>

#include "tests/fuzz/require.hpp"
#include "tests/fuzz/target.hpp"
#include "tests/scratch/scratch_board.hpp"

using namespace seqboard;
using namespace seqboard::testing;

namespace {

/// A scenario is a folder: it lies in memory, and is gone afterwards.
std::string scenario_of(std::string_view text) {
    static const ScratchBoard folder;
    std::filesystem::create_directories(folder.root());
    const std::string path = folder.root() + "/scenario.yaml";
    std::ofstream{path, std::ios::binary} << text;
    return path;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Findings findings;
    try {
        const hil::Scenario scenario = hil::read_scenario(scenario_of({reinterpret_cast<const char*>(data), size}), findings);
        require(!scenario.file.empty(), "a scenario knows its file");
    } catch (const StartError& error) {
        require(error.what()[0] != '\0', "an error is a sentence");
    }
    for (const Finding& finding : findings.errors()) require(!finding.sentence.empty(), "a finding is a sentence");
    return 0;
}
