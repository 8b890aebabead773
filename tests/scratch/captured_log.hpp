// What this process writes to its log while the object lives.
#pragma once

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <string>

#include "core/file_descriptor.hpp"

namespace seqboard::testing {

class CapturedLog {
public:
    CapturedLog() : file_{::memfd_create("log", MFD_CLOEXEC)}, stderr_{::dup(STDERR_FILENO)} { ::dup2(file_.get(), STDERR_FILENO); }
    CapturedLog(const CapturedLog&) = delete;
    CapturedLog& operator=(const CapturedLog&) = delete;
    ~CapturedLog() { ::dup2(stderr_.get(), STDERR_FILENO); }

    /// What has been written since it was last asked.
    std::string take() {
        std::string text;
        char piece[4096];
        ssize_t count = 0;
        while ((count = ::pread(file_.get(), piece, sizeof piece, taken_)) > 0) {
            text.append(piece, static_cast<std::size_t>(count));
            taken_ += count;
        }
        return text;
    }

private:
    FileDescriptor file_;
    FileDescriptor stderr_;
    off_t taken_ = 0;
};

inline std::ptrdiff_t lines_of(const std::string& text) { return std::count(text.begin(), text.end(), '\n'); }

}  // namespace seqboard::testing
