#include "core/deploy/host/bundle.hpp"

#include "core/exit_code.hpp"

namespace seqboard::deploy {

const std::string& Bundle::content(const Manifest& manifest, const std::string& sha256) const {
    for (const ManifestFile& file : manifest.files)
        if (file.sha256 == sha256 && !file.is_link()) return contents.at(file.path);
    throw StartError{ExitCode::kBug, "the target asks for a content that is not in the bundle: " + sha256};
}

}  // namespace seqboard::deploy
