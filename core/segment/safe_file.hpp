// Opening files in a directory that others may write to.
#pragma once

#include <sys/stat.h>

#include <string>

#include "core/file_descriptor.hpp"

namespace seqboard {

/// Opens a regular file, never through a symlink. No descriptor if it does not exist.
/// Throws SegmentError{kRefused} for anything that somebody else could have put there or could change: a symlink, a hard
/// link, a FIFO or device, a file of a foreign owner (neither we nor root), a file that group or others may write.
FileDescriptor open_safe_file(const std::string& path, int flags, mode_t create_mode = 0);

/// Makes the directory (mode 2750) if it is missing. Throws SegmentError if it cannot, or kRefused if it is not ours.
void make_safe_directory(const std::string& path);

}  // namespace seqboard
