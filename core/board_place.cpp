#include "core/board_place.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

#include "core/exit_code.hpp"
#include "core/names.hpp"
#include "core/segment/directory_backend.hpp"
#include "core/segment/safe_file.hpp"
#include "core/segment/sysv_backend.hpp"

namespace seqboard {

namespace {

constexpr std::string_view kHugeSuffix = "+huge";

std::string environment(const char* name, const std::string& fallback) {
    const char* const value = std::getenv(name);
    return value != nullptr && *value != '\0' ? value : fallback;
}

bool usable_by_us(const std::string& directory) {
    struct stat status {};
    if (::lstat(directory.c_str(), &status) != 0 || !S_ISDIR(status.st_mode)) return false;
    return (status.st_uid == ::geteuid() || status.st_uid == 0) && ::access(directory.c_str(), W_OK | X_OK) == 0;
}

}  // namespace

std::string default_root() {
    if (usable_by_us(kDefaultRoot)) return kDefaultRoot;
    const bool tmpfs = ::access("/dev/shm", W_OK | X_OK) == 0;
    if (::geteuid() == 0 && tmpfs && ::access(kDefaultRoot, F_OK) != 0) return kDefaultRoot;
    std::string own = std::string{tmpfs ? "/dev/shm" : "/tmp"} + "/seqboard-" + std::to_string(::geteuid());
    static const bool said [[maybe_unused]] = [&] {
        if (!usable_by_us(own))
            std::fprintf(stderr, "seqboard: %s is not writable for this user; using %s (set SEQBOARD_ROOT or --root to choose)\n",
                         kDefaultRoot, own.c_str());
        return true;
    }();
    return own;
}

BoardPlace BoardPlace::resolved() const {
    BoardPlace place = *this;
    if (place.root.empty()) place.root = environment("SEQBOARD_ROOT", "");
    if (place.root.empty()) place.root = default_root();
    if (place.board.empty()) place.board = environment("SEQBOARD_BOARD", kDefaultBoard);
    if (!is_valid_name(place.board))
        throw StartError{ExitCode::kUsage,
                         "board '" + place.board + "': a name is 1 to 47 of A-Z a-z 0-9 _ . - and does not start with a dot"};
    return place;
}

void parse_backend(const std::string& text, BoardPlace& place) {
    std::string_view kind = text;
    place.huge_pages = kind.ends_with(kHugeSuffix);
    if (place.huge_pages) kind.remove_suffix(kHugeSuffix.size());
    if (kind == "posix") place.kind = BackendKind::kPosix;
    else if (kind == "file") place.kind = BackendKind::kFile;
    else if (kind == "sysv") place.kind = BackendKind::kSysv;
    else throw StartError{ExitCode::kUsage, "backend '" + text + "': use posix, file or sysv, with +huge behind it for huge pages"};
}

std::string backend_text(const BoardPlace& place) {
    const std::string kind = place.kind == BackendKind::kPosix ? "posix" : place.kind == BackendKind::kFile ? "file" : "sysv";
    return place.huge_pages ? kind + std::string{kHugeSuffix} : kind;
}

std::unique_ptr<Backend> make_backend(const BoardPlace& place) {
    if (place.kind == BackendKind::kSysv) return std::make_unique<SysvBackend>(place.board, place.huge_pages);
    make_safe_directory(place.root);
    const auto kind = place.kind == BackendKind::kFile ? DirectoryBackend::Kind::kFile : DirectoryBackend::Kind::kPosix;
    return std::make_unique<DirectoryBackend>(kind, place.directory(), place.huge_pages);
}

}  // namespace seqboard
