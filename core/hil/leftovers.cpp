#include "core/hil/leftovers.hpp"

#include <signal.h>
#include <time.h>

#include <filesystem>
#include <string>
#include <vector>

#include "core/launch/processes_naming.hpp"

namespace seqboard::hil {

namespace {

namespace fs = std::filesystem;

std::vector<std::string> files_in(const std::string& root) {
    std::vector<std::string> found;
    std::error_code gone;
    for (auto entry = fs::recursive_directory_iterator{root, gone}; entry != fs::recursive_directory_iterator{}; entry.increment(gone)) {
        if (entry->is_directory(gone) && entry->path().filename() == "log") entry.disable_recursion_pending();
        else if (!entry->is_directory(gone) || entry->is_symlink(gone)) found.push_back(entry->path().string());
    }
    return found;
}

}  // namespace

std::string clear_leftovers(const std::string& root) {
    std::vector<NamedProcess> processes = processes_naming(root);
    for (int i = 0; i < 100 && !processes.empty(); ++i) {
        const timespec pause{0, 10'000'000};
        ::nanosleep(&pause, nullptr);
        processes = processes_naming(root);
    }
    std::string left;
    const auto add = [&](const std::string& what) { left += (left.empty() ? "" : ", ") + what; };
    for (const NamedProcess& process : processes) {
        add("process " + std::to_string(process.pid) + " (" + process.words.substr(0, process.words.find('\0')) + ")");
        ::kill(process.pid, SIGKILL);
    }
    for (const std::string& file : files_in(root)) add(file);
    std::error_code ignored;
    fs::remove_all(root, ignored);
    return left;
}

}  // namespace seqboard::hil
