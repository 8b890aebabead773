// Segments on kernels and disks that answer otherwise than this machine's.
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "core/segment/attached_segment.hpp"
#include "core/segment/lock_file.hpp"
#include "core/segment/owned_segment.hpp"
#include "core/segment/safe_file.hpp"
#include "core/segment/segment_error.hpp"
#include "core/segment/sysv_name.hpp"
#include "tests/core/calls/scripted_calls.hpp"
#include "tests/core/segment/segment_fault_of.hpp"
#include "tests/scratch/pattern.hpp"
#include "tests/scratch/scratch_backend.hpp"

using namespace seqboard;
using namespace seqboard::testing;

namespace {

constexpr const char* kBootId = "/proc/sys/kernel/random/boot_id";

std::string hex(const BootId& id) {
    std::string text;
    for (const std::uint8_t byte : id) text += {"0123456789abcdef"[byte >> 4], "0123456789abcdef"[byte & 15]};
    return text;
}

}  // namespace

TEST_CASE("what belongs to root is trusted by every user, what belongs to a third is not") {
    const ScratchBoard scratch;
    std::filesystem::create_directories(scratch.root());
    const std::string path = scratch.root() + "/file";
    std::ofstream{path} << "x";
    ::chmod(path.c_str(), 0640);
    ScriptedCalls calls;
    uid_t owner = 0;
    calls.geteuid = [] { return 1000; };
    calls.fstat = [&](int fd, struct stat* status) {
        const int result = __real_fstat64(fd, status);
        status->st_uid = owner;
        return result;
    };
    CHECK(open_safe_file(path, O_RDONLY));
    owner = 1000;
    CHECK(open_safe_file(path, O_RDONLY));
    owner = 4711;
    CHECK(fault_of([&] { open_safe_file(path, O_RDONLY); }) == SegmentFault::kRefused);
}

TEST_CASE("System V memory and names of root are trusted by every user, those of a third are not") {
    const ScratchBackend backend{"sysv"};
    const OwnedSegment owned{*backend, backend.place().board, "wheels", front_slot()};
    ScriptedCalls calls;
    uid_t owner = 0;
    calls.geteuid = [] { return 1000; };
    calls.semctl = [&](int id, int number, int command, void* argument) {
        const int result = __real_semctl(id, number, command, argument);
        if (command == IPC_STAT) static_cast<semid_ds*>(argument)->sem_perm.uid = owner;
        return result;
    };
    calls.shmctl = [&](int id, int command, void* status) {
        const int result = __real_shmctl(id, command, status);
        if (command == IPC_STAT) static_cast<shmid_ds*>(status)->shm_perm.uid = owner;
        return result;
    };
    CHECK(AttachedSegment::attach(*backend, "wheels") != nullptr);
    CHECK(backend->owner("wheels")->pid == ::getpid());
    owner = 4711;
    CHECK_FALSE(backend->owner("wheels"));
    calls.semctl = nullptr;
    calls.geteuid = nullptr;
    CHECK(fault_of([&] { AttachedSegment::attach(*backend, "wheels"); }) == SegmentFault::kRefused);
}

TEST_CASE("names whose semaphores cannot be looked at are not there, and a kernel that says more is told") {
    const ScratchBackend backend{"sysv"};
    const OwnedSegment owned{*backend, backend.place().board, "wheels", front_slot()};
    ScriptedCalls calls;
    int error_number = EACCES;
    calls.semget = [&](key_t, int, int) { return fail(error_number); };
    CHECK_FALSE(backend->owner("wheels"));
    CHECK(AttachedSegment::attach(*backend, "wheels") == nullptr);
    CHECK_THROWS_WITH((SysvName{"test", "other"}.claim()), Catch::Contains("16 in a row"));
    error_number = EIO;
    CHECK(fault_of([&] { backend->owner("wheels"); }) == SegmentFault::kSystem);
    calls.semget = [&](key_t key, int count, int flags) { return count > 0 ? fail(EINVAL) : __real_semget(key, count, flags); };
    CHECK_THROWS_WITH((SysvName{"test", "other"}.claim()), Catch::Contains("16 in a row"));
    calls.semget = [&](key_t key, int count, int flags) { return count > 0 ? fail(ENOSPC) : __real_semget(key, count, flags); };
    CHECK(fault_of([] { SysvName{"test", "other"}.claim(); }) == SegmentFault::kNoSpace);
    calls.semget = nullptr;
    calls.semctl = [](int id, int number, int command, void* argument) {
        return command == IPC_STAT ? fail(EIDRM) : __real_semctl(id, number, command, argument);  // removed between two calls
    };
    CHECK_FALSE(backend->owner("wheels"));
}

