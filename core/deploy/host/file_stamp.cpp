#include "core/deploy/host/file_stamp.hpp"

#include <sys/stat.h>

namespace seqboard::deploy {

FileStamp stamp_of(const std::string& path) {
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0) return {};
    return {.device = status.st_dev,
            .inode = status.st_ino,
            .bytes = static_cast<std::uint64_t>(status.st_size),
            .changed_ns = std::int64_t{status.st_ctim.tv_sec} * 1'000'000'000 + status.st_ctim.tv_nsec};
}

FileStamps renewed(const FileStamps& stamps) {
    FileStamps now;
    for (const auto& [path, stamp] : stamps) now[path] = stamp_of(path);
    return now;
}

}  // namespace seqboard::deploy
