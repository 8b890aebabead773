#include "core/hil/leftovers.hpp"

#include <signal.h>
#include <time.h>

#include <cctype>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include "core/time.hpp"

namespace seqboard::hil {

namespace {

namespace fs = std::filesystem;

struct Process {
    int pid;
    std::string words;
};

std::vector<Process> processes_with(const std::string& root) {
    std::vector<Process> found;
    std::error_code gone;
    for (const fs::directory_entry& entry : fs::directory_iterator{"/proc", gone}) {
        const std::string name = entry.path().filename().string();
        if (std::isdigit(static_cast<unsigned char>(name[0])) == 0) continue;
        std::ifstream file{entry.path() / "cmdline"};
        const std::string words{std::istreambuf_iterator<char>{file}, {}};
        if (words.find(root) != std::string::npos) found.push_back({std::stoi(name), words.substr(0, words.find('\0'))});
    }
    return found;
}

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
    std::vector<Process> processes = processes_with(root);
    for (int i = 0; i < 100 && !processes.empty(); ++i) {
        const timespec pause{0, 10'000'000};
        ::nanosleep(&pause, nullptr);
        processes = processes_with(root);
    }
    std::string left;
    const auto add = [&](const std::string& what) { left += (left.empty() ? "" : ", ") + what; };
    for (const Process& process : processes) {
        add("process " + std::to_string(process.pid) + " (" + process.words + ")");
        ::kill(process.pid, SIGKILL);
    }
    for (const std::string& file : files_in(root)) add(file);
    std::error_code ignored;
    fs::remove_all(root, ignored);
    return left;
}

}  // namespace seqboard::hil
