// A recording in memory, and a disk that gets full.
#pragma once

#include <limits>
#include <vector>

#include "core/exit_code.hpp"
#include "core/record/recording_file.hpp"

namespace seqboard::testing {

class MemoryFile final : public record::RecordingFile {
public:
    void append(std::span<const std::byte> more) override {
        if (bytes.size() + more.size() > room) {
            bytes.insert(bytes.end(), more.begin(), more.begin() + static_cast<std::ptrdiff_t>(room - bytes.size()));
            throw StartError{ExitCode::kNoSpace, "recording 'memory' cannot be written: no room"};
        }
        bytes.insert(bytes.end(), more.begin(), more.end());
    }
    void cut(std::uint64_t size) override { bytes.resize(static_cast<std::size_t>(size)); }
    void sync() override { synced = bytes.size(); }

    std::vector<std::byte> bytes;
    std::size_t room = std::numeric_limits<std::size_t>::max();
    std::size_t synced = 0;
};

}  // namespace seqboard::testing
