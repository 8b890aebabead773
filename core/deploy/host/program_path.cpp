#include "core/deploy/host/program_path.hpp"

#include <unistd.h>

#include <cstdlib>

namespace seqboard::deploy {

std::string program_path(const std::string& name) {
    const char* const path = std::getenv("PATH");
    for (std::string rest = path != nullptr ? path : ""; !rest.empty();) {
        const std::size_t end = rest.find(':');
        std::string candidate = rest.substr(0, end) + "/" + name;
        if (::access(candidate.c_str(), X_OK) == 0) return candidate;
        rest.erase(0, end == std::string::npos ? end : end + 1);
    }
    return "";
}

}  // namespace seqboard::deploy
