// One process at a time changes a target. The kernel frees the lock when its last holder dies; forked children hold it too.
#pragma once

#include <optional>
#include <string>

#include "core/file_descriptor.hpp"

namespace seqboard::deploy {

class TargetLock {
public:
    /// Takes the lock and leaves a note of who has it; nothing if somebody else does.
    static std::optional<TargetLock> take(const std::string& path, const std::string& holder);

    /// What the present holder has left; empty if nobody holds the lock.
    static std::string holder(const std::string& path);

private:
    explicit TargetLock(FileDescriptor file) : file_{std::move(file)} {}

    FileDescriptor file_;
};

}  // namespace seqboard::deploy
