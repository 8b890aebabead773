#include "core/segment/directory_backend.hpp"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include <algorithm>
#include <cstring>

#include "core/names.hpp"
#include "core/segment/lock_file.hpp"
#include "core/segment/safe_file.hpp"
#include "core/segment/segment_error.hpp"

namespace seqboard {

namespace {

constexpr std::string_view kSuffix = ".seg";

void unmap(std::byte* data, std::size_t bytes) noexcept { ::munmap(data, bytes); }

Mapping map_file(const std::string& place, int fd, std::size_t bytes, Access access, bool huge_pages) {
    const int protection = access == Access::kReadWrite ? PROT_READ | PROT_WRITE : PROT_READ;
    void* const data = ::mmap(nullptr, bytes, protection, MAP_SHARED, fd, 0);
    if (data == MAP_FAILED) throw system_error(place, "cannot be mapped", errno);
#ifdef MADV_HUGEPAGE
    if (huge_pages) ::madvise(data, bytes, MADV_HUGEPAGE);  // advice: tmpfs without huge=advise declines, nothing is lost
#else
    (void)huge_pages;
#endif
    return {static_cast<std::byte*>(data), bytes, unmap};
}

/// posix_fallocate, or zeros where the file system cannot (tmpfs before Linux 3.5) or a signal came meanwhile (tmpfs gives up then, and
/// again at the next try where signals are frequent). ftruncate alone would let the first touch of a page on a full tmpfs end in SIGBUS.
int reserve(int fd, std::size_t bytes) {
    const int result = ::posix_fallocate(fd, 0, static_cast<off_t>(bytes));
    if (result != EOPNOTSUPP && result != EINVAL && result != ENOSYS && result != EINTR) return result;
    const std::array<char, 4096> zeros{};
    for (std::size_t at = 0; at < bytes;) {
        const ssize_t written = ::pwrite(fd, zeros.data(), std::min(zeros.size(), bytes - at), static_cast<off_t>(at));
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return written == 0 ? EIO : errno;
        at += static_cast<std::size_t>(written);
    }
    return 0;
}

struct CloseDirectory {
    void operator()(DIR* directory) const { ::closedir(directory); }
};

class OpenFile final : public OpenSegment {
public:
    OpenFile(std::string place, FileDescriptor file, Access access, bool huge_pages)
        : place_{std::move(place)}, file_{std::move(file)}, access_{access}, huge_pages_{huge_pages} {
        if (::fstat(file_.get(), &status_) != 0) throw system_error(place_, "cannot be examined", errno);
    }

    std::uint64_t bytes() const override { return static_cast<std::uint64_t>(status_.st_size); }
    bool copy(std::uint64_t offset, std::span<std::byte> to) const override {
        std::size_t done = 0;
        while (done < to.size()) {
            const ssize_t got = ::pread(file_.get(), to.data() + done, to.size() - done, static_cast<off_t>(offset + done));
            if (got < 0 && errno == EINTR) continue;
            if (got <= 0) return false;
            done += static_cast<std::size_t>(got);
        }
        return true;
    }
    SegmentIdentity identity() const override { return {status_.st_dev, status_.st_ino}; }
    Mapping map(std::size_t bytes) override { return map_file(place_, file_.get(), bytes, access_, huge_pages_); }

private:
    std::string place_;
    FileDescriptor file_;
    Access access_;
    bool huge_pages_;
    struct stat status_ {};
};

}  // namespace

DirectoryBackend::DirectoryBackend(Kind kind, std::string directory, bool huge_pages)
    : kind_{kind}, directory_{std::move(directory)}, huge_pages_{huge_pages} {
    make_safe_directory(directory_);
}

Guarantees DirectoryBackend::guarantees() const { return {.outlives_reboot = kind_ == Kind::kFile}; }

std::string DirectoryBackend::place(std::string_view node) const { return directory_ + "/" + std::string{node} + std::string{kSuffix}; }
std::string DirectoryBackend::temporary_path(std::string_view node) const { return directory_ + "/." + std::string{node} + ".new"; }
std::string DirectoryBackend::lock_path(std::string_view node) const { return directory_ + "/" + std::string{node} + ".lock"; }

std::unique_ptr<Ownership> DirectoryBackend::own(std::string_view node) {
    auto lock = std::make_unique<LockFile>(lock_path(node));
    const std::string temporary = temporary_path(node);
    ::unlink(temporary.c_str());  // left by an owner that was killed while it made a segment; we hold the name now
    return lock;
}
std::optional<Owner> DirectoryBackend::owner(std::string_view node) { return LockFile::holder(lock_path(node)); }

Mapping DirectoryBackend::create(std::string_view node, std::span<const std::byte> header, std::size_t bytes) {
    const std::string temporary = temporary_path(node);
    struct RemoveOnFailure {
        const std::string& path;
        ~RemoveOnFailure() { ::unlink(path.c_str()); }
    } const remove_on_failure{temporary};  // after the rename there is nothing left to remove
    const FileDescriptor file = open_safe_file(temporary, O_RDWR | O_CREAT | O_EXCL, 0640);
    if (const int failed = reserve(file.get(), bytes); failed != 0)
        throw system_error(place(node), "no room for " + std::to_string(bytes) + " bytes", failed);
    Mapping mapping = map_file(place(node), file.get(), bytes, Access::kReadWrite, huge_pages_);
    std::memcpy(mapping.data(), header.data(), header.size());
    if (kind_ == Kind::kFile && ::fsync(file.get()) != 0) throw system_error(place(node), "cannot be written", errno);
    if (::rename(temporary.c_str(), place(node).c_str()) != 0) throw system_error(place(node), "cannot be put in place", errno);
    return mapping;
}

std::unique_ptr<OpenSegment> DirectoryBackend::open(std::string_view node, Access access) {
    FileDescriptor file = open_safe_file(place(node), access == Access::kReadWrite ? O_RDWR : O_RDONLY);
    if (!file) return nullptr;
    return std::make_unique<OpenFile>(place(node), std::move(file), access, huge_pages_);
}

bool DirectoryBackend::replaced(std::string_view node, const SegmentIdentity& identity) {
    struct stat status {};
    if (::lstat(place(node).c_str(), &status) != 0) return errno == ENOENT || errno == ENOTDIR;  // else nobody can tell, for now
    return SegmentIdentity{status.st_dev, status.st_ino} != identity;
}

std::vector<std::string> DirectoryBackend::nodes() {
    std::vector<std::string> names;
    const std::unique_ptr<DIR, CloseDirectory> directory{::opendir(directory_.c_str())};
    if (!directory && errno == ENOENT) return names;
    if (!directory) throw system_error(directory_, "cannot be listed", errno);
    for (errno = 0; const dirent* entry = ::readdir(directory.get()); errno = 0) {
        std::string_view name = entry->d_name;
        if (!name.ends_with(kSuffix)) continue;
        name.remove_suffix(kSuffix.size());
        if (is_valid_name(name)) names.emplace_back(name);
    }
    if (errno != 0) throw system_error(directory_, "cannot be listed", errno);
    std::sort(names.begin(), names.end());
    return names;
}

void DirectoryBackend::remove(std::string_view node) {
    ::unlink(place(node).c_str());
    ::unlink(lock_path(node).c_str());
}

}  // namespace seqboard
