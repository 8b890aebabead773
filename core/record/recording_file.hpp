// Where a recording's bytes go.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "core/file_descriptor.hpp"

namespace seqboard::record {

/// One file, written from its beginning to its end. All throw StartError naming the file: kNoSpace where there is no room.
class RecordingFile {
public:
    virtual ~RecordingFile() = default;
    virtual void append(std::span<const std::byte> bytes) = 0;

    /// Takes back everything from that byte on.
    virtual void cut(std::uint64_t bytes) = 0;

    /// Until it is on the medium.
    virtual void sync() = 0;
};

class DiskFile final : public RecordingFile {
public:
    /// Makes it; there is none of that name yet.
    explicit DiskFile(std::string path);
    void append(std::span<const std::byte> bytes) override;
    void cut(std::uint64_t bytes) override;
    void sync() override;

private:
    std::string path_;
    FileDescriptor file_;
};

}  // namespace seqboard::record
