#include "drivers/sysfs_file.hpp"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "core/file_descriptor.hpp"

namespace seqboard {

int write_sysfs(const std::string& path, std::string_view word) {
    const FileDescriptor fd{::open(path.c_str(), O_WRONLY | O_CLOEXEC)};
    if (!fd) return errno;
    return ::write(fd.get(), word.data(), word.size()) == static_cast<ssize_t>(word.size()) ? 0 : errno;
}

}  // namespace seqboard
