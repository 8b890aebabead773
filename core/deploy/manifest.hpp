// What a bundle holds and what it needs: its file manifest.json.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/board_place.hpp"

namespace seqboard::deploy {

inline constexpr const char* kManifestName = "manifest.json";
inline constexpr const char* kSignatureName = "manifest.sig";

/// The folder of a release that holds its programs, `seqboard` among them.
inline constexpr const char* kProgramFolder = "bin";
inline constexpr const char* kAgentName = "seqboard_agent";

struct ManifestFile {
    std::string path;    ///< within the release: "bin/seqboard", "config/robot.yaml"
    std::string sha256;  ///< empty for a symbolic link
    std::uint64_t bytes = 0;
    bool executable = false;
    std::string link;  ///< of a symbolic link: a name in the same folder

    bool is_link() const { return !link.empty(); }
};

struct Manifest {
    std::string version;                ///< of seqboard
    std::string node_set;               ///< path within the release
    std::vector<std::string> profiles;  ///< laid over it
    std::vector<std::string> sets;      ///< NAME=VALUE
    std::string board;                  ///< the blackboard's name
    std::string backend;                ///< "posix"
    std::string target;                 ///< for people: "arm v4T soft-float"
    std::string min_kernel;             ///< "2.6.32"
    std::string layout;                 ///< hash of every message and its fingerprint: equal for releases that can share a blackboard
    std::vector<std::string> devices;   ///< "/dev/ttySAC1": named by parameters
    std::vector<ManifestFile> files;    ///< sorted by path
    std::map<std::string, std::string> descriptions;  ///< node type or program -> what it says with --describe, as JSON text

    /// Names every content: same manifest, same bytes.
    std::string text() const;

    const ManifestFile* find(std::string_view path) const;
    std::uint64_t bytes() const;
};

/// Throws StartError{kBadSegment} for a text that is no manifest, and for one with a path that leads out of its release.
Manifest parse_manifest(std::string_view text);

/// The release's folder: version and hash, "0.1.0-3f2a9c1b04de".
std::string release_name(std::string_view manifest_text);

}  // namespace seqboard::deploy
