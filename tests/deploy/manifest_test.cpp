// Manifests: the same text for the same contents, and nothing that leads out of a release.
#include "core/deploy/manifest.hpp"

#include <catch2/catch.hpp>

#include "core/deploy/json.hpp"
#include "core/deploy/sha256.hpp"
#include "core/exit_code.hpp"

using namespace seqboard;
using namespace seqboard::deploy;

namespace {

Manifest manifest() {
    Manifest made;
    made.version = "1.2.3";
    made.node_set = "config/robot.yaml";
    made.board = "robot";
    made.backend = "posix";
    made.target = "arm v4T soft-float";
    made.devices = {"/dev/ttySAC1"};
    made.files.resize(2);
    made.files[0].path = "bin/seqboard_nodes";
    made.files[0].link = "seqboard";
    made.files[1].path = "config/robot.yaml";
    made.files[1].sha256 = sha256_of("nodes");
    made.files[1].bytes = 5;
    made.descriptions["range_node"] = R"({"type": "range_node"})";
    return made;
}

/// The manifest's text with one member changed.
std::string changed(const std::string& pointer, const Json& value) {
    Json json = Json::parse(manifest().text());
    json[Json::json_pointer{pointer}] = value;
    return json.dump();
}

}  // namespace

TEST_CASE("SHA-256 gives the digest of FIPS 180-4's example") {
    CHECK(sha256_of("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("a manifest's text is read back as it was, and names the release") {
    const std::string text = manifest().text();
    CHECK(parse_manifest(text).text() == text);
    CHECK(release_name(text) == "1.2.3-" + sha256_of(text).substr(0, 12));
    CHECK(parse_manifest(text).find("bin/seqboard_nodes")->is_link());
    CHECK(parse_manifest(text).bytes() == 5);
}

TEST_CASE("a manifest that leads out of its release, or is no manifest, is refused") {
    for (const std::string& text :
         {changed("/files/1/path", "../robot.yaml"), changed("/files/1/path", "/etc/passwd"),
          changed("/files/1/path", "config//robot.yaml"), changed("/files/1/path", "config/./robot.yaml"),
          changed("/files/0/link", "../../agent"), changed("/files/0/link", "/bin/sh"), changed("/files/1/sha256", "abc"),
          changed("/files/1/size", "five"), changed("/version", "../1"), changed("/board", "a/b"),
          changed("/node_set", "config/other.yaml"), changed("/seqboard_bundle", 2), std::string{"{}"}, std::string{"[]"}, std::string{}}) {
        INFO(text);
        try {
            static_cast<void>(parse_manifest(text));
            FAIL("it was accepted");
        } catch (const StartError& error) {
            CHECK(error.code() == ExitCode::kBadSegment);
        }
    }
}
