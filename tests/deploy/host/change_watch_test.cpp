// What a developer's loop takes for a change, and when.
#include "core/deploy/host/change_watch.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "tests/deploy/scratch_folder.hpp"

using namespace seqboard;
using namespace seqboard::deploy;
using namespace seqboard::testing;
using namespace std::chrono_literals;

namespace {

FileStamp version(std::int64_t number) { return {.device = 1, .inode = 10, .bytes = 100, .changed_ns = number}; }

const FileStamps kKnown = {{"a", version(1)}, {"b", version(1)}};
constexpr Time kBegin{1000s};
using Files = std::vector<std::string>;

}  // namespace

TEST_CASE("nothing changes: nothing is told, however long it takes") {
    ChangeWatch watch{kKnown};
    CHECK(watch.look(kBegin, kKnown).empty());
    CHECK(watch.look(kBegin + 24h, kKnown).empty());
}

TEST_CASE("a change is told when all has been quiet for a while") {
    ChangeWatch watch{kKnown};
    FileStamps seen = kKnown;
    seen["a"] = version(2);
    CHECK(watch.look(kBegin, seen).empty());
    CHECK(watch.look(kBegin + ChangeWatch::kQuiet - 1ms, seen).empty());
    CHECK(watch.look(kBegin + ChangeWatch::kQuiet, seen) == Files{"a"});
}

TEST_CASE("a program that is still being written is waited for, and so are others of the same build") {
    ChangeWatch watch{kKnown};
    FileStamps seen = kKnown;
    Time now = kBegin;
    for (int written = 2; written < 20; ++written, now += 250ms) {
        seen["a"] = version(written);
        CHECK(watch.look(now, seen).empty());
    }
    seen["b"] = version(2);
    CHECK(watch.look(now, seen).empty());
    CHECK(watch.look(now + ChangeWatch::kQuiet, seen) == Files{"a", "b"});
}

TEST_CASE("a program that a linker has removed is waited for longer, one that stays away is told") {
    ChangeWatch watch{kKnown};
    FileStamps seen = kKnown;
    seen["a"] = {};
    CHECK(watch.look(kBegin, seen).empty());
    CHECK(watch.look(kBegin + ChangeWatch::kReplaced - 1ms, seen).empty());
    SECTION("it comes back") {
        seen["a"] = version(2);
        CHECK(watch.look(kBegin + ChangeWatch::kReplaced, seen).empty());
        CHECK(watch.look(kBegin + ChangeWatch::kReplaced + ChangeWatch::kQuiet, seen) == Files{"a"});
    }
    SECTION("it does not") { CHECK(watch.look(kBegin + ChangeWatch::kReplaced, seen) == Files{"a"}); }
}

TEST_CASE("a file that was missing before is a change once it is there, not as long as it is missing") {
    ChangeWatch watch{{{"a", version(1)}, {"b", {}}}};
    CHECK(watch.look(kBegin, {{"a", version(1)}, {"b", {}}}).empty());
    CHECK(watch.look(kBegin + 1h, {{"a", version(1)}, {"b", {}}}).empty());
    CHECK(watch.look(kBegin + 1h, {{"a", version(2)}, {"b", {}}}).empty());
    CHECK(watch.look(kBegin + 1h + ChangeWatch::kQuiet, {{"a", version(2)}, {"b", {}}}) == Files{"a"});
}

TEST_CASE("a change that was taken back is none") {
    ChangeWatch watch{kKnown};
    FileStamps seen = kKnown;
    seen["a"] = {};
    CHECK(watch.look(kBegin, seen).empty());
    CHECK(watch.look(kBegin + 100ms, kKnown).empty());
    CHECK(watch.look(kBegin + 1h, kKnown).empty());
}

TEST_CASE("a stamp tells a file that was written, replaced by one of the same size and time, or removed") {
    const ScratchFolder folder;
    const std::string path = folder / "file";
    CHECK(stamp_of(path).is_missing());
    std::ofstream{path} << "one";
    const FileStamp first = stamp_of(path);
    CHECK_FALSE(first.is_missing());
    CHECK(stamp_of(path) == first);
    std::ofstream{folder / "other"} << "two";
    std::filesystem::last_write_time(folder / "other", std::filesystem::last_write_time(path));
    std::filesystem::rename(folder / "other", path);
    const FileStamp second = stamp_of(path);
    CHECK(second != first);
    std::ofstream{path, std::ios::app} << "more";
    CHECK(renewed({{path, second}}).at(path) != second);
    std::filesystem::remove(path);
    CHECK(stamp_of(path).is_missing());
}
