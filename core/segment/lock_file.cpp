#include "core/segment/lock_file.hpp"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>

#include <mutex>
#include <set>

#include "core/segment/safe_file.hpp"
#include "core/segment/segment_error.hpp"

namespace seqboard {

namespace {

/// The lock files this process holds, by path and by inode (two paths may lead to one file).
struct OwnLocks {
    std::mutex mutex;
    std::set<std::string> paths;
    std::set<std::pair<dev_t, ino_t>> inodes;
    pid_t process = ::getpid();  // a forked child inherits this list but none of the locks

    bool has(const std::string& path) {
        forget_after_fork();
        struct stat status {};
        if (paths.contains(path)) return true;
        return ::stat(path.c_str(), &status) == 0 && inodes.contains({status.st_dev, status.st_ino});
    }
    void forget_after_fork() {
        if (process == ::getpid()) return;
        process = ::getpid();
        paths.clear();
        inodes.clear();
    }
};

OwnLocks& own_locks() {
    static OwnLocks locks;
    return locks;
}

[[noreturn]] void throw_owned(const std::string& path, pid_t pid) {
    throw SegmentError{SegmentFault::kOwned,
                       path + ": owned by process " + std::to_string(pid) + "; stop that one first, or give this node another --name"};
}

/// Of a failed F_SETLK: another process has the lock.
constexpr bool is_taken(int error_number) { return error_number == EACCES || error_number == EAGAIN; }

struct flock whole_file(short type) {
    struct flock lock {};
    lock.l_type = type;
    lock.l_whence = SEEK_SET;
    return lock;
}

std::optional<Owner> probe(const std::string& path, int fd) {
    struct flock lock = whole_file(F_WRLCK);
    if (::fcntl(fd, F_GETLK, &lock) != 0) throw system_error(path, "cannot be asked for its holder", errno);
    if (lock.l_type == F_UNLCK) return std::nullopt;
    return Owner{lock.l_pid};
}

}  // namespace

LockFile::LockFile(std::string path) : path_{std::move(path)} {
    OwnLocks& own = own_locks();
    const std::lock_guard guard{own.mutex};
    if (own.has(path_)) throw_owned(path_, ::getpid());
    file_ = open_safe_file(path_, O_RDWR | O_CREAT, 0640);
    struct flock lock = whole_file(F_WRLCK);
    if (::fcntl(file_.get(), F_SETLK, &lock) != 0) {
        if (!is_taken(errno)) throw system_error(path_, "cannot be locked", errno);
        const std::optional<Owner> holder = probe(path_, file_.get());
        throw_owned(path_, holder ? holder->pid : 0);
    }
    struct stat status {};
    if (::fstat(file_.get(), &status) != 0) throw system_error(path_, "cannot be examined", errno);
    device_ = status.st_dev;
    inode_ = status.st_ino;
    if (!still_held()) throw_owned(path_, 0);  // deleted and made anew between our open and our lock: the other one wins
    own.paths.insert(path_);
    own.inodes.insert({device_, inode_});
}

LockFile::~LockFile() {
    OwnLocks& own = own_locks();
    const std::lock_guard guard{own.mutex};
    own.paths.erase(path_);
    own.inodes.erase({device_, inode_});
    file_ = FileDescriptor{};
}

bool LockFile::still_held() const {
    // Library code that opened and closed the file has dropped the lock without a word: this takes it again.
    struct flock lock = whole_file(F_WRLCK);
    if (::fcntl(file_.get(), F_SETLK, &lock) != 0 && is_taken(errno)) return false;
    struct stat status {};
    if (::stat(path_.c_str(), &status) != 0) return errno != ENOENT && errno != ENOTDIR;  // a kernel short of memory takes no name away
    return status.st_dev == device_ && status.st_ino == inode_;
}

std::optional<Owner> LockFile::holder(const std::string& path) {
    OwnLocks& own = own_locks();
    const std::lock_guard guard{own.mutex};
    if (own.has(path)) return Owner{::getpid()};
    const FileDescriptor file = open_safe_file(path, O_RDONLY);
    return file ? probe(path, file.get()) : std::nullopt;
}

}  // namespace seqboard
