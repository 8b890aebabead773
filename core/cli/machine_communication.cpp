// What nodes talk through: shared memory, futexes, locks, ptys.
#include <errno.h>
#include <fcntl.h>
#include <linux/futex.h>
#include <linux/magic.h>
#include <stdlib.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/statfs.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstring>

#include "core/cli/machine_check.hpp"
#include "core/cli/short_text.hpp"
#include "core/file_descriptor.hpp"

namespace seqboard::cli {

namespace {

constexpr const char* kSharedMemory = "/dev/shm";

/// A file that has no name any more.
FileDescriptor nameless_file(const MachineFacts& machine) {
    for (const char* folder : {kSharedMemory, "/tmp"}) {
        std::string path = machine.root + folder + "/.seqboard-doctor-XXXXXX";
        FileDescriptor file{::mkostemp(path.data(), O_CLOEXEC)};
        if (!file) continue;
        ::unlink(path.c_str());
        return file;
    }
    return FileDescriptor{};
}

MachineCheck check_shared_memory(const MachineFacts& machine) {
    const std::string folder = machine.root + kSharedMemory;
    struct statfs system {};
    struct statvfs mount {};
    MachineCheck check{.name = kSharedMemory,
                       .found = "missing",
                       .fix = "mount -t tmpfs tmpfs /dev/shm, or use --backend sysv, or --root with another tmpfs"};
    check.verdict = Verdict::kWarn;
    check.consequence = "no memory file system for the boards: --backend file writes to a disk, --backend sysv protects less";
    if (::statfs(folder.c_str(), &system) != 0 || ::statvfs(folder.c_str(), &mount) != 0) return check;
    const std::uint64_t free_bytes = std::uint64_t{mount.f_bavail} * mount.f_frsize;
    check.found = std::string{system.f_type == TMPFS_MAGIC ? "tmpfs" : "not a tmpfs"} + ", " +
                  short_bytes(std::uint64_t{mount.f_blocks} * mount.f_frsize) + ", " + short_bytes(free_bytes) + " free" +
                  ((mount.f_flag & ST_RDONLY) != 0 ? ", read-only" : "");
    if (system.f_type != TMPFS_MAGIC || (mount.f_flag & ST_RDONLY) != 0) return check;
    constexpr std::uint64_t kEnough = 1u << 20;
    if (free_bytes < kEnough) {
        check.consequence = "a board may not fit: nodes end with exit status 73";
        check.fix = "remove what fills it, or mount -o remount,size=16M /dev/shm";
        return check;
    }
    return {.name = kSharedMemory, .found = check.found};
}

MachineCheck check_huge_pages(const MachineFacts& machine) {
    const std::string modes = machine.first_line("/sys/kernel/mm/transparent_hugepage/shmem_enabled");
    if (modes.empty()) return {.name = "huge pages", .found = "none in this kernel; `+huge` changes nothing"};
    const std::size_t open = modes.find('['), close = modes.find(']');
    const std::string mode = close == std::string::npos || open == std::string::npos ? modes : modes.substr(open + 1, close - open - 1);
    if (mode == "never" || mode == "deny")
        return {.name = "huge pages",
                .verdict = Verdict::kWarn,
                .found = "shmem: " + mode,
                .consequence = "`+huge` changes nothing: large slots cost more page faults",
                .fix = "echo advise > /sys/kernel/mm/transparent_hugepage/shmem_enabled"};
    return {.name = "huge pages", .found = "shmem: " + mode};
}

MachineCheck check_futex(const MachineFacts& machine) {
    constexpr std::size_t kPage = 4096;
    const FileDescriptor file = nameless_file(machine);
    if (!file || ::ftruncate(file.get(), kPage) != 0)
        return {.name = "futex",
                .verdict = Verdict::kWarn,
                .found = "could not be tried: no temporary file",
                .consequence = "unknown",
                .fix = "make /tmp writable"};
    void* const page = ::mmap(nullptr, kPage, PROT_READ, MAP_SHARED, file.get(), 0);
    const long waited = ::syscall(SYS_futex, page, FUTEX_WAIT, 1, nullptr, nullptr, 0);  // the word is 0: it must not sleep
    const int error = errno;
    ::munmap(page, kPage);
    if (waited != 0 && error == EAGAIN) return {.name = "futex", .found = "waits on read-only mappings"};
    return {.name = "futex",
            .verdict = Verdict::kWarn,
            .found = std::string{"refused: "} + std::strerror(error),
            .consequence = "readers that wait for a slot poll it once a millisecond",
            .fix = "use Linux 3.1 or newer with CONFIG_FUTEX"};
}

/// In the child: holds a lock until the parent has looked, and closes its end.
[[noreturn]] void hold_lock(int file, int parent) {
    struct flock lock {};
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    const char word = ::fcntl(file, F_SETLK, &lock) == 0 ? 'y' : 'n';
    char end = 0;
    if (::write(parent, &word, 1) == 1) [[maybe_unused]]
        const ssize_t got = ::read(parent, &end, 1);
    ::_exit(0);
}

bool lock_of_child_is_seen(const MachineFacts& machine) {
    const FileDescriptor file = nameless_file(machine);
    int ends[2];
    if (!file || ::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) return false;
    FileDescriptor of_parent{ends[0]}, of_child{ends[1]};
    const pid_t child = ::fork();
    if (child < 0) return false;
    if (child == 0) {
        of_parent = FileDescriptor{};
        hold_lock(file.get(), of_child.get());
    }
    of_child = FileDescriptor{};
    char word = 0;
    const bool held = ::read(of_parent.get(), &word, 1) == 1 && word == 'y';
    struct flock lock {};
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    const bool seen = held && ::fcntl(file.get(), F_GETLK, &lock) == 0 && lock.l_type != F_UNLCK && lock.l_pid == child;
    of_parent = FileDescriptor{};
    ::waitpid(child, nullptr, 0);
    return seen;
}

MachineCheck check_locks(const MachineFacts& machine) {
    if (lock_of_child_is_seen(machine)) return {.name = "file locks", .found = "F_SETLK and F_GETLK work"};
    return {.name = "file locks",
            .verdict = Verdict::kMissing,
            .found = "F_GETLK does not see another process's lock",
            .consequence = "nobody can tell live nodes from dead ones, and two may own one name",
            .fix = "a kernel with CONFIG_FILE_LOCKING; or --backend sysv"};
}

MachineCheck check_sysv(const MachineFacts& machine) {
    const int semaphore = ::semget(IPC_PRIVATE, 1, 0600);
    const int memory = ::shmget(IPC_PRIVATE, 4096, 0600);
    if (semaphore >= 0) ::semctl(semaphore, 0, IPC_RMID);
    if (memory >= 0) ::shmctl(memory, IPC_RMID, nullptr);
    if (semaphore >= 0 && memory >= 0)
        return {.name = "System V IPC", .found = "works, at most " + machine.first_line("/proc/sys/kernel/shmmni") + " segments"};
    return {.name = "System V IPC",
            .verdict = Verdict::kWarn,
            .found = "refused",
            .consequence = "--backend sysv cannot be used",
            .fix = "a kernel with CONFIG_SYSVIPC, and free identifiers (ipcs -u)"};
}

MachineCheck check_ptys() {
    const FileDescriptor pty{::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC)};
    if (pty) return {.name = "ptys", .found = "work"};
    return {.name = "ptys",
            .verdict = Verdict::kWarn,
            .found = std::strerror(errno),
            .consequence = "simulated serial devices cannot be made",
            .fix = "mount -t devpts devpts /dev/pts"};
}

MachineCheck check_watchdog(const MachineFacts& machine) {
    if (::access((machine.root + "/dev/watchdog").c_str(), F_OK) == 0) return {.name = "watchdog", .found = "/dev/watchdog"};
    return {.name = "watchdog",
            .verdict = Verdict::kWarn,
            .found = "no /dev/watchdog",
            .consequence = "a machine that hangs stays hung; motors keep their last PWM",
            .fix = "load the board's watchdog driver (on a PC for simulation: not needed)"};
}

}  // namespace

std::vector<MachineCheck> check_communication(const MachineFacts& machine) {
    return {check_shared_memory(machine), check_huge_pages(machine), check_futex(machine),
            check_locks(machine),         check_sysv(machine),       check_ptys(),
            check_watchdog(machine)};
}

}  // namespace seqboard::cli
