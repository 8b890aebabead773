#include "core/deploy/folder.hpp"

#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <memory>

#include "core/deploy/durable.hpp"

namespace seqboard::deploy {

namespace {

struct CloseFolder {
    void operator()(DIR* folder) const { ::closedir(folder); }
};

}  // namespace

std::vector<std::string> names_in(const std::string& path) {
    std::vector<std::string> names;
    const std::unique_ptr<DIR, CloseFolder> folder{::opendir(path.c_str())};
    while (const dirent* const entry = folder ? ::readdir(folder.get()) : nullptr)
        if (const std::string name = entry->d_name; name != "." && name != "..") names.push_back(name);
    std::sort(names.begin(), names.end());
    return names;
}

bool exists(const std::string& path) { return ::access(path.c_str(), F_OK) == 0; }

bool is_folder(const std::string& path) {
    struct stat status {};
    return ::lstat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

void remove_tree(const std::string& path) {
    if (is_folder(path))
        for (const std::string& name : names_in(path)) remove_tree(path + "/" + name);
    std::remove(path.c_str());
}

void sync_tree(const std::string& folder) {
    for (const std::string& name : names_in(folder))
        if (is_folder(folder + "/" + name)) sync_tree(folder + "/" + name);
    sync_folder(folder);
}

}  // namespace seqboard::deploy
