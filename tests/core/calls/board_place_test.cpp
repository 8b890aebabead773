// Where boards lie for whom: by the environment, and by whose /dev/shm/seqboard is.
#include "core/board_place.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <cstring>
#include <optional>

#include "tests/core/calls/scripted_calls.hpp"
#include "tests/scratch/child.hpp"
#include "tests/scratch/skip.hpp"
#include "tests/scratch/start_error.hpp"

using namespace seqboard;
using namespace seqboard::testing;

namespace {

/// The environment is as it was afterwards.
class Environment {
public:
    explicit Environment(const char* name) : name_{name} {
        if (const char* const value = std::getenv(name)) before_ = value;
    }
    Environment(const Environment&) = delete;
    Environment& operator=(const Environment&) = delete;
    ~Environment() {
        if (before_) ::setenv(name_, before_->c_str(), 1);
        else ::unsetenv(name_);
    }
    void set(const char* value) const { ::setenv(name_, value, 1); }
    void unset() const { ::unsetenv(name_); }

private:
    const char* name_;
    std::optional<std::string> before_;
};

/// A machine as one of its users has it.
struct Machine {
    uid_t user = 1000;
    std::optional<uid_t> owner = 1000;  ///< of /dev/shm/seqboard; nobody: it is not there
    mode_t kind = S_IFDIR;
    bool writable = true;  ///< it is, by this user
    bool tmpfs = true;     ///< /dev/shm is there
    bool own_is_there = true;

    static inline bool asked = false;

    void put_into(CallScript& script) const {
        script.geteuid = [*this] { return user; };
        script.lstat = [*this](const char* path, struct stat* status) {
            *status = {};
            if (std::strcmp(path, kDefaultRoot) != 0) {
                status->st_mode = S_IFDIR, status->st_uid = user;
                return own_is_there ? 0 : fail(ENOENT);
            }
            if (!owner) return fail(ENOENT);
            status->st_mode = kind, status->st_uid = *owner;
            return 0;
        };
        script.access = [*this](const char* path, int mode) {
            if (std::strcmp(path, "/dev/shm") == 0) return tmpfs ? 0 : fail(ENOENT);
            if (std::strcmp(path, kDefaultRoot) != 0) return 0;
            if (!owner) return fail(ENOENT);
            return mode == F_OK || writable ? 0 : fail(EACCES);
        };
    }
    std::string root() const {
        ScriptedCalls script;
        put_into(script);
        asked = true;
        return default_root();
    }
};

}  // namespace

TEST_CASE("a place of the user's own is named once, when it is new") {
    SEQBOARD_SKIP_IF(Machine::asked, "once in a process: another test has had it named already");
    for (const bool is_new : {false, true}) {
        Child child{[is_new] {
            const Machine machine{.owner = 4711, .own_is_there = !is_new};
            return machine.root() == machine.root() ? 0 : 1;
        }};
        CHECK(child.wait() == 0);
        CHECK((child.said() == "") == !is_new);
        if (is_new)
            CHECK(child.said() ==
                  "seqboard: /dev/shm/seqboard is not writable for this user; using /dev/shm/seqboard-1000 (set SEQBOARD_ROOT or --root to "
                  "choose)\n");
    }
}

TEST_CASE("boards lie in /dev/shm/seqboard for who may use it") {
    CHECK(Machine{}.root() == kDefaultRoot);
    CHECK(Machine{.owner = 0}.root() == kDefaultRoot);
    CHECK(Machine{.user = 0, .owner = {}}.root() == kDefaultRoot);  // root makes it
}

TEST_CASE("boards lie in a place of the user's own where somebody else has that one, or nobody may make it") {
    CHECK(Machine{.owner = {}}.root() == "/dev/shm/seqboard-1000");
    CHECK(Machine{.owner = 4711}.root() == "/dev/shm/seqboard-1000");
    CHECK(Machine{.writable = false}.root() == "/dev/shm/seqboard-1000");
    CHECK(Machine{.kind = S_IFREG}.root() == "/dev/shm/seqboard-1000");
    CHECK(Machine{.user = 0, .owner = 4711}.root() == "/dev/shm/seqboard-0");
    CHECK(Machine{.owner = {}, .tmpfs = false}.root() == "/tmp/seqboard-1000");
    CHECK(Machine{.user = 0, .owner = {}, .tmpfs = false}.root() == "/tmp/seqboard-0");
}

TEST_CASE("a place is what it says, then what the environment says, then the default") {
    const Environment root{"SEQBOARD_ROOT"}, board{"SEQBOARD_BOARD"};
    root.set("/dev/shm/elsewhere");
    board.set("rover");
    CHECK(BoardPlace{}.resolved().directory() == "/dev/shm/elsewhere/rover");
    CHECK(BoardPlace{.root = "/here", .board = "mine"}.resolved().directory() == "/here/mine");
    root.set("");
    board.set("");
    CHECK(BoardPlace{}.resolved().directory() == default_root() + "/robot");
    root.unset();
    board.unset();
    CHECK(BoardPlace{}.resolved().directory() == default_root() + "/robot");
    const auto [code, said] = start_error([] { BoardPlace{.root = "/here", .board = "a/b"}.resolved(); });
    CHECK(code == ExitCode::kUsage);
    CHECK_THAT(said, Catch::StartsWith("board 'a/b': a name is 1 to 47"));
}

TEST_CASE("a kind of memory is written as it is read") {
    for (const char* const text : {"posix", "file", "sysv", "posix+huge", "file+huge", "sysv+huge"}) {
        BoardPlace place;
        parse_backend(text, place);
        CHECK(backend_text(place) == text);
    }
    BoardPlace place;
    CHECK(start_error([&] { parse_backend("cloud+huge", place); }).first == ExitCode::kUsage);
}