TEST_CASE("of two that claim a name at once the second is told of the first") {
    const ScratchBackend backend{"sysv"};
    SysvName first{backend.place().board, "wheels"}, second{backend.place().board, "wheels"};
    REQUIRE(first.claim() == 0);
    {
        ScriptedCalls calls;  // the first was not there yet when the second looked
        calls.semget = [&](key_t key, int count, int flags) { return count == 0 ? fail(ENOENT) : __real_semget(key, count, flags); };
        CHECK(second.claim() == ::getpid());
        calls.semop = [](int, void*, size_t) { return fail(EACCES); };
        CHECK(fault_of([&] { second.claim(); }) == SegmentFault::kRefused);
        calls.semop = [](int, void*, size_t) { return fail(EIO); };
        CHECK(fault_of([&] { second.claim(); }) == SegmentFault::kSystem);
        calls.semget = nullptr;
        CHECK(fault_of([&] { second.claim(); }) == SegmentFault::kSystem);
    }
    CHECK(first.holder() == ::getpid());
    first.remove();
}

TEST_CASE("System V memory that may not be looked at is not there, and its key is told to be taken") {
    const ScratchBackend backend{"sysv"};
    const OwnedSegment owned{*backend, backend.place().board, "wheels", front_slot()};
    const SegmentImage image = build_segment(backend.place().board, "wheels", front_slot());
    ScriptedCalls calls;
    calls.shmget = [](key_t, size_t, int flags) { return fail((flags & IPC_CREAT) != 0 ? EEXIST : EACCES); };
    CHECK(AttachedSegment::attach(*backend, "wheels") == nullptr);
    CHECK_THROWS_WITH(backend->create("wheels", image.header, image.description.total_bytes), Catch::Contains("taken by another user"));
    calls.shmget = [](key_t, size_t, int) { return fail(EIO); };
    CHECK(fault_of([&] { backend->open("wheels", Access::kReadOnly); }) == SegmentFault::kSystem);
}

TEST_CASE("a list of System V memory leaves out what is not ours to read, and tells what else is wrong") {
    const ScratchBackend backend{"sysv"};
    const OwnedSegment owned{*backend, backend.place().board, "wheels", front_slot()};
    ScriptedCalls calls;
    calls.shmat = [](int, const void*, int) { return reinterpret_cast<void*>(std::intptr_t{fail(EACCES)}); };
    CHECK(backend->nodes().empty());
    calls.shmat = [](int, const void*, int) { return reinterpret_cast<void*>(std::intptr_t{fail(ENOMEM)}); };
    CHECK(fault_of([&] { backend->nodes(); }) == SegmentFault::kSystem);
    calls.shmat = nullptr;
    calls.fopen = [](const char*, const char*) -> std::FILE* { return errno = ENOENT, nullptr; };  // a kernel without System V memory
    CHECK(backend->nodes().empty());
    calls.fopen = [](const char*, const char*) -> std::FILE* { return errno = EACCES, nullptr; };
    CHECK(fault_of([&] { backend->nodes(); }) == SegmentFault::kRefused);
    calls.fopen = nullptr;
    CHECK(backend->nodes() == std::vector<std::string>{"wheels"});
}

TEST_CASE("huge pages are taken where the kernel has some") {
    ScriptedCalls calls;
    int huge = 0;
    calls.mmap = [&](void* at, size_t bytes, int protection, int flags, int fd, off_t from) {
        huge += (flags & MAP_HUGETLB) != 0;
        return __real_mmap64(at, bytes, protection, flags & ~MAP_HUGETLB, fd, from);
    };
    calls.shmget = [&](key_t key, size_t bytes, int flags) {
        huge += (flags & SHM_HUGETLB) != 0;
        return __real_shmget(key, bytes, flags & ~SHM_HUGETLB);
    };
    const ScratchBackend backend{GENERATE("anonymous+huge", "sysv+huge")};
    const OwnedSegment owned{*backend, backend.place().board, "wheels", front_slot()};
    CHECK(huge == 1);
    CHECK(AttachedSegment::attach(*backend, "wheels") != nullptr);
}

