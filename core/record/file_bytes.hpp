// The bytes of a recording, as the kernel has them: nothing is read before it is looked at.
#pragma once

#include <cstddef>
#include <span>
#include <string>

namespace seqboard::record {

class FileBytes {
public:
    /// Throws StartError{kNoInput} for a file that cannot be read or is empty.
    explicit FileBytes(const std::string& path);
    FileBytes(const FileBytes&) = delete;
    FileBytes& operator=(const FileBytes&) = delete;
    ~FileBytes();

    std::span<const std::byte> bytes() const noexcept { return bytes_; }

private:
    std::span<const std::byte> bytes_;
};

}  // namespace seqboard::record
