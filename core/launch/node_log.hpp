// Where a process's stdout and stderr go: <board>/log/<name>.log.
#pragma once

#include <string>
#include <vector>

#include "core/file_descriptor.hpp"

namespace seqboard {

/// The log of the launch before is kept as .log.1. Nothing stands between process and file, so a log costs the supervisor
/// nothing; what the file system has no room for is lost, never waited for.
class NodeLog {
public:
    /// `folder` exists.
    NodeLog(const std::string& folder, const std::string& name) : path_{folder + "/" + name + ".log"} {}

    /// Makes room for a new launch.
    void rotate() const;

    /// Opens it at its end for a start of the process. Throws SegmentError.
    FileDescriptor open();

    /// The last lines written since open(), at most `count`.
    std::vector<std::string> last_lines(std::size_t count) const;

    const std::string& path() const { return path_; }

private:
    std::string path_;
    long start_ = 0;  ///< where the output of the present process begins
};

}  // namespace seqboard
