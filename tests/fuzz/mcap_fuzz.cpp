// McapReader: whatever the bytes are, what it finds can be written into a whole file that has the same messages.
#include "core/record/mcap_reader.hpp"

#include "core/record/repair.hpp"
#include "tests/core/record/memory_file.hpp"
#include "tests/fuzz/require.hpp"
#include "tests/fuzz/target.hpp"

using namespace seqboard;
using namespace seqboard::record;
using seqboard::testing::require;

namespace {

std::uint64_t count_of(const McapReader& reader) {
    std::uint64_t count = 0;
    reader.messages([&](const McapMessage&) { ++count; });
    return count;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    try {
        const McapReader reader{"fuzz", std::as_bytes(std::span{data, size})};
        std::uint64_t places = 0;
        for (const McapReader::ChunkPlace& chunk : reader.chunks()) places += chunk.messages;
        require(count_of(reader) == places, "messages are counted where they are read");
        seqboard::testing::MemoryFile file;
        const Repaired repaired = repair(reader, file);
        require(repaired.messages == places || !repaired.lost.empty(), "what is not in the new file is said to be lost");
        const McapReader again{"again", file.bytes};
        require(again.faults().empty(), "a repaired file is whole");
        require(count_of(again) == repaired.messages, "a repaired file has the messages that were found");
    } catch (const StartError& error) {
        require(error.what()[0] != '\0', "an error is a sentence");
    }
    return 0;
}
