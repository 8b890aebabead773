// Files and folders at places that are unusual.
#include "core/deploy/durable.hpp"

#include <catch2/catch.hpp>

#include "core/deploy/release_tree.hpp"
#include "tests/deploy/scratch_folder.hpp"
#include "tests/scratch/start_error.hpp"

using namespace seqboard;
using namespace seqboard::deploy;
using namespace seqboard::testing;

TEST_CASE("folders are made with those above them, and once more is no fault") {
    const ScratchFolder folder;
    for (int i = 0; i < 2; ++i) make_folders(folder / "a/b/c");
    CHECK(std::filesystem::is_directory(folder / "a/b/c"));
}

TEST_CASE("a folder without a name, or where none can be, is refused") {
    const ScratchFolder folder;
    write_durably(folder / "file", "text");
    for (const std::string& path : {std::string{}, folder / "file/below", std::string{"/proc/none/below"}})
        CHECK_THAT(start_error([&] { make_folders(path); }).second, Catch::Contains("cannot be made"));
}

TEST_CASE("a folder on a file system that cannot sync one is as good as synced, one that is not there is not") {
    CHECK_NOTHROW(sync_folder("/proc"));
    const ScratchFolder folder;
    CHECK_THAT(start_error([&] { sync_folder(folder / "none"); }).second, Catch::Contains("cannot be synced"));
}

TEST_CASE("a file that is not there has no text, what is no file cannot be read") {
    const ScratchFolder folder;
    CHECK(text_of_file(folder / "none").empty());
    CHECK(link_target(folder.path()).empty());
    CHECK_THAT(start_error([&] { static_cast<void>(text_of_file(folder.path())); }).second, Catch::Contains("cannot be read"));
}

TEST_CASE("what lies where a target's link should be and is none is not removed, and said") {
    const ScratchFolder folder;
    const ReleaseTree tree{folder.path()};
    tree.point_current("");  // none there: nothing to do
    make_folders(folder / "current");
    CHECK_THAT(start_error([&] { tree.point_current(""); }).second, Catch::Contains("current: cannot be removed"));
    CHECK(std::filesystem::is_directory(folder / "current"));
}
