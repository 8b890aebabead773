// A release on its way to the target: what is missing of it, its contents piece by piece, and its installation.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/deploy/machine.hpp"
#include "core/deploy/release_tree.hpp"

namespace seqboard::deploy {

class Incoming {
public:
    /// Throws StartError{kBadSegment} for a manifest that is damaged.
    Incoming(const ReleaseTree& tree, std::string manifest_text);

    const std::string& name() const { return name_; }
    const Manifest& manifest() const { return manifest_; }

    struct Missing {
        std::string sha256;
        std::uint64_t bytes = 0;
        std::uint64_t have = 0;  ///< arrived already, perhaps before a lost link: go on there
    };

    /// The contents that no release has and that have not arrived. What other releases have is read and hashed again first, so
    /// a content that the flash has lost is sent anew.
    std::vector<Missing> missing();

    /// Adds a piece at its offset. With the last one the content is synced, read back and compared; a wrong one is thrown away.
    /// Throws StartError: kNoSpace, or kBadSegment for a wrong offset or hash.
    void add_piece(const std::string& sha256, std::uint64_t offset, std::string_view bytes);

    /// Puts the release together beside the others, on the medium when this returns: equal contents are hard links.
    /// Throws StartError{kConfig} if `machine` cannot run one of its programs.
    void install(const Machine& machine);

private:
    std::uint64_t bytes_of(const std::string& sha256) const;
    std::string part(const std::string& sha256) const { return tree_.incoming() + "/" + sha256 + ".part"; }
    std::string arrived(const std::string& sha256) const { return tree_.incoming() + "/" + sha256; }
    std::string source_of(const ManifestFile& file) const;
    void place(const ManifestFile& file, const std::string& folder) const;
    void refuse_foreign_programs(const std::string& folder, const Machine& machine) const;

    const ReleaseTree& tree_;
    std::string text_;
    Manifest manifest_;
    std::string name_;
    std::map<std::string, std::string> known_;  ///< sha256 -> a file of some release that has it
};

}  // namespace seqboard::deploy
