// The exit codes of every seqboard program: sysexits numbers where one fits, so that a supervisor knows what to restart.
#pragma once

#include <stdexcept>
#include <string>

namespace seqboard {

enum class ExitCode : int {
    kOk = 0,
    kFailed = 1,        ///< the program ran and the answer is no: goal missed, node not ready
    kUsage = 64,        ///< wrong command line; never restarted
    kBadSegment = 65,   ///< a segment exists and cannot be trusted: wrong magic, version, schema, corrupt
    kNoInput = 66,      ///< a file, node or slot that was named does not exist
    kUnavailable = 69,  ///< a device is absent; worth another try later
    kBug = 70,          ///< a broken promise inside seqboard or a node
    kSystem = 71,       ///< the kernel refused: out of memory, descriptors, processes
    kNoSpace = 73,      ///< a segment or file could not be created: file system full or read-only
    kOwned = 75,        ///< another live process owns the node of that name; never restarted
    kRefused = 77,      ///< a path is not safe to use: symlink, foreign owner, writable by others
    kConfig = 78,       ///< the node set or a parameter is wrong; never restarted
};

/// Thrown while a program starts; never by read() or write(). what() is one sentence for a person: what is wrong, where,
/// what was expected, how to fix it.
class StartError : public std::runtime_error {
public:
    StartError(ExitCode code, const std::string& sentence) : std::runtime_error{sentence}, code_{code} {}
    ExitCode code() const noexcept { return code_; }

private:
    ExitCode code_;
};

}  // namespace seqboard
