#include "tests/core/calls/scripted_calls.hpp"

namespace seqboard::testing {

namespace {

ScriptedCalls* the_script = nullptr;

}  // namespace

ScriptedCalls::ScriptedCalls() { the_script = this; }
ScriptedCalls::~ScriptedCalls() { the_script = nullptr; }

}  // namespace seqboard::testing

using seqboard::testing::the_script;

/// SEQBOARD_SCRIPTED(NAME, FIELD, TYPE, (PARAMETERS), (ARGUMENTS)): __wrap_NAME does what the script has for it, or what NAME does.
#define SEQBOARD_SCRIPTED(name, field, type, parameters, arguments)                                                \
    type __real_##name parameters;                                                                                 \
    type __wrap_##name parameters {                                                                                \
        return the_script != nullptr && the_script->field ? the_script->field arguments : __real_##name arguments; \
    }

extern "C" {
SEQBOARD_SCRIPTED(geteuid, geteuid, uid_t, (), ())
SEQBOARD_SCRIPTED(access, access, int, (const char* path, int mode), (path, mode))
SEQBOARD_SCRIPTED(lstat64, lstat, int, (const char* path, struct stat* status), (path, status))
SEQBOARD_SCRIPTED(stat64, stat, int, (const char* path, struct stat* status), (path, status))
SEQBOARD_SCRIPTED(fstat64, fstat, int, (int fd, struct stat* status), (fd, status))
SEQBOARD_SCRIPTED(open64, open, int, (const char* path, int flags, mode_t mode), (path, flags, mode))
SEQBOARD_SCRIPTED(read, read, ssize_t, (int fd, void* to, size_t bytes), (fd, to, bytes))
SEQBOARD_SCRIPTED(pwrite64, pwrite, ssize_t, (int fd, const void* from, size_t bytes, off_t at), (fd, from, bytes, at))
SEQBOARD_SCRIPTED(posix_fallocate64, posix_fallocate, int, (int fd, off_t from, off_t bytes), (fd, from, bytes))
SEQBOARD_SCRIPTED(mmap64, mmap, void*, (void* at, size_t bytes, int protection, int flags, int fd, off_t from),
                  (at, bytes, protection, flags, fd, from))
SEQBOARD_SCRIPTED(chmod, chmod, int, (const char* path, mode_t mode), (path, mode))
SEQBOARD_SCRIPTED(fopen64, fopen, std::FILE*, (const char* path, const char* mode), (path, mode))
SEQBOARD_SCRIPTED(semget, semget, int, (key_t key, int count, int flags), (key, count, flags))
SEQBOARD_SCRIPTED(semctl, semctl, int, (int id, int number, int command, void* argument), (id, number, command, argument))
SEQBOARD_SCRIPTED(semop, semop, int, (int id, void* operations, size_t count), (id, operations, count))
SEQBOARD_SCRIPTED(shmget, shmget, int, (key_t key, size_t bytes, int flags), (key, bytes, flags))
SEQBOARD_SCRIPTED(shmat, shmat, void*, (int id, const void* at, int flags), (id, at, flags))
SEQBOARD_SCRIPTED(shmctl, shmctl, int, (int id, int command, void* status), (id, command, status))
SEQBOARD_SCRIPTED(mlockall, mlockall, int, (int flags), (flags))

long __real_syscall(long number, long a, long b, long c, long d, long e, long f);
long __wrap_syscall(long number, long a, long b, long c, long d, long e, long f) {
    if (the_script != nullptr && the_script->syscall && the_script->syscall(number) < 0) return -1;
    return __real_syscall(number, a, b, c, d, e, f);
}

int __real_clock_gettime(clockid_t clock, timespec* now);
int __wrap_clock_gettime(clockid_t clock, timespec* now) {
    const int result = __real_clock_gettime(clock, now);
    if (the_script != nullptr && clock == CLOCK_MONOTONIC)
        now->tv_sec += std::chrono::duration_cast<std::chrono::seconds>(the_script->later).count();
    return result;
}
}
