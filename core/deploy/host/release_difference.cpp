#include "core/deploy/host/release_difference.hpp"

#include "core/exit_code.hpp"
#include "core/launch/yaml/yaml_difference.hpp"
#include "core/launch/yaml/yaml_source.hpp"

namespace seqboard::deploy {

namespace {

bool is_yaml(const std::string& path) { return path.ends_with(".yaml") || path.ends_with(".yml"); }

bool is_same(const ManifestFile& a, const ManifestFile& b) {
    return a.sha256 == b.sha256 && a.link == b.link && a.executable == b.executable;
}

std::string listed(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
    return text.empty() ? "none" : text;
}

void compare(const std::string& what, const std::string& from, const std::string& to, std::vector<std::string>& lines) {
    if (from != to) lines.push_back(what + ": " + from + " -> " + to);
}

void compare_yaml(const std::string& path, const std::string& from, const std::string& to, std::vector<std::string>& lines) {
    try {
        Findings ignored;
        for (const std::string& line : seqboard::difference(parse_yaml(from, path, ignored), parse_yaml(to, path, ignored)))
            lines.push_back(path + ": " + line);
    } catch (const StartError&) {  // the check on the target has the say about what is no YAML
    }
}

}  // namespace

Json ReleaseDifference::json() const {
    return {{"from", from}, {"added", added}, {"changed", changed}, {"removed", removed}, {"set", set}};
}

ReleaseDifference difference(const Manifest& from, const TextOfFile& text_of_from, const Bundle& to) {
    ReleaseDifference found;
    const Manifest fresh = parse_manifest(to.manifest_text);
    compare("node set", from.node_set, fresh.node_set, found.set);
    compare("profile", listed(from.profiles), listed(fresh.profiles), found.set);
    compare("set", listed(from.sets), listed(fresh.sets), found.set);
    compare("board", from.board, fresh.board, found.set);
    compare("backend", from.backend, fresh.backend, found.set);
    compare("devices", listed(from.devices), listed(fresh.devices), found.set);
    for (const ManifestFile& file : fresh.files) {
        const ManifestFile* const before = from.find(file.path);
        if (before == nullptr) found.added.push_back(file.path);
        if (before == nullptr || is_same(*before, file)) continue;
        found.changed.push_back(file.path);
        if (is_yaml(file.path) && before->sha256 != file.sha256 && !file.is_link() && !before->is_link())
            compare_yaml(file.path, text_of_from(file.path), to.contents.at(file.path), found.set);
    }
    for (const ManifestFile& file : from.files)
        if (fresh.find(file.path) == nullptr) found.removed.push_back(file.path);
    return found;
}

}  // namespace seqboard::deploy
