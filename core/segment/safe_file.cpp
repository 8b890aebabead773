#include "core/segment/safe_file.hpp"

#include <errno.h>
#include <fcntl.h>

#include "core/segment/segment_error.hpp"

namespace seqboard {

namespace {

[[noreturn]] void refuse(const std::string& path, const std::string& reason) {
    throw SegmentError{SegmentFault::kRefused,
                       path + ": " + reason + "; not used. Remove it if it is not yours, or choose another root with --root"};
}

void check_owner_and_mode(const std::string& path, const struct stat& status) {
    if (status.st_uid != ::geteuid() && status.st_uid != 0)
        refuse(path, "belongs to user " + std::to_string(status.st_uid) + ", not to this one or root");
    if ((status.st_mode & (S_IWGRP | S_IWOTH)) != 0) refuse(path, "may be written by group or others");
}

}  // namespace

FileDescriptor open_safe_file(const std::string& path, int flags, mode_t create_mode) {
    // O_NONBLOCK: opening a FIFO that somebody planted must not hang; it means nothing for a regular file.
    FileDescriptor file{::open(path.c_str(), flags | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, create_mode)};
    if (!file) {
        if (errno == ENOENT && (flags & O_CREAT) == 0) return file;
        if (errno == ELOOP) refuse(path, "a symbolic link");
        if (errno == ENXIO || errno == EISDIR) refuse(path, "not a regular file");
        throw system_error(path, "cannot be opened", errno);
    }
    struct stat status {};
    if (::fstat(file.get(), &status) != 0) throw system_error(path, "cannot be examined", errno);
    if (!S_ISREG(status.st_mode)) refuse(path, "not a regular file");
    if (status.st_nlink > 1) refuse(path, "has a second hard link");
    check_owner_and_mode(path, status);
    return file;
}

void make_safe_directory(const std::string& path) {
    if (::mkdir(path.c_str(), 0750) == 0) {
        if (::chmod(path.c_str(), 02750) != 0) throw system_error(path, "cannot be given mode 2750", errno);
    } else if (errno != EEXIST) {
        throw system_error(path, "cannot be created", errno);
    }
    struct stat status {};
    if (::lstat(path.c_str(), &status) != 0) throw system_error(path, "cannot be examined", errno);
    if (!S_ISDIR(status.st_mode)) refuse(path, "not a directory");
    check_owner_and_mode(path, status);
}

}  // namespace seqboard
