#include "core/deploy/host/bundle_file.hpp"

#include <archive.h>
#include <archive_entry.h>

#include <array>
#include <memory>

#include "core/deploy/sha256.hpp"
#include "core/exit_code.hpp"

namespace seqboard::deploy {

namespace {

constexpr std::uint64_t kMaxBytes = 256u << 20;

struct CloseArchive {
    void operator()(archive* a) const { archive_free(a); }
};
using Archive = std::unique_ptr<archive, CloseArchive>;

struct CloseEntry {
    void operator()(archive_entry* e) const { archive_entry_free(e); }
};

/// What the library has to say; of a file that is cut in its first block it has nothing.
std::string reason_of(archive* a) {
    const char* const reason = archive_error_string(a);
    return reason != nullptr ? reason : "it is damaged or cut short";
}

void require(int result, archive* a, const std::string& path, ExitCode code) {
    if (result != ARCHIVE_OK && result != ARCHIVE_EOF) throw StartError{code, path + ": " + reason_of(a)};
}

class Writer {
public:
    explicit Writer(const std::string& path) : path_{path}, archive_{archive_write_new()} {
        require(archive_write_set_format_pax_restricted(get()), get(), path_, ExitCode::kSystem);
        require(archive_write_add_filter_zstd(get()), get(), path_, ExitCode::kSystem);
        require(archive_write_set_options(get(), "zstd:compression-level=9"), get(), path_, ExitCode::kSystem);
        require(archive_write_open_filename(get(), path_.c_str()), get(), path_, ExitCode::kNoSpace);
    }

    void add(const std::string& name, const std::string& bytes, unsigned mode) {
        const auto entry = begin(name, mode);
        archive_entry_set_filetype(entry.get(), AE_IFREG);
        archive_entry_set_size(entry.get(), static_cast<la_int64_t>(bytes.size()));
        require(archive_write_header(get(), entry.get()), get(), path_, ExitCode::kNoSpace);
        if (archive_write_data(get(), bytes.data(), bytes.size()) != static_cast<la_ssize_t>(bytes.size()))
            require(ARCHIVE_FATAL, get(), path_, ExitCode::kNoSpace);
    }

    void add_link(const std::string& name, const std::string& target) {
        const auto entry = begin(name, 0777);
        archive_entry_set_filetype(entry.get(), AE_IFLNK);
        archive_entry_set_symlink(entry.get(), target.c_str());
        require(archive_write_header(get(), entry.get()), get(), path_, ExitCode::kNoSpace);
    }

    void close() { require(archive_write_close(get()), get(), path_, ExitCode::kNoSpace); }

private:
    archive* get() const { return archive_.get(); }

    static std::unique_ptr<archive_entry, CloseEntry> begin(const std::string& name, unsigned mode) {
        std::unique_ptr<archive_entry, CloseEntry> entry{archive_entry_new()};
        archive_entry_set_pathname(entry.get(), name.c_str());
        archive_entry_set_perm(entry.get(), mode);
        archive_entry_set_mtime(entry.get(), 0, 0);
        return entry;
    }

    const std::string& path_;
    Archive archive_;
};

std::string read_entry(archive* a, archive_entry* entry, const std::string& path) {
    const auto size = static_cast<std::uint64_t>(archive_entry_size(entry));
    if (size > kMaxBytes)
        throw StartError{ExitCode::kBadSegment, path + ": " + archive_entry_pathname(entry) + " is too large for a bundle"};
    std::string bytes(size, '\0');
    if (archive_read_data(a, bytes.data(), bytes.size()) != static_cast<la_ssize_t>(size))
        throw StartError{ExitCode::kBadSegment, path + ": it is cut short; copy it or make it again"};
    return bytes;
}

void check_contents(const Bundle& bundle, const std::string& path) {
    for (const ManifestFile& file : parse_manifest(bundle.manifest_text).files) {
        const auto content = bundle.contents.find(file.path);
        if (file.is_link() || (content != bundle.contents.end() && sha256_of(content->second) == file.sha256)) continue;
        throw StartError{ExitCode::kBadSegment, path + ": " + file.path + " is not what the manifest says; make the bundle again"};
    }
}

}  // namespace

void write_bundle(const std::string& path, const Bundle& bundle) {
    Writer writer{path};
    writer.add(kManifestName, bundle.manifest_text, 0644);
    if (!bundle.signature.empty()) writer.add(kSignatureName, bundle.signature + "\n", 0644);
    for (const ManifestFile& file : parse_manifest(bundle.manifest_text).files) {
        if (file.is_link()) writer.add_link(file.path, file.link);
        else writer.add(file.path, bundle.contents.at(file.path), file.executable ? 0755 : 0644);
    }
    writer.close();
}

Bundle read_bundle(const std::string& path) {
    const Archive a{archive_read_new()};
    archive_read_support_format_tar(a.get());
    archive_read_support_filter_zstd(a.get());
    archive_read_support_filter_gzip(a.get());  // of earlier versions
    if (archive_read_open_filename(a.get(), path.c_str(), 64 * 1024) != ARCHIVE_OK)
        throw StartError{ExitCode::kNoInput, path + ": " + reason_of(a.get()) + "; make a bundle with seqboard bundle"};
    Bundle bundle;
    archive_entry* entry = nullptr;
    int result = ARCHIVE_OK;
    while ((result = archive_read_next_header(a.get(), &entry)) == ARCHIVE_OK) {
        const char* const name_text = archive_entry_pathname(entry);
        if (name_text == nullptr)
            throw StartError{ExitCode::kBadSegment, path + ": a file in it has no name that can be read; make it again"};
        const std::string name = name_text;
        if (archive_entry_filetype(entry) != AE_IFREG) continue;
        std::string bytes = read_entry(a.get(), entry, path);
        if (name == kManifestName) bundle.manifest_text = std::move(bytes);
        else if (name == kSignatureName) bundle.signature = bytes.substr(0, bytes.find('\n'));
        else bundle.contents[name] = std::move(bytes);
    }
    require(result, a.get(), path, ExitCode::kBadSegment);
    if (bundle.manifest_text.empty()) throw StartError{ExitCode::kBadSegment, path + ": no bundle, it has no manifest.json"};
    check_contents(bundle, path);
    return bundle;
}

}  // namespace seqboard::deploy
