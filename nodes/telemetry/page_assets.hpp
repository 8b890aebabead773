// The web page's files, inside the program.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace seqboard::telemetry {

struct PageAsset {
    std::string_view path;  ///< "/telemetry.js"
    std::string_view type;  ///< of its content
    std::span<const std::byte> gzip;
};

/// The asset at a path, "/" being the page itself; null if there is none.
const PageAsset* page_asset(std::string_view path);

}  // namespace seqboard::telemetry
