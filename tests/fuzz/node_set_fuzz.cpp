// read_node_set: a node set, or findings with their places; nothing in between, whatever the YAML says.
#include "core/launch/node_set_reader.hpp"

#include "core/launch/yaml/yaml_source.hpp"
#include "tests/fuzz/memory_file.hpp"
#include "tests/fuzz/target.hpp"

using namespace seqboard;
using namespace seqboard::testing;

namespace {

void require_placed(const Findings& findings) {
    for (const Finding& finding : findings.errors()) {
        require(!finding.sentence.empty(), "a finding is a sentence");
        require(!finding.place.file.empty(), "a finding has a place");
    }
}

void require_readable_again(const std::string& text) {
    Findings findings;
    try {
        const YamlValue value = parse_yaml(text, "set.yaml", findings);
        require(value.is(YamlValue::Kind::kMap), "a document is a map");
        flow_text(value);
    } catch (const StartError& error) {
        require(error.code() == ExitCode::kConfig, "what is no YAML is a wrong configuration");
        require(std::string_view{error.what()}.starts_with("set.yaml"), "the sentence names the file");
    }
    require_placed(findings);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static MemoryFile file;
    const std::string text{reinterpret_cast<const char*>(data), size};
    require_readable_again(text);
    if (text.find("include") != std::string::npos) return 0;  // other files are not this input
    file.replace(text);
    Findings findings;
    try {
        read_node_set({.file = file.path()}, findings);
    } catch (const StartError& error) {
        require(error.code() == ExitCode::kConfig || error.code() == ExitCode::kUsage, "a wrong node set is a wrong configuration");
        require(error.what()[0] != '\0', "an error is a sentence");
    }
    require_placed(findings);
    return 0;
}
