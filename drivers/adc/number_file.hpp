// A file of the kernel that says a number whenever it is read.
#pragma once

#include <optional>
#include <string>

#include "core/file_descriptor.hpp"

namespace seqboard {

/// Kept open between reads. After a failed read, as when a device has gone, the next one opens the file again.
class NumberFile {
public:
    /// Opens nothing yet.
    explicit NumberFile(std::string path);

    /// What the file says now. Nothing, with errno, if it cannot be read; EINVAL if it says no number.
    std::optional<float> read() noexcept;

    const std::string& path() const noexcept { return path_; }

private:
    std::string path_;
    FileDescriptor fd_;
};

}  // namespace seqboard
