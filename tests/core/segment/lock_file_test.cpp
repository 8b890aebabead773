// Who owns a name: the rules of the lock file.
#include "core/segment/lock_file.hpp"

#include <catch2/catch.hpp>

#include <fcntl.h>

#include <filesystem>

#include "core/segment/segment_error.hpp"
#include "tests/scratch/child.hpp"
#include "tests/scratch/scratch_board.hpp"

using namespace seqboard;
using namespace seqboard::testing;

namespace {

struct LockPlace {
    LockPlace() { std::filesystem::create_directories(scratch.root()); }
    ScratchBoard scratch;
    std::string path = scratch.root() + "/wheels.lock";
};

/// What another process finds: the holder, or 0. It never owns the lock itself.
pid_t holder_seen_from_outside(const std::string& path) {
    Child outside{[&] {
        const auto holder = LockFile::holder(path);
        std::fprintf(stderr, "%d", holder ? holder->pid : 0);
        return 0;
    }};
    outside.wait();
    return static_cast<pid_t>(std::stol(outside.said()));
}

}  // namespace

TEST_CASE("a held lock is seen from outside, and looking from inside does not drop it") {
    const LockPlace place;
    CHECK(holder_seen_from_outside(place.path) == 0);
    const LockFile lock{place.path};
    for (int i = 0; i < 3; ++i) CHECK(LockFile::holder(place.path)->pid == ::getpid());
    CHECK_THROWS_WITH(LockFile{place.path}, Catch::Contains("owned by process " + std::to_string(::getpid())));
    CHECK(holder_seen_from_outside(place.path) == ::getpid());
}

TEST_CASE("another path to a lock we hold does not drop it either") {
    const LockPlace place;
    const LockFile lock{place.path};
    const std::string detour =
        place.scratch.root() + "/../" + std::filesystem::path{place.scratch.root()}.filename().string() + "/wheels.lock";
    CHECK(LockFile::holder(detour)->pid == ::getpid());
    CHECK_THROWS_AS(LockFile{detour}, SegmentError);
    CHECK(holder_seen_from_outside(place.path) == ::getpid());
}

TEST_CASE("a lock that foreign code dropped by closing its file is taken again") {
    const LockPlace place;
    const LockFile lock{place.path};
    { const FileDescriptor careless{::open(place.path.c_str(), O_RDONLY)}; }
    CHECK(holder_seen_from_outside(place.path) == 0);
    CHECK(lock.still_held());
    CHECK(holder_seen_from_outside(place.path) == ::getpid());
}

TEST_CASE("a lock that was dropped and taken by another is not ours any more") {
    const LockPlace place;
    const LockFile lock{place.path};
    { const FileDescriptor careless{::open(place.path.c_str(), O_RDONLY)}; }
    Baton taken;
    Child thief{[&] {
        const LockFile stolen{place.path};
        taken.pass();
        ::pause();
        return 0;
    }};
    REQUIRE(taken.take());
    CHECK_FALSE(lock.still_held());
}

TEST_CASE("a deleted lock is noticed by its holder, also when a second one was made in its place") {
    const LockPlace place;
    const LockFile lock{place.path};
    CHECK(lock.still_held());
    std::filesystem::remove(place.path);
    CHECK_FALSE(lock.still_held());
    Child second{[&] { return LockFile{place.path}.still_held() ? 0 : 1; }};
    CHECK(second.wait() == 0);
    CHECK_FALSE(lock.still_held());
}

TEST_CASE("a lock is free again when its holder has let go, and its file stays") {
    const LockPlace place;
    { const LockFile lock{place.path}; }
    CHECK(std::filesystem::exists(place.path));
    CHECK_FALSE(LockFile::holder(place.path));
    const LockFile again{place.path};
    CHECK(again.still_held());
}

TEST_CASE("a process number in use by another program owns nothing") {
    const LockPlace place;
    Baton held;
    Child owner{[&] {
        const LockFile lock{place.path};
        held.pass();
        ::pause();
        return 0;
    }};
    REQUIRE(held.take());
    CHECK(LockFile::holder(place.path)->pid == owner.pid());
    owner.kill();
    Child same_number_or_not{[] { return ::pause(); }};
    CHECK_FALSE(LockFile::holder(place.path));
}
