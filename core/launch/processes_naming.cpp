#include "core/launch/processes_naming.hpp"

#include <charconv>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <system_error>

namespace seqboard {

std::vector<NamedProcess> processes_naming(std::string_view part) {
    std::vector<NamedProcess> found;
    std::error_code refused;
    const std::filesystem::directory_iterator none;
    for (std::filesystem::directory_iterator entry{"/proc", refused}; entry != none; entry.increment(refused)) {
        const std::string name = entry->path().filename().string();
        pid_t pid = 0;
        if (std::from_chars(name.data(), name.data() + name.size(), pid).ec != std::errc{}) continue;
        std::ostringstream words;
        words << std::ifstream{entry->path() / "cmdline"}.rdbuf();  // an iterator of the file would throw where the process has just gone
        if (words.str().find(part) != std::string::npos) found.push_back({pid, words.str()});
    }
    return found;
}

}  // namespace seqboard
