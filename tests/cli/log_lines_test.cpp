#include "core/cli/log_lines.hpp"

#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "tests/cli/board_process.hpp"

using namespace seqboard;
using namespace seqboard::cli;
using namespace seqboard::testing;
using namespace std::chrono_literals;

namespace {

/// A log in a folder of its own.
class Log {
public:
    Log() { std::filesystem::create_directories(scratch_.place().directory()); }

    void write(const std::string& text) const {
        std::ofstream{path(), std::ios::app} << text;
        ::chmod(path().c_str(), 0640);
    }
    std::string path() const { return scratch_.place().directory() + "/wheels.log"; }

private:
    ScratchBoard scratch_;
};

std::vector<std::string> texts(const std::vector<LogLine>& lines) {
    std::vector<std::string> texts;
    for (const LogLine& line : lines) texts.push_back(line.text);
    return texts;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("the last lines are read, then those that come, each when it is whole") {
    const Log log;
    log.write("1.000000 w: one\n2.000000 w: two\nthree\n");
    LogLines lines{"wheels", log.path(), 2};
    const std::vector<LogLine> last = lines.take(false);
    CHECK(texts(last) == Texts{"2.000000 w: two", "three"});
    CHECK(last[1].time == Time{2s});
    CHECK(lines.take(false).empty());
    log.write("fo");
    CHECK(lines.take(false).empty());
    log.write("ur\nfive");
    CHECK(texts(lines.take(false)) == Texts{"four"});
    CHECK(texts(lines.take(true)) == Texts{"five"});
}

TEST_CASE("a log that was emptied, or is a new file, is read from its beginning") {
    const Log log;
    log.write("a long line that is there already\n");
    LogLines lines{"wheels", log.path(), 1};
    CHECK(lines.take(false).size() == 1);
    std::filesystem::resize_file(log.path(), 0);
    log.write("emptied\n");
    CHECK(texts(lines.take(false)) == Texts{"emptied"});
    std::filesystem::rename(log.path(), log.path() + ".1");
    CHECK(lines.take(false).empty());
    log.write("another file, and longer than the one before\n");
    CHECK(texts(lines.take(false)) == Texts{"another file, and longer than the one before"});
}

TEST_CASE("a log that is not there has no lines, and once it is there all of them") {
    const Log log;
    LogLines lines{"wheels", log.path(), 2};
    CHECK(lines.take(true).empty());
    log.write("1.000000 w: one\n2.000000 w: two\n3.000000 w: three\n");
    CHECK(texts(lines.take(false)).size() == 3);
    log.write("4.000000 w: four\n");
    CHECK(texts(lines.take(false)) == Texts{"4.000000 w: four"});
}
