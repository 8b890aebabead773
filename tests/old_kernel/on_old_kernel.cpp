// on_old_kernel PROGRAM [WORD...]: runs it as if the kernel had no call that came after 2.6.32 (December 2009), the vendors' kernel of S3C2440 boards.
// A filter answers ENOSYS for those, and what 2.6.32 answers for newer requests of older calls. One newer call is let through: prlimit64, without
// which this machine's C library has no getrlimit; the boards' library asks the older one by itself. Without words: says what the filter refuses.
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cstdint>
#include <cstdio>
#include <cstring>

namespace {

constexpr unsigned kFirstAfter = 299;  // recvmmsg, of 2.6.33; see arch/x86/entry/syscalls/syscall_64.tbl
constexpr auto kNumber = static_cast<unsigned>(offsetof(seccomp_data, nr));
constexpr auto kFirstWord = static_cast<unsigned>(offsetof(seccomp_data, args));  // the lower half of an argument
constexpr auto kSecondWord = static_cast<unsigned>(kFirstWord + sizeof(seccomp_data::args[0]));

constexpr sock_filter load(unsigned offset) { return {BPF_LD | BPF_W | BPF_ABS, 0, 0, offset}; }
constexpr sock_filter answer(unsigned error) { return {BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ERRNO | error}; }
constexpr sock_filter allow() { return {BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ALLOW}; }
/// So many instructions are skipped, depending on how what was loaded compares.
constexpr sock_filter skip_unless(unsigned value, std::uint8_t skipped) { return {BPF_JMP | BPF_JEQ | BPF_K, 0, skipped, value}; }
constexpr sock_filter skip_if(unsigned value, std::uint8_t skipped) { return {BPF_JMP | BPF_JEQ | BPF_K, skipped, 0, value}; }
constexpr sock_filter skip_if_below(unsigned value, std::uint8_t skipped) { return {BPF_JMP | BPF_JGE | BPF_K, 0, skipped, value}; }
constexpr sock_filter skip_if_above(unsigned value, std::uint8_t skipped) { return {BPF_JMP | BPF_JGT | BPF_K, skipped, 0, value}; }

bool install() {
    // clang-format off
    std::array filter = {
        load(kNumber),
        skip_unless(SYS_fallocate, 1), answer(EOPNOTSUPP),  // tmpfs learned it in 3.5
        skip_unless(SYS_fcntl, 5), load(kSecondWord),       // open file description locks are of 3.15
        skip_if_below(F_OFD_GETLK, 2), skip_if_above(F_OFD_SETLKW, 1), answer(EINVAL), load(kNumber),
        skip_unless(SYS_prctl, 4), load(kFirstWord), skip_unless(PR_SET_CHILD_SUBREAPER, 1), answer(EINVAL), load(kNumber),
        skip_if_below(kFirstAfter, 2), skip_if(SYS_prlimit64, 1), answer(ENOSYS),
        allow(),
    };
    // clang-format on
    const sock_fprog program{static_cast<unsigned short>(filter.size()), filter.data()};
    return ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

/// Unless all of these are refused, and by the filter, what runs here proves nothing.
int tell() {
    struct flock lock {};
    bool all = true;
    const auto tried = [&](const char* name, int expected, long result) {
        const bool refused = result < 0 && errno == expected;
        std::printf("%-20s %s\n", name, refused ? std::strerror(errno) : "is not refused");
        all = all && refused;
    };
    tried("memfd_create (3.17)", ENOSYS, ::syscall(SYS_memfd_create, "x", 0));
    tried("getrandom (3.17)", ENOSYS, ::syscall(SYS_getrandom, &lock, 1, 0));
    tried("membarrier (4.3)", ENOSYS, ::syscall(SYS_membarrier, 0, 0, 0));
    tried("statx (4.11)", ENOSYS, ::syscall(SYS_statx, AT_FDCWD, "/", 0, 0, nullptr));
    tried("clone3 (5.3)", ENOSYS, ::syscall(SYS_clone3, nullptr, 0));
    tried("F_OFD_SETLK (3.15)", EINVAL, ::fcntl(STDIN_FILENO, F_OFD_SETLK, &lock));
    tried("fallocate", EOPNOTSUPP, ::syscall(SYS_fallocate, STDIN_FILENO, 0, 0, 1));
    tried("subreaper (3.4)", EINVAL, ::prctl(PR_SET_CHILD_SUBREAPER, 0));
    return all ? 0 : 1;
}

}  // namespace

int main(int, char** words) {
    if (!install()) return std::perror("on_old_kernel: the kernel has no seccomp filter"), 69;
    if (words[1] == nullptr) return tell();
    ::execvp(words[1], words + 1);
    return std::perror(words[1]), 69;
}
