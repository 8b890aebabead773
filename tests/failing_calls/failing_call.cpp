#include "tests/failing_calls/failing_call.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/statvfs.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

namespace seqboard::testing {

namespace {

struct {
    int left = -1;  ///< calls until the victim; below zero: none fails
    int error_number = 0;
    const char* name = "";
} the_plan;

bool fails(const char* name) {
    if (the_plan.left < 0 || the_plan.left-- > 0) return false;
    the_plan.name = name;
    errno = the_plan.error_number;
    return true;
}

}  // namespace

FailingCall::FailingCall(int number, int error_number) { the_plan = {number, error_number, ""}; }
FailingCall::~FailingCall() { the_plan = {}; }
std::string FailingCall::name() { return the_plan.name; }

}  // namespace seqboard::testing

/// SEQBOARD_WRAPPED(NAME, TYPE, FAILURE, (PARAMETERS), (ARGUMENTS)): __wrap_NAME fails in its turn or does what NAME does.
#define SEQBOARD_WRAPPED(name, type, failure, parameters, arguments) \
    type __real_##name parameters;                                   \
    type __wrap_##name parameters { return seqboard::testing::fails(#name) ? (failure) : __real_##name arguments; }

extern "C" {
SEQBOARD_WRAPPED(open64, int, -1, (const char* path, int flags, mode_t mode), (path, flags, mode))
SEQBOARD_WRAPPED(read, ssize_t, -1, (int fd, void* to, size_t bytes), (fd, to, bytes))
SEQBOARD_WRAPPED(write, ssize_t, -1, (int fd, const void* from, size_t bytes), (fd, from, bytes))
SEQBOARD_WRAPPED(pread64, ssize_t, -1, (int fd, void* to, size_t bytes, off_t at), (fd, to, bytes, at))
SEQBOARD_WRAPPED(pwrite64, ssize_t, -1, (int fd, const void* from, size_t bytes, off_t at), (fd, from, bytes, at))
SEQBOARD_WRAPPED(fstat64, int, -1, (int fd, struct stat* status), (fd, status))
SEQBOARD_WRAPPED(stat64, int, -1, (const char* path, struct stat* status), (path, status))
SEQBOARD_WRAPPED(lstat64, int, -1, (const char* path, struct stat* status), (path, status))
SEQBOARD_WRAPPED(fcntl64, int, -1, (int fd, int what, void* with), (fd, what, with))
SEQBOARD_WRAPPED(ftruncate64, int, -1, (int fd, off_t bytes), (fd, bytes))
SEQBOARD_WRAPPED(lseek64, off_t, -1, (int fd, off_t offset, int from), (fd, offset, from))
SEQBOARD_WRAPPED(posix_fallocate64, int, errno, (int fd, off_t from, off_t bytes), (fd, from, bytes))
SEQBOARD_WRAPPED(fsync, int, -1, (int fd), (fd))
SEQBOARD_WRAPPED(mmap64, void*, MAP_FAILED, (void* at, size_t bytes, int protection, int flags, int fd, off_t from),
                 (at, bytes, protection, flags, fd, from))
SEQBOARD_WRAPPED(mkdir, int, -1, (const char* path, mode_t mode), (path, mode))
SEQBOARD_WRAPPED(chmod, int, -1, (const char* path, mode_t mode), (path, mode))
SEQBOARD_WRAPPED(rename, int, -1, (const char* from, const char* to), (from, to))
SEQBOARD_WRAPPED(symlink, int, -1, (const char* to, const char* path), (to, path))
SEQBOARD_WRAPPED(link, int, -1, (const char* from, const char* to), (from, to))
SEQBOARD_WRAPPED(readlink, ssize_t, -1, (const char* path, char* to, size_t bytes), (path, to, bytes))
SEQBOARD_WRAPPED(opendir, DIR*, nullptr, (const char* path), (path))
SEQBOARD_WRAPPED(readdir64, struct dirent*, nullptr, (DIR * folder), (folder))
SEQBOARD_WRAPPED(statvfs64, int, -1, (const char* path, struct statvfs* status), (path, status))
SEQBOARD_WRAPPED(flock, int, -1, (int fd, int operation), (fd, operation))
SEQBOARD_WRAPPED(socketpair, int, -1, (int domain, int type, int protocol, int* ends), (domain, type, protocol, ends))
SEQBOARD_WRAPPED(pipe2, int, -1, (int* ends, int flags), (ends, flags))
SEQBOARD_WRAPPED(pipe, int, -1, (int* ends), (ends))
SEQBOARD_WRAPPED(recv, ssize_t, -1, (int fd, void* to, size_t bytes, int flags), (fd, to, bytes, flags))
SEQBOARD_WRAPPED(poll, int, -1, (struct pollfd * fds, nfds_t count, int timeout_ms), (fds, count, timeout_ms))
SEQBOARD_WRAPPED(fork, pid_t, -1, (), ())
SEQBOARD_WRAPPED(semget, int, -1, (key_t key, int count, int flags), (key, count, flags))
int __real_semop(int id, struct sembuf* operations, size_t count);
int __wrap_semop(int id, struct sembuf* operations, size_t count) {
    const bool gives_back = count == 1;  // needs nothing that could be short
    return !gives_back && seqboard::testing::fails("semop") ? -1 : __real_semop(id, operations, count);
}
SEQBOARD_WRAPPED(fdatasync, int, -1, (int fd), (fd))
SEQBOARD_WRAPPED(mkostemp64, int, -1, (char* path, int flags), (path, flags))
SEQBOARD_WRAPPED(statfs64, int, -1, (const char* path, struct statfs* status), (path, status))
SEQBOARD_WRAPPED(tcgetattr, int, -1, (int fd, struct termios* mode), (fd, mode))
SEQBOARD_WRAPPED(tcsetattr, int, -1, (int fd, int when, const struct termios* mode), (fd, when, mode))
SEQBOARD_WRAPPED(tcflush, int, -1, (int fd, int queue), (fd, queue))
SEQBOARD_WRAPPED(posix_openpt, int, -1, (int flags), (flags))
SEQBOARD_WRAPPED(shmget, int, -1, (key_t key, size_t bytes, int flags), (key, bytes, flags))
SEQBOARD_WRAPPED(shmat, void*, MAP_FAILED, (int id, const void* at, int flags), (id, at, flags))
}
