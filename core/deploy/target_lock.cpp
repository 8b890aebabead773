#include "core/deploy/target_lock.hpp"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>

#include "core/deploy/durable.hpp"
#include "core/segment/segment_error.hpp"

namespace seqboard::deploy {

namespace {

// flock and not fcntl: the lock stays with the process that carries on with an update when its parent, which took it, goes.
bool lock(int fd, const std::string& path) {
    if (::flock(fd, LOCK_EX | LOCK_NB) == 0) return true;
    if (errno != EWOULDBLOCK) throw system_error(path, "cannot be locked", errno);
    return false;
}

}  // namespace

std::optional<TargetLock> TargetLock::take(const std::string& path, const std::string& holder) {
    FileDescriptor file{::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644)};
    if (!file) throw system_error(path, "cannot be opened", errno);
    if (!lock(file.get(), path)) return std::nullopt;
    if (::ftruncate(file.get(), 0) != 0) throw system_error(path, "cannot be written", errno);
    write_all(file.get(), holder, path);
    return TargetLock{std::move(file)};
}

std::string TargetLock::holder(const std::string& path) {
    const FileDescriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
    if (!file) return "";
    if (lock(file.get(), path)) return "";
    return text_of_file(path);
}

}  // namespace seqboard::deploy
