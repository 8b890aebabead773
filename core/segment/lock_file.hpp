// Ownership of a name by a POSIX record lock (fcntl F_SETLK) on a file of its own.
//
// Why this lock: the kernel frees it when the owner dies, also when a helper that the owner forked lives on (flock and OFD
// locks stay held then). Its trap: closing ANY descriptor of the file in the owning process drops the lock. So a process
// never opens a lock file it holds, not even to look: the registry of own locks answers instead.
#pragma once

#include <optional>
#include <string>

#include "core/file_descriptor.hpp"
#include "core/segment/backend.hpp"

namespace seqboard {

class LockFile final : public Ownership {
public:
    /// Takes the lock, or throws SegmentError{kOwned} naming the holder's process, also when the holder is this process.
    explicit LockFile(std::string path);
    ~LockFile() override;
    LockFile(const LockFile&) = delete;
    LockFile& operator=(const LockFile&) = delete;

    bool still_held() const override;

    /// Who holds the lock of that path; nothing if it is free or absent.
    static std::optional<Owner> holder(const std::string& path);

private:
    std::string path_;
    FileDescriptor file_;
    dev_t device_ = 0;
    ino_t inode_ = 0;
};

}  // namespace seqboard
