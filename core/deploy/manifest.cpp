#include "core/deploy/manifest.hpp"

#include <algorithm>

#include "core/deploy/json.hpp"
#include "core/deploy/sha256.hpp"
#include "core/exit_code.hpp"
#include "core/names.hpp"

namespace seqboard::deploy {

namespace {

constexpr int kFormat = 1;
constexpr std::size_t kHashDigits = 12;

[[noreturn]] void refuse(const std::string& what) {
    throw StartError{ExitCode::kBadSegment, std::string{"manifest.json: "} + what + "; make the bundle again with seqboard bundle"};
}

/// Relative, of parts that are neither empty nor "." nor "..".
bool stays_inside(std::string_view path) {
    while (true) {
        const std::size_t slash = path.find('/');
        const std::string_view part = path.substr(0, slash);
        if (part.empty() || part == "." || part == "..") return false;
        if (slash == std::string_view::npos) return true;
        path.remove_prefix(slash + 1);
    }
}

bool is_hash(const std::string& text) { return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string::npos; }

Json json_of(const ManifestFile& file) {
    if (file.is_link()) return {{"path", file.path}, {"link", file.link}};
    return {{"path", file.path}, {"sha256", file.sha256}, {"size", file.bytes}, {"mode", file.executable ? "0755" : "0644"}};
}

ManifestFile file_of(const Json& json) {
    ManifestFile file;
    file.path = json.at("path");
    file.link = json.value("link", "");
    if (!stays_inside(file.path)) refuse("'" + file.path + "' is no path inside a release");
    if (file.is_link()) {
        if (!stays_inside(file.link) || file.link.find('/') != std::string::npos) refuse("'" + file.path + "' links to another folder");
        return file;
    }
    file.sha256 = json.at("sha256");
    file.bytes = json.at("size");
    file.executable = json.at("mode") == "0755";
    if (!is_hash(file.sha256)) refuse("'" + file.path + "' has no SHA-256");
    return file;
}

Manifest manifest_of(const Json& json) {
    if (json.at("seqboard_bundle") != kFormat)
        refuse("it has format " + json.at("seqboard_bundle").dump() + ", this seqboard reads " + std::to_string(kFormat));
    Manifest manifest;
    manifest.version = json.at("version");
    manifest.node_set = json.at("node_set");
    manifest.profiles = json.at("profiles");
    manifest.sets = json.at("sets");
    manifest.board = json.at("board");
    manifest.backend = json.at("backend");
    manifest.target = json.at("target");
    manifest.min_kernel = json.at("min_kernel");
    manifest.layout = json.at("layout");
    manifest.devices = json.at("devices");
    for (const Json& file : json.at("files")) manifest.files.push_back(file_of(file));
    for (const auto& [type, description] : json.at("descriptions").items()) manifest.descriptions[type] = description.dump();
    if (!is_valid_name(manifest.version)) refuse("'" + manifest.version + "' is no version");
    if (!is_valid_name(manifest.board)) refuse("'" + manifest.board + "' is no name of a board");
    if (manifest.find(manifest.node_set) == nullptr) refuse("the node set '" + manifest.node_set + "' is not among the files");
    return manifest;
}

}  // namespace

std::string Manifest::text() const {
    Json json = {{"seqboard_bundle", kFormat}, {"version", version}, {"node_set", node_set},
                 {"profiles", profiles},       {"sets", sets},       {"board", board},
                 {"backend", backend},         {"target", target},   {"min_kernel", min_kernel},
                 {"layout", layout},           {"devices", devices}};
    json["files"] = Json::array();
    for (const ManifestFile& file : files) json["files"].push_back(json_of(file));
    json["descriptions"] = Json::object();
    for (const auto& [type, description] : descriptions) json["descriptions"][type] = parse_json(description);
    return json.dump(1) + "\n";
}

const ManifestFile* Manifest::find(std::string_view path) const {
    const auto found = std::find_if(files.begin(), files.end(), [&](const ManifestFile& file) { return file.path == path; });
    return found == files.end() ? nullptr : &*found;
}

std::uint64_t Manifest::bytes() const {
    std::uint64_t sum = 0;
    for (const ManifestFile& file : files) sum += file.bytes;
    return sum;
}

Manifest parse_manifest(std::string_view text) {
    try {
        return manifest_of(parse_json(text));
    } catch (const Json::exception& error) {
        refuse(std::string{"it is damaged ("} + error.what() + ")");
    }
}

std::string release_name(std::string_view manifest_text) {
    return parse_manifest(manifest_text).version + "-" + sha256_of(manifest_text).substr(0, kHashDigits);
}

}  // namespace seqboard::deploy
