// PlayerKeyReader: whatever a terminal sent before, keys are known again after the end of a sequence; no key takes more than one byte but for
// cursor keys.
#include "core/cli/player_key.hpp"
#include "tests/fuzz/require.hpp"
#include "tests/fuzz/target.hpp"

using namespace seqboard::cli;
using seqboard::testing::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    PlayerKeyReader reader;
    std::size_t keys = 0;
    for (std::size_t i = 0; i < size; ++i) keys += reader.take(static_cast<char>(data[i])).has_value();
    require(keys <= size, "a byte completes one key at most");
    for (const char byte : {'\x1b', '[', '~'}) require(!reader.take(byte), "a key that is none of ours is passed over whole");
    require(reader.take(' ') == PlayerKey::kPause, "after the end of a sequence a key is a key again");
    require(!reader.take('\x1b') && !reader.take('[') && reader.take('C') == PlayerKey::kForward, "a cursor key is known after anything");
    return 0;
}
