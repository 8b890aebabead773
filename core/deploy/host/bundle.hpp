// A manifest and the contents it names.
#pragma once

#include <map>
#include <string>

#include "core/deploy/host/file_stamp.hpp"
#include "core/deploy/manifest.hpp"

namespace seqboard::deploy {

struct Bundle {
    std::string manifest_text;
    std::string signature;                        ///< 128 hexadecimal digits; empty: not signed
    std::map<std::string, std::string> contents;  ///< path in the release -> bytes; no symbolic links
    FileStamps sources{};                         ///< what it was made from on this machine, as it was then; empty for one from a file

    /// By hash; the manifest names it.
    const std::string& content(const Manifest& manifest, const std::string& sha256) const;
};

}  // namespace seqboard::deploy
