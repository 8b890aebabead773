// A file without a disk, for parsers that read a path or a descriptor.
#pragma once

#include <sys/mman.h>
#include <unistd.h>

#include <string>
#include <string_view>

#include "core/file_descriptor.hpp"
#include "tests/fuzz/require.hpp"

namespace seqboard::testing {

class MemoryFile {
public:
    /// The next read or write is at the beginning.
    void replace(std::string_view bytes) {
        require(::ftruncate(fd(), 0) == 0 && ::pwrite(fd(), bytes.data(), bytes.size(), 0) == static_cast<ssize_t>(bytes.size()) &&
                    ::lseek(fd(), 0, SEEK_SET) == 0,
                "the machine has memory for a file");
    }
    int fd() const { return file_.get(); }
    std::string path() const { return "/proc/self/fd/" + std::to_string(fd()); }

private:
    FileDescriptor file_{::memfd_create("fuzz", MFD_CLOEXEC)};
};

}  // namespace seqboard::testing
