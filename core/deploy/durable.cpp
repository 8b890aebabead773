#include "core/deploy/durable.hpp"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cstdio>

#include "core/file_descriptor.hpp"
#include "core/segment/segment_error.hpp"

namespace seqboard::deploy {

namespace {

std::string folder_of(const std::string& path) {
    const std::size_t slash = path.rfind('/');
    return slash == std::string::npos ? "." : slash == 0 ? "/" : path.substr(0, slash);
}

}  // namespace

void make_folders(const std::string& path) {
    if (::mkdir(path.c_str(), 0755) == 0 || errno == EEXIST) return;
    if (errno != ENOENT || folder_of(path) == path) throw system_error(path, "cannot be made", errno);
    make_folders(folder_of(path));
    if (::mkdir(path.c_str(), 0755) != 0 && errno != EEXIST) throw system_error(path, "cannot be made", errno);
}

void sync_folder(const std::string& path) {
    const FileDescriptor folder{::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    // Some file systems have no fsync for folders and say EINVAL: they write through.
    if (!folder || (::fsync(folder.get()) != 0 && errno != EINVAL)) throw system_error(path, "cannot be synced", errno);
}

void write_all(int fd, std::string_view bytes, const std::string& path) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(fd, bytes.data(), bytes.size());
        if (written < 0 && errno != EINTR) throw system_error(path, "cannot be written", errno);
        if (written > 0) bytes.remove_prefix(static_cast<std::size_t>(written));
    }
}

void write_durably(const std::string& path, std::string_view text, unsigned mode) {
    const std::string beside = path + ".tmp";
    {
        const FileDescriptor file{::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)};
        if (!file) throw system_error(beside, "cannot be written", errno);
        write_all(file.get(), text, beside);
        if (::fsync(file.get()) != 0) throw system_error(beside, "cannot be synced", errno);
    }
    if (::rename(beside.c_str(), path.c_str()) != 0) throw system_error(path, "cannot be replaced", errno);
    sync_folder(folder_of(path));
}

void point_link(const std::string& link, const std::string& target) {
    const std::string beside = link + ".tmp";
    ::unlink(beside.c_str());
    if (::symlink(target.c_str(), beside.c_str()) != 0) throw system_error(beside, "cannot be made", errno);
    if (::rename(beside.c_str(), link.c_str()) != 0) throw system_error(link, "cannot be replaced", errno);
    sync_folder(folder_of(link));
}

std::string link_target(const std::string& link) {
    std::array<char, 4096> path{};
    const ssize_t size = ::readlink(link.c_str(), path.data(), path.size());
    return size > 0 ? std::string{path.data(), static_cast<std::size_t>(size)} : "";
}

std::string text_of_file(const std::string& path) {
    const FileDescriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
    if (!file && errno != ENOENT) throw system_error(path, "cannot be read", errno);
    std::string text;
    std::array<char, 4096> bytes;
    for (ssize_t got = 0; file && (got = ::read(file.get(), bytes.data(), bytes.size())) != 0;) {
        if (got < 0 && errno != EINTR) throw system_error(path, "cannot be read", errno);
        if (got > 0) text.append(bytes.data(), static_cast<std::size_t>(got));
    }
    return text;
}

}  // namespace seqboard::deploy
