// What a file looked like from outside, to see later whether it is another one.
#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace seqboard::deploy {

struct FileStamp {
    std::uint64_t device = 0;
    std::uint64_t inode = 0;  ///< zero: there is no such file
    std::uint64_t bytes = 0;
    std::int64_t changed_ns = 0;  ///< of the inode: a program that sets back a file's own time does not set this
    bool operator==(const FileStamp&) const = default;

    bool is_missing() const { return inode == 0; }
};

/// By path.
using FileStamps = std::map<std::string, FileStamp>;

FileStamp stamp_of(const std::string& path);

/// The same files as they are now.
FileStamps renewed(const FileStamps& stamps);

}  // namespace seqboard::deploy
