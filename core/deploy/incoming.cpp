#include "core/deploy/incoming.hpp"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

#include "core/deploy/durable.hpp"
#include "core/deploy/folder.hpp"
#include "core/deploy/sha256.hpp"
#include "core/file_descriptor.hpp"
#include "core/segment/segment_error.hpp"

namespace seqboard::deploy {

namespace {

std::uint64_t size_of(const std::string& path) {
    struct stat status {};
    return ::stat(path.c_str(), &status) == 0 ? static_cast<std::uint64_t>(status.st_size) : 0;
}

/// Not writable: other releases may share the file.
unsigned mode_of(const ManifestFile& file) { return file.executable ? 0555 : 0444; }

bool is_linked_once(const std::string& path) {
    struct stat status {};
    return ::stat(path.c_str(), &status) == 0 && status.st_nlink == 1;
}

bool has_mode(const std::string& path, unsigned mode) {
    struct stat status {};
    return ::stat(path.c_str(), &status) == 0 && (status.st_mode & 0777U) == mode;
}

std::string folder_of(const std::string& path) { return path.substr(0, path.rfind('/')); }

}  // namespace

Incoming::Incoming(const ReleaseTree& tree, std::string manifest_text)
    : tree_{tree}, text_{std::move(manifest_text)}, manifest_{parse_manifest(text_)}, name_{release_name(text_)} {}

std::vector<Incoming::Missing> Incoming::missing() {
    for (const std::string& release : tree_.names()) {
        if (!tree_.is_whole(release)) continue;
        for (const ManifestFile& file : tree_.manifest(release).files) {
            const std::string path = tree_.release(release) + "/" + file.path;
            if (file.is_link() || known_.contains(file.sha256) || size_of(path) != file.bytes) continue;
            const bool wanted = std::any_of(manifest_.files.begin(), manifest_.files.end(),
                                            [&](const ManifestFile& ours) { return ours.sha256 == file.sha256; });
            if (wanted && sha256_of_file(path) == file.sha256) known_[file.sha256] = path;
        }
    }
    std::vector<Missing> missing;
    for (const ManifestFile& file : manifest_.files) {
        if (file.is_link() || known_.contains(file.sha256)) continue;
        if (size_of(arrived(file.sha256)) == file.bytes && exists(arrived(file.sha256))) continue;
        const bool listed = std::any_of(missing.begin(), missing.end(), [&](const Missing& m) { return m.sha256 == file.sha256; });
        if (!listed) missing.push_back({file.sha256, file.bytes, std::min(size_of(part(file.sha256)), file.bytes)});
    }
    return missing;
}

std::uint64_t Incoming::bytes_of(const std::string& sha256) const {
    for (const ManifestFile& file : manifest_.files)
        if (file.sha256 == sha256) return file.bytes;
    throw StartError{ExitCode::kBadSegment, "no file of " + name_ + " has the content " + sha256};
}

void Incoming::add_piece(const std::string& sha256, std::uint64_t offset, std::string_view bytes) {
    const std::uint64_t whole = bytes_of(sha256);
    const std::string path = part(sha256);
    const FileDescriptor file{::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0644)};
    if (!file) throw system_error(path, "cannot be written", errno);
    if (offset != size_of(path) || bytes.size() > whole - std::min(offset, whole))
        throw StartError{ExitCode::kBadSegment,
                         path + ": has " + std::to_string(size_of(path)) + " bytes, the next piece is for byte " + std::to_string(offset)};
    ::lseek(file.get(), static_cast<off_t>(offset), SEEK_SET);
    write_all(file.get(), bytes, path);
    if (offset + bytes.size() < whole) return;
    if (::fsync(file.get()) != 0) throw system_error(path, "cannot be synced", errno);
    if (sha256_of_file(path) != sha256) {
        ::unlink(path.c_str());
        throw StartError{ExitCode::kBadSegment,
                         path + ": what the storage gives back is not what was sent; it was thrown away, deploy again"};
    }
    if (::rename(path.c_str(), arrived(sha256).c_str()) != 0) throw system_error(path, "cannot be renamed", errno);
    sync_folder(tree_.incoming());
}

std::string Incoming::source_of(const ManifestFile& file) const {
    if (const auto known = known_.find(file.sha256); known != known_.end()) return known->second;
    return arrived(file.sha256);
}

void Incoming::place(const ManifestFile& file, const std::string& folder) const {
    const std::string path = folder + "/" + file.path;
    make_folders(folder_of(path));
    if (file.is_link()) return point_link(path, file.link);
    const std::string source = source_of(file);
    if (source == path) return;
    const std::string beside = path + ".tmp";
    ::unlink(beside.c_str());
    if (source == arrived(file.sha256) && is_linked_once(source)) ::chmod(source.c_str(), mode_of(file));
    // A file system without hard links, or the same content with another mode: a copy, which has to be verified as well.
    if (!has_mode(source, mode_of(file)) || ::link(source.c_str(), beside.c_str()) != 0) {
        write_durably(beside, text_of_file(source), mode_of(file));
        ::chmod(beside.c_str(), mode_of(file));
        if (sha256_of_file(beside) != file.sha256)
            throw StartError{ExitCode::kBadSegment, path + ": the copy of " + source + " is not what was sent; deploy again"};
    }
    if (::rename(beside.c_str(), path.c_str()) != 0) throw system_error(path, "cannot be renamed", errno);
}

void Incoming::refuse_foreign_programs(const std::string& folder, const Machine& machine) const {
    for (const ManifestFile& file : manifest_.files) {
        if (!file.executable || file.is_link()) continue;
        const auto program = read_elf_program(text_of_file(folder + "/" + file.path), file.path);
        const std::string reason = program ? why_not(*program, machine) : "";
        if (!reason.empty()) throw StartError{ExitCode::kConfig, file.path + " " + reason + "; bundle programs built for this machine"};
    }
}

void Incoming::install(const Machine& machine) {
    const std::string final = tree_.release(name_);
    // One that is there already may have lost a file to the flash: it is mended in place, file by file.
    const bool mend = exists(final);
    const std::string folder = mend ? final : final + ".tmp";
    make_folders(folder);
    for (const ManifestFile& file : manifest_.files) place(file, folder);
    refuse_foreign_programs(folder, machine);
    write_durably(folder + "/" + kManifestName, text_);
    sync_tree(folder);
    if (!mend && ::rename(folder.c_str(), final.c_str()) != 0) throw system_error(final, "cannot be made", errno);
    sync_folder(tree_.releases());
    for (const ManifestFile& file : manifest_.files)
        if (!file.is_link()) ::unlink(arrived(file.sha256).c_str());
}

}  // namespace seqboard::deploy
