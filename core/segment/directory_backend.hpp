// Segments as files of one directory, named <node>.seg, beside <node>.lock. On tmpfs this is shared memory (kind posix); in
// any other directory it is memory that survives power-off (kind file).
#pragma once

#include "core/segment/backend.hpp"

namespace seqboard {

class DirectoryBackend final : public Backend {
public:
    enum class Kind : std::uint8_t { kPosix, kFile };

    /// Makes the directory if it is missing. huge_pages asks the kernel for them; without them it goes on with small ones.
    DirectoryBackend(Kind kind, std::string directory, bool huge_pages = false);

    Guarantees guarantees() const override;
    std::string place(std::string_view node) const override;
    std::unique_ptr<Ownership> own(std::string_view node) override;
    std::optional<Owner> owner(std::string_view node) override;
    Mapping create(std::string_view node, std::span<const std::byte> header, std::size_t bytes) override;
    std::unique_ptr<OpenSegment> open(std::string_view node, Access access) override;
    bool replaced(std::string_view node, const SegmentIdentity& identity) override;
    std::vector<std::string> nodes() override;
    void remove(std::string_view node) override;

private:
    std::string lock_path(std::string_view node) const;
    std::string temporary_path(std::string_view node) const;

    Kind kind_;
    std::string directory_;
    bool huge_pages_;
};

}  // namespace seqboard
