// System calls that answer as a test wants, as on another user's machine, a full disk or another kernel: the linker puts ours in the place of libc's.
#pragma once

#include <errno.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <time.h>

#include <cstdio>
#include <functional>

#include "core/time.hpp"

namespace seqboard::testing {

/// What is empty is libc's own.
struct CallScript {
    std::function<uid_t()> geteuid;
    std::function<int(const char* path, int mode)> access;
    std::function<int(const char*path, struct stat*status)> lstat, stat;
    std::function<int(int fd, struct stat* status)> fstat;
    std::function<int(const char* path, int flags, mode_t mode)> open;
    std::function<ssize_t(int fd, void* to, size_t bytes)> read;
    std::function<ssize_t(int fd, const void* from, size_t bytes, off_t at)> pwrite;
    std::function<int(int fd, off_t from, off_t bytes)> posix_fallocate;
    std::function<void*(void* at, size_t bytes, int protection, int flags, int fd, off_t from)> mmap;
    std::function<int(const char* path, mode_t mode)> chmod;
    std::function<std::FILE*(const char* path, const char* mode)> fopen;
    std::function<int(key_t key, int count, int flags)> semget;
    std::function<int(int id, int number, int command, void* argument)> semctl;
    std::function<int(int id, void* operations, size_t count)> semop;
    std::function<int(key_t key, size_t bytes, int flags)> shmget;
    std::function<void*(int id, const void* at, int flags)> shmat;
    std::function<int(int id, int command, void* status)> shmctl;
    std::function<int(int flags)> mlockall;
    std::function<long(long number)> syscall;  ///< below zero: it fails like that, else it is made
    Duration later{};                          ///< CLOCK_MONOTONIC is ahead by that
};

/// While it lives, the process makes its calls by this script; of one at a time.
class ScriptedCalls : public CallScript {
public:
    ScriptedCalls();
    ScriptedCalls(const ScriptedCalls&) = delete;
    ScriptedCalls& operator=(const ScriptedCalls&) = delete;
    ~ScriptedCalls();
};

/// For a script: fails with this error.
inline int fail(int error_number) {
    errno = error_number;
    return -1;
}

}  // namespace seqboard::testing

/// What is behind the script.
extern "C" {
int __real_lstat64(const char* path, struct stat* status);
int __real_stat64(const char* path, struct stat* status);
int __real_fstat64(int fd, struct stat* status);
int __real_access(const char* path, int mode);
int __real_open64(const char* path, int flags, mode_t mode);
ssize_t __real_pwrite64(int fd, const void* from, size_t bytes, off_t at);
void* __real_mmap64(void* at, size_t bytes, int protection, int flags, int fd, off_t from);
int __real_semget(key_t key, int count, int flags);
int __real_semctl(int id, int number, int command, void* argument);
int __real_shmget(key_t key, size_t bytes, int flags);
int __real_shmctl(int id, int command, void* status);
}