TEST_CASE("a file system that reserves nothing is written with zeros, and what that says is told") {
    const ScratchBackend backend{"posix"};
    ScriptedCalls calls;
    int unsupported = 0, interrupted = 0;
    calls.posix_fallocate = [&](int, off_t, off_t) { return unsupported; };
    calls.pwrite = [&](int fd, const void* from, size_t bytes, off_t at) -> ssize_t {
        return interrupted++ % 2 == 0 ? fail(EINTR) : __real_pwrite64(fd, from, bytes, at);
    };
    for (const int error_number : {EOPNOTSUPP, EINVAL, ENOSYS, EINTR}) {
        unsupported = error_number;
        backend->remove("wheels");
        const OwnedSegment owned{*backend, "test", "wheels", front_slot()};
        CHECK(AttachedSegment::attach(*backend, "wheels") != nullptr);
    }
    CHECK(interrupted > 4);
    backend->remove("wheels");
    calls.pwrite = [](int, const void*, size_t, off_t) -> ssize_t { return fail(ENOSPC); };
    CHECK(fault_of([&] { OwnedSegment(*backend, "test", "wheels", front_slot()); }) == SegmentFault::kNoSpace);
    calls.pwrite = [](int, const void*, size_t, off_t) -> ssize_t { return 0; };
    CHECK(fault_of([&] { OwnedSegment(*backend, "test", "wheels", front_slot()); }) == SegmentFault::kSystem);
    unsupported = ENOSPC;
    CHECK(fault_of([&] { OwnedSegment(*backend, "test", "wheels", front_slot()); }) == SegmentFault::kNoSpace);
    CHECK(backend->nodes().empty());
}

TEST_CASE("a directory that cannot be given its mode, and a file system that is another at its path, are told") {
    const ScratchBoard scratch;
    {
        ScriptedCalls calls;
        calls.chmod = [](const char*, mode_t) { return fail(EPERM); };
        CHECK(fault_of([&] { make_safe_directory(scratch.root()); }) == SegmentFault::kRefused);
    }
    make_safe_directory(scratch.root());
    const LockFile lock{scratch.root() + "/wheels.lock"};
    ScriptedCalls calls;
    calls.stat = [](const char* path, struct stat* status) {
        const int result = __real_stat64(path, status);
        ++status->st_dev;  // mounted over it
        return result;
    };
    CHECK_FALSE(lock.still_held());
    calls.stat = [](const char*, struct stat*) { return fail(ENOMEM); };
    CHECK(lock.still_held());
    calls.stat = nullptr;
    CHECK(lock.still_held());
}

TEST_CASE("a boot's number is its hexadecimal digits, all zero where the kernel has none, and an error where it cannot be read") {
    ScriptedCalls calls;
    int error_number = ENOENT;
    calls.open = [&](const char* path, int flags, mode_t mode) {
        return std::strcmp(path, kBootId) == 0 ? fail(error_number) : __real_open64(path, flags, mode);
    };
    CHECK(current_boot_id() == BootId{});
    error_number = EACCES;
    CHECK(fault_of([] { current_boot_id(); }) == SegmentFault::kRefused);
    calls.open = nullptr;
    std::string text;
    calls.read = [&](int, void* to, size_t bytes) -> ssize_t {
        const std::size_t count = std::min(bytes, text.size());
        std::memcpy(to, text.data(), count);
        return static_cast<ssize_t>(count);
    };
    text = "01234567-89ab-cdef-0123-456789abcdef\n";
    CHECK(hex(current_boot_id()) == "0123456789abcdef0123456789abcdef");
    text = "0123456789abcdef0123456789abcdef0123";  // more than there can be
    CHECK(hex(current_boot_id()) == "0123456789abcdef0123456789abcdef");
    text = "1~G2/:g3";  // whatever else is there
    CHECK(hex(current_boot_id()) == "12030000000000000000000000000000");
}
