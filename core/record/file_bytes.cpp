#include "core/record/file_bytes.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>

#include "core/exit_code.hpp"
#include "core/file_descriptor.hpp"

namespace seqboard::record {

FileBytes::FileBytes(const std::string& path) {
    const FileDescriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
    struct stat status {};
    const auto fail = [&](const std::string& why) {
        throw StartError{ExitCode::kNoInput, "recording '" + path + "' cannot be read: " + why};
    };
    if (!file || ::fstat(file.get(), &status) != 0) fail(std::strerror(errno));
    if (!S_ISREG(status.st_mode) || status.st_size == 0) fail("it is no file, or an empty one");
    void* const begin = ::mmap(nullptr, static_cast<std::size_t>(status.st_size), PROT_READ, MAP_PRIVATE, file.get(), 0);
    if (begin == MAP_FAILED) fail(std::strerror(errno));
    bytes_ = {static_cast<const std::byte*>(begin), static_cast<std::size_t>(status.st_size)};
}

FileBytes::~FileBytes() { ::munmap(const_cast<std::byte*>(bytes_.data()), bytes_.size()); }

}  // namespace seqboard::record
