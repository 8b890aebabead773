#include "core/record/recording_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "core/exit_code.hpp"

namespace seqboard::record {

namespace {

[[noreturn]] void fail(const std::string& path, const char* what) {
    throw StartError{ExitCode::kNoSpace, "recording '" + path + "' cannot be " + what + ": " + std::strerror(errno)};
}

}  // namespace

DiskFile::DiskFile(std::string path) : path_{std::move(path)}, file_{::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644)} {
    if (!file_) fail(path_, "made");
}

void DiskFile::append(std::span<const std::byte> bytes) {
    while (!bytes.empty()) {
        const ssize_t done = ::write(file_.get(), bytes.data(), bytes.size());
        if (done < 0 && errno == EINTR) continue;
        if (done <= 0) fail(path_, "written");
        bytes = bytes.subspan(static_cast<std::size_t>(done));
    }
}

void DiskFile::cut(std::uint64_t bytes) {
    if (::ftruncate(file_.get(), static_cast<off_t>(bytes)) != 0 || ::lseek(file_.get(), static_cast<off_t>(bytes), SEEK_SET) < 0)
        fail(path_, "cut");
}

void DiskFile::sync() {
    if (::fdatasync(file_.get()) != 0 && errno != EINVAL) fail(path_, "synced");  // EINVAL: not on a medium, such as a pipe
}

}  // namespace seqboard::record
