// A bundle: a manifest and the contents it names, in one compressed tar archive. `tar tzf X.seqboard` lists it.
#pragma once

#include <map>
#include <string>

#include "core/deploy/manifest.hpp"

namespace seqboard::deploy {

struct Bundle {
    std::string manifest_text;
    std::string signature;                        ///< 128 hexadecimal digits; empty: not signed
    std::map<std::string, std::string> contents;  ///< path in the release -> bytes; no symbolic links

    /// By hash; the manifest names it.
    const std::string& content(const Manifest& manifest, const std::string& sha256) const;
};

/// Equal bundles make equal files: entries in the order of their names, no times, no owners. Throws StartError.
void write_bundle(const std::string& path, const Bundle& bundle);

/// Throws StartError: kNoInput, or kBadSegment for a file that is no bundle or whose contents are not what its manifest says.
Bundle read_bundle(const std::string& path);

}  // namespace seqboard::deploy
