// Bundles as files: tar archives compressed with Zstandard, smaller and sooner made than with gzip. `tar tf X.seqboard` lists one.
#pragma once

#include <string>

#include "core/deploy/host/bundle.hpp"

namespace seqboard::deploy {

/// Equal bundles make equal files: entries in the order of their names, no times, no owners. Throws StartError.
void write_bundle(const std::string& path, const Bundle& bundle);

/// Throws StartError: kNoInput, or kBadSegment for a file that is no bundle or whose contents are not what its manifest says.
Bundle read_bundle(const std::string& path);

}  // namespace seqboard::deploy
