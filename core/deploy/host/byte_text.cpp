#include "core/deploy/host/byte_text.hpp"

#include <cstdio>

namespace seqboard::deploy {

std::string byte_text(std::uint64_t bytes) {
    const auto value = static_cast<double>(bytes);
    char text[32];
    if (bytes < 1000) std::snprintf(text, sizeof text, "%u B", static_cast<unsigned>(bytes));
    else if (bytes < 1000 * 1000) std::snprintf(text, sizeof text, "%.1f kB", value / 1e3);
    else std::snprintf(text, sizeof text, "%.1f MB", value / 1e6);
    return text;
}

}  // namespace seqboard::deploy
