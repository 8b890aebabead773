// How much of what a process prints is kept.
#include "core/launch/node_log.hpp"

#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/scratch/scratch_board.hpp"

using namespace seqboard;
using namespace std::chrono_literals;

namespace {

class LogFolder {
public:
    LogFolder() { std::filesystem::create_directories(scratch_.root()); }
    NodeLog log(const LogRule& rule) const { return {scratch_.root(), "node", rule}; }
    std::string text(const std::string& ending) const {
        std::ifstream file{scratch_.root() + "/node" + ending};
        std::ostringstream text;
        text << file.rdbuf();
        return text.str();
    }
    void make_folder(const std::string& ending) const { std::filesystem::create_directories(scratch_.root() + "/node" + ending); }
    void replace_by_folder(const std::string& ending) const {
        std::filesystem::remove(scratch_.root() + "/node" + ending);
        make_folder(ending);
    }
    bool has(const std::string& ending) const { return std::filesystem::exists(scratch_.root() + "/node" + ending); }

private:
    testing::ScratchBoard scratch_;
};

void print(const FileDescriptor& file, const std::string& text) {
    REQUIRE(::write(file.get(), text.data(), text.size()) == static_cast<ssize_t>(text.size()));
}

}  // namespace

TEST_CASE("a log that is full goes on in an empty file, and as many as are wanted are kept") {
    const LogFolder folder;
    NodeLog log = folder.log({.size_bytes = 10, .keep = 2});
    const FileDescriptor process = log.open();
    Time now{};
    for (const char* const line : {"the first\n", "the second\n", "the third\n", "the fourth\n"}) {
        print(process, line);
        print(process, "+\n");
        log.tend(now += 1s);
    }
    print(process, "last\n");
    CHECK(folder.text(".log") == "last\n");
    CHECK(folder.text(".log.1") == "the fourth\n+\n");
    CHECK(folder.text(".log.2") == "the third\n+\n");
    CHECK_FALSE(folder.has(".log.3"));
    CHECK(log.last_lines(5) == std::vector<std::string>{"last"});
}

TEST_CASE("lines beyond the rate are dropped, how many is told, and the next second begins anew") {
    const LogFolder folder;
    NodeLog log = folder.log({.lines_per_second = 3});
    const FileDescriptor process = log.open();
    const Time start = Time{} + 10s;
    log.tend(start);
    print(process, "1\n2\n");
    log.tend(start + 100ms);
    print(process, "3\n4\n5\n");
    log.tend(start + 200ms);
    print(process, "6\n");
    log.tend(start + 300ms);
    CHECK(folder.text(".log") == "1\n2\n3\n");
    log.tend(start + 1100ms);
    print(process, "7\n");
    log.tend(start + 1200ms);
    CHECK(folder.text(".log") == "1\n2\n3\nseqboard: 3 lines dropped, log: rate: is 3 lines in a second\n7\n");
}

TEST_CASE("a new launch keeps the log of the one before, or nothing") {
    const LogFolder folder;
    print(folder.log({}).open(), "before\n");
    folder.log({.keep = 1}).rotate();
    CHECK(folder.text(".log.1") == "before\n");
    CHECK_FALSE(folder.has(".log"));
    print(folder.log({}).open(), "after\n");
    folder.log({.keep = 0}).rotate();
    CHECK_FALSE(folder.has(".log"));
    CHECK(folder.text(".log.1") == "before\n");
}

TEST_CASE("the last lines of the dead are those of the last incarnation") {
    const LogFolder folder;
    NodeLog log = folder.log({.dead_lines = 2});
    print(log.open(), "a\nb\nc\n");
    log.keep_dead_lines();
    CHECK(folder.text(".dead") == "b\nc\n");
    print(log.open(), "d\n");
    log.keep_dead_lines();
    CHECK(folder.text(".dead") == "d\n");
}

TEST_CASE("a log that is no file of ours any more stands in nobody's way") {
    const LogFolder folder;
    const LogRule rule{.size_bytes = 4, .keep = 1};
    {
        NodeLog log = folder.log(rule);
        print(log.open(), "a line\n");
        folder.make_folder(".log.1");
        log.tend(Time{1s});  // has no place for what it had
        CHECK(folder.text(".log").empty());
        folder.make_folder(".dead");
        log.keep_dead_lines();
    }
    folder.replace_by_folder(".log");
    NodeLog log = folder.log(rule);
    log.tend(Time{1s});
    CHECK(log.last_lines(5).empty());
    log.keep_dead_lines();
    CHECK_THROWS_WITH(log.open(), Catch::Contains("not a regular file"));
}

TEST_CASE("where no earlier log and no last lines are kept, a full log and a failure leave nothing") {
    const LogFolder folder;
    NodeLog log = folder.log({.size_bytes = 10, .keep = 0, .dead_lines = 0});
    const FileDescriptor process = log.open();
    print(process, "a line that is too long\n");
    log.keep_dead_lines();
    log.tend(Time{} + std::chrono::seconds{1});
    CHECK(folder.text(".log").empty());
    CHECK_FALSE(folder.has(".log.1"));
    CHECK_FALSE(folder.has(".dead"));
}
