#include "core/record/surroundings.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>

#include "core/exit_code.hpp"
#include "core/messages/supervision.hpp"
#include "core/segment/newest_sample.hpp"

namespace seqboard::record {

namespace {

constexpr off_t kMostOfALog = 64 << 10;
constexpr off_t kMostOfANodeSet = 1 << 20;

/// The last `most` bytes of a file; nothing if it cannot be read.
std::vector<std::byte> end_of_file(const std::string& path, off_t most) {
    const FileDescriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
    struct stat status {};
    if (!file || ::fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode)) return {};
    const off_t bytes = std::min<off_t>(status.st_size, most);
    std::vector<std::byte> text(static_cast<std::size_t>(bytes));
    const ssize_t got = ::pread(file.get(), text.data(), text.size(), status.st_size - bytes);
    text.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    return text;
}

std::vector<std::string> names_in(const std::string& folder) {
    std::vector<std::string> names;
    const std::unique_ptr<DIR, int (*)(DIR*)> open{::opendir(folder.c_str()), &::closedir};
    while (const dirent* const entry = open ? ::readdir(open.get()) : nullptr) names.emplace_back(entry->d_name);
    std::sort(names.begin(), names.end());
    return names;
}

void make_folders(const std::string& path) {
    for (std::size_t slash = path.find('/', 1); slash != std::string::npos; slash = path.find('/', slash + 1))
        ::mkdir(path.substr(0, slash).c_str(), 0755);
    if (::mkdir(path.c_str(), 0755) != 0 && errno != EEXIST)
        throw StartError{ExitCode::kNoSpace, "folder '" + path + "' for recordings cannot be made: " + std::strerror(errno)};
}

/// Every N of NAME_N.mcap, in order; of NAME_N.repaired.mcap too.
std::vector<std::pair<unsigned long, std::string>> numbered(const std::string& folder, const std::string& name) {
    std::vector<std::pair<unsigned long, std::string>> files;
    for (const std::string& known : names_in(folder))
        if (known.starts_with(name + "_") && known.ends_with(".mcap"))
            files.emplace_back(std::strtoul(known.c_str() + name.size() + 1, nullptr, 10), folder + "/" + known);
    std::sort(files.begin(), files.end());
    return files;
}

/// "2026-05-01T12:00:00Z"
std::string calendar_time() {
    timespec now{};
    ::clock_gettime(CLOCK_REALTIME, &now);
    tm fields{};
    ::gmtime_r(&now.tv_sec, &fields);
    char text[24];
    std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &fields);
    return text;
}

}  // namespace

Surroundings surroundings_at_begin(Blackboard& board) {
    Surroundings around{.facts = {{"board", board.name()}, {"made", calendar_time()}}, .attachments = {}};
    const auto supervisor = board.attach_trusted(kSupervisorNode);
    const auto status = supervisor ? newest<SupervisorStatus>(*supervisor, kSupervisorStatusSlot) : std::nullopt;
    if (!status) return around;
    const auto& path = status->value.node_set;
    const std::string file{path.data(), static_cast<std::size_t>(std::find(path.begin(), path.end(), '\0') - path.begin())};
    around.facts["node_set"] = file;
    if (std::vector<std::byte> text = end_of_file(file, kMostOfANodeSet); !text.empty())
        around.attachments.push_back({.log_ns = 0, .name = "node_set.yaml", .media_type = "text/yaml", .data = std::move(text)});
    return around;
}

Surroundings surroundings_at_end(const BoardPlace& place) {
    Surroundings around;
    const std::string folder = place.directory() + "/log";
    for (const std::string& name : names_in(folder)) {
        if (!name.ends_with(".log")) continue;
        if (std::vector<std::byte> text = end_of_file(folder + "/" + name, kMostOfALog); !text.empty())
            around.attachments.push_back({.log_ns = 0, .name = "log/" + name, .media_type = "text/plain", .data = std::move(text)});
    }
    return around;
}

std::string path_of(const std::string& folder, const std::string& name, unsigned number) {
    char ending[20];
    std::snprintf(ending, sizeof ending, "_%04u.mcap", number);
    return folder + "/" + name + ending;
}

unsigned next_number(const std::string& folder, const std::string& name) {
    const auto known = numbered(folder, name);
    return known.empty() ? 0 : static_cast<unsigned>(known.back().first) + 1;
}

MakeFile files_in(const std::string& folder, const std::string& name) {
    make_folders(folder);
    return [folder, name, first = next_number(folder, name)](unsigned part) {
        return std::make_unique<DiskFile>(path_of(folder, name, first + part));
    };
}

MakeFile newest_files_in(const std::string& folder, const std::string& name, std::size_t most) {
    return [folder, name, most, make = files_in(folder, name)](unsigned part) {
        const auto known = numbered(folder, name);
        for (std::size_t i = 0; i + most < known.size() + 1; ++i) ::unlink(known[i].second.c_str());
        return make(part);
    };
}

}  // namespace seqboard::record
