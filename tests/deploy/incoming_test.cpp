// Contents on their way to a target, piece by piece, and the release that is put together of them.
#include "core/deploy/incoming.hpp"

#include <sys/stat.h>

#include <catch2/catch.hpp>

#include "core/deploy/folder.hpp"
#include "tests/deploy/scratch_folder.hpp"
#include "tests/deploy/small_release.hpp"
#include "tests/scratch/start_error.hpp"

using namespace seqboard;
using namespace seqboard::deploy;
using namespace seqboard::testing;

namespace {

constexpr const char* kText = "text of a file";

ManifestFile file(const std::string& path, const std::string& content, bool executable = false) {
    return {.path = path, .sha256 = sha256_of(content), .bytes = content.size(), .executable = executable, .link = ""};
}

struct Place {
    Place() { tree.make(); }

    ScratchFolder folder;
    ReleaseTree tree{folder.path()};
};

Manifest manifest_of(const std::vector<ManifestFile>& files) {
    Manifest manifest = small_manifest();
    manifest.node_set = files.front().path;
    manifest.files = files;
    return manifest;
}

}  // namespace

TEST_CASE("a content that two files have is asked for once, and not again when it has arrived") {
    const Place place;
    Incoming incoming{place.tree, manifest_of({file("a", kText), file("b", kText), file("empty", "")}).text()};
    REQUIRE(incoming.missing().size() == 2);
    incoming.add_piece(sha256_of(kText), 0, std::string_view{kText}.substr(0, 4));
    CHECK(incoming.missing().front().have == 4);
    incoming.add_piece(sha256_of(kText), 4, std::string_view{kText}.substr(4));
    REQUIRE(incoming.missing().size() == 1);
    CHECK(incoming.missing().front().bytes == 0);  // nothing of it is there, which is not the same
    incoming.add_piece(sha256_of(""), 0, "");
    CHECK(incoming.missing().empty());
    incoming.install(Machine::this_one());
    CHECK(text_of_file(place.tree.release(incoming.name()) + "/b") == kText);
    CHECK(names_in(place.tree.incoming()).empty());
}

TEST_CASE("a piece at the wrong byte, beyond the end, or of no file is refused") {
    const Place place;
    Incoming incoming{place.tree, manifest_of({file("a", kText)}).text()};
    const auto refusal = [&](const std::string& content, std::uint64_t offset, const std::string& bytes) {
        return start_error([&] { incoming.add_piece(content, offset, bytes); });
    };
    CHECK(refusal(sha256_of("other"), 0, "x").second == "no file of " + incoming.name() + " has the content " + sha256_of("other"));
    CHECK_THAT(refusal(sha256_of(kText), 3, "x").second, Catch::Contains("has 0 bytes, the next piece is for byte 3"));
    CHECK(refusal(sha256_of(kText), 0, std::string(100, 'x')).first == ExitCode::kBadSegment);
    CHECK(refusal(sha256_of(kText), 900, "x").first == ExitCode::kBadSegment);
}

TEST_CASE("the same content as a program and as a file is two files with a mode each") {
    const Place place;
    Incoming incoming{place.tree, manifest_of({file("data", kText), file("script", kText, true)}).text()};
    incoming.add_piece(sha256_of(kText), 0, kText);
    incoming.install(Machine::this_one());
    const auto status = [&](const std::string& path) {
        struct stat found {};
        REQUIRE(::stat((place.tree.release(incoming.name()) + "/" + path).c_str(), &found) == 0);
        return found;
    };
    CHECK((status("data").st_mode & 0777U) == 0444U);
    CHECK((status("script").st_mode & 0777U) == 0555U);
    CHECK(status("data").st_ino != status("script").st_ino);
}

TEST_CASE("a content that has changed on the medium after its arrival is not put into a release as a copy") {
    const Place place;
    Incoming incoming{place.tree, manifest_of({file("data", kText), file("script", kText, true)}).text()};
    incoming.add_piece(sha256_of(kText), 0, kText);
    write_durably(place.tree.incoming() + "/" + sha256_of(kText), "another text !");
    const auto [code, sentence] = start_error([&] { incoming.install(Machine::this_one()); });
    CHECK(code == ExitCode::kBadSegment);
    CHECK_THAT(sentence, Catch::Contains("is not what was sent; deploy again"));
    CHECK(place.tree.names().empty());
}

TEST_CASE("links of a release lead where its manifest says, and are asked of nobody") {
    const Place place;
    Manifest manifest = manifest_of({file("bin/node", "#!/bin/sh\n", true)});
    manifest.files.push_back({.path = "bin/other", .sha256 = "", .bytes = 0, .executable = true, .link = "node"});
    Incoming incoming{place.tree, manifest.text()};
    REQUIRE(incoming.missing().size() == 1);
    incoming.add_piece(sha256_of("#!/bin/sh\n"), 0, "#!/bin/sh\n");
    incoming.install(Machine::this_one());
    CHECK(link_target(place.tree.release(incoming.name()) + "/bin/other") == "node");
    Incoming again{place.tree, manifest.text()};
    CHECK(again.missing().empty());
    again.install(Machine::this_one());  // in place, with everything there already
    CHECK(place.tree.is_whole(again.name()));
}

TEST_CASE("a release whose place is taken by something else is not installed, and said") {
    const Place place;
    Incoming incoming{place.tree, manifest_of({file("a", kText)}).text()};
    incoming.add_piece(sha256_of(kText), 0, kText);
    std::filesystem::create_symlink("nowhere", place.tree.release(incoming.name()));
    CHECK_THAT(start_error([&] { incoming.install(Machine::this_one()); }).second, Catch::Contains(incoming.name() + ": cannot be made"));
    CHECK(place.tree.names().empty());
}
