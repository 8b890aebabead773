#include "core/deploy/release_tree.hpp"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <tuple>

#include "core/deploy/durable.hpp"
#include "core/deploy/folder.hpp"
#include "core/segment/segment_error.hpp"

namespace seqboard::deploy {

void ReleaseTree::make() const {
    for (const std::string& folder : {releases(), incoming(), agents(), shared() + "/params", shared() + "/calib", logs()})
        make_folders(folder);
}

std::string ReleaseTree::named_by(const char* link) const {
    const std::string target = link_target(root_ + "/" + link);
    return target.substr(target.rfind('/') + 1);
}

void ReleaseTree::point(const char* link, const std::string& release) const {
    if (!release.empty()) return point_link(root_ + "/" + link, "releases/" + release);
    if (::unlink((root_ + "/" + link).c_str()) != 0 && errno != ENOENT) throw system_error(root_ + "/" + link, "cannot be removed", errno);
    sync_folder(root_);
}

std::vector<std::string> ReleaseTree::names() const {
    std::vector<std::pair<timespec, std::string>> found;
    for (const std::string& name : names_in(releases())) {
        struct stat status {};
        if (!name.ends_with(".tmp") && ::stat((release(name) + "/" + kManifestName).c_str(), &status) == 0)
            found.emplace_back(status.st_mtim, name);
    }
    std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
        return std::tie(a.first.tv_sec, a.first.tv_nsec, a.second) > std::tie(b.first.tv_sec, b.first.tv_nsec, b.second);
    });
    std::vector<std::string> names;
    for (auto& [time, name] : found) names.push_back(std::move(name));
    return names;
}

Manifest ReleaseTree::manifest(const std::string& name) const {
    const std::string text = text_of_file(release(name) + "/" + kManifestName);
    if (text.empty()) throw StartError{ExitCode::kNoInput, "no release '" + name + "' in " + releases() + "; see seqboard deploy status"};
    return parse_manifest(text);
}

bool ReleaseTree::is_whole(const std::string& name) const {
    try {
        static_cast<void>(manifest(name));
        return true;
    } catch (const StartError&) {
        return false;
    }
}

}  // namespace seqboard::deploy
