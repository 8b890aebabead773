// parse_node_type: what a program says of itself, or a sentence.
#include "core/launch/node_type_info.hpp"

#include "core/exit_code.hpp"
#include "tests/fuzz/require.hpp"
#include "tests/fuzz/target.hpp"

using namespace seqboard;
using seqboard::testing::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    try {
        parse_node_type({reinterpret_cast<const char*>(data), size});
    } catch (const StartError& error) {
        require(error.code() == ExitCode::kBug, "a program that describes itself wrongly has a bug");
        require(error.what()[0] != '\0', "an error is a sentence");
    }
    return 0;
}
