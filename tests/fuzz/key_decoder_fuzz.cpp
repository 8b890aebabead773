// KeyDecoder: whatever a terminal sent before, it ends, and a key is a key again afterwards; no key takes less than a byte.
#include "core/cli/key_decoder.hpp"
#include "tests/fuzz/require.hpp"
#include "tests/fuzz/target.hpp"

using namespace seqboard::cli;
using seqboard::testing::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    KeyDecoder decoder;
    std::size_t keys = 0;
    for (std::size_t i = 0; i < size; ++i) {
        const char byte = static_cast<char>(data[i]);
        decoder.add({&byte, 1});
        while (decoder.next(true)) ++keys;
    }
    while (decoder.next(false)) ++keys;
    require(keys <= size, "a key takes a byte at least");
    require(decoder.empty(), "what no more bytes follow is used up");
    decoder.add(" \x1b[C");
    const auto space = decoder.next(true), right = decoder.next(true);
    require(space && space->is(' '), "a key is a key again");
    require(right && right->is(Key::Kind::kRight) && decoder.empty(), "a cursor key is known after anything");
    return 0;
}
