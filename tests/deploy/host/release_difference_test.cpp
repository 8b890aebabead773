// What a dry run says that a release would change.
#include "core/deploy/host/release_difference.hpp"

#include <catch2/catch.hpp>

#include "core/deploy/sha256.hpp"

using namespace seqboard;
using namespace seqboard::deploy;

namespace {

using Lines = std::vector<std::string>;
using Files = std::map<std::string, std::string>;

/// A release of these files; what lies in bin/ is executable.
Bundle release_of(const Files& files, const Lines& profiles = {}) {
    Bundle bundle;
    Manifest manifest;
    manifest.version = "1.0";
    manifest.node_set = "config/robot.yaml";
    manifest.board = "robot";
    manifest.backend = "posix";
    manifest.profiles = profiles;
    for (const auto& [path, content] : files) {
        ManifestFile file;
        file.path = path;
        file.sha256 = sha256_of(content);
        file.bytes = content.size();
        file.executable = path.starts_with("bin/");
        manifest.files.push_back(file);
    }
    bundle.contents = files;
    bundle.manifest_text = manifest.text();
    return bundle;
}

ReleaseDifference between(const Bundle& from, const Bundle& to) {
    return difference(
        parse_manifest(from.manifest_text), [&](const std::string& path) { return from.contents.at(path); }, to);
}

}  // namespace

TEST_CASE("equal releases differ in nothing, and nothing is asked for") {
    const Bundle release = release_of({{"bin/a", "a"}, {"config/robot.yaml", "nodes: {}\n"}});
    const auto found = difference(
        parse_manifest(release.manifest_text), [](const auto&) -> std::string { throw 1; }, release);
    CHECK((found.added.empty() && found.changed.empty() && found.removed.empty() && found.set.empty()));
}

TEST_CASE("files are added, changed and removed by their contents") {
    const auto found = between(release_of({{"bin/a", "a"}, {"bin/b", "b"}, {"bin/c", "c"}, {"config/robot.yaml", "x: 1\n"}}),
                               release_of({{"bin/b", "other"}, {"bin/c", "c"}, {"bin/d", "d"}, {"config/robot.yaml", "x: 1\n"}}));
    CHECK(found.added == Lines{"bin/d"});
    CHECK(found.changed == Lines{"bin/b"});
    CHECK(found.removed == Lines{"bin/a"});
    CHECK(found.set.empty());
}

TEST_CASE("a node set is compared key by key, whatever the order and the comments") {
    const std::string before = "nodes:\n  planner: {type: planner_node, params: {v: 0.2, w: 1}}\n  sonar: {type: sonar_node}\n";
    const std::string after = "# faster\nnodes:\n  camera: {type: camera_node}\n  planner: {params: {w: 1, v: 0.3}, type: planner_node}\n";
    const auto found = between(release_of({{"config/robot.yaml", before}}), release_of({{"config/robot.yaml", after}}, {"board"}));
    CHECK(found.set == Lines{"profile: none -> board", "config/robot.yaml: nodes.camera: new",
                             "config/robot.yaml: nodes.planner.params.v: 0.2 -> 0.3", "config/robot.yaml: nodes.sonar: gone"});
    CHECK(between(release_of({{"config/robot.yaml", "a: 1\n"}}), release_of({{"config/robot.yaml", "a: [1, 2]\n"}})).set ==
          Lines{"config/robot.yaml: a: 1 -> [1, 2]"});
}

TEST_CASE("a file that is no YAML any more has changed, and that is all") {
    const auto found = between(release_of({{"config/robot.yaml", "a: 1\n"}}), release_of({{"config/robot.yaml", "a: ["}}));
    CHECK(found.changed == Lines{"config/robot.yaml"});
    CHECK(found.set.empty());
}
