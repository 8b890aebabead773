// Lines of a log as they are written.
#include "core/log.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "core/log_record.hpp"
#include "tests/scratch/captured_log.hpp"
#include "tests/scratch/child.hpp"

using namespace seqboard;
using namespace seqboard::testing;
using namespace std::chrono_literals;

TEST_CASE("what is logged is read back: its time, its name, how bad it is, and what was said") {
    CapturedLog log;
    set_log_name("wheels");
    const Time before = monotonic_now();
    log_line(LogLevel::kWarning, "encoder lost %d edges", 3);
    set_log_name("seqboard");
    std::string line = log.take();
    REQUIRE(line.ends_with("\n"));
    line.pop_back();
    const LogRecord record = parse_log_record(line);
    REQUIRE(record.time);
    CHECK(*record.time + 1us > before);
    CHECK(record.name == "wheels");
    CHECK(record.level == LogLevel::kWarning);
    CHECK(record.said == "encoder lost 3 edges");
}

TEST_CASE("a line that is too long is cut, and is one line all the same") {
    CapturedLog log;
    set_log_name(std::string(100, 'n'));
    log_line(LogLevel::kInfo, "%s", std::string(1000, 'x').c_str());
    set_log_name("seqboard");
    const std::string line = log.take();
    CHECK(lines_of(line) == 1);
    CHECK(line.ends_with("x\n"));
    CHECK(line.size() < 513);
    CHECK_THAT(line, Catch::Contains(" " + std::string(47, 'n') + ": x"));
}

TEST_CASE("a log that is full or closed stops nobody") {
    Child full{[] {
        ::dup2(::open("/dev/full", O_WRONLY), STDERR_FILENO);
        log_line(LogLevel::kError, "nobody reads this");
        ::close(STDERR_FILENO);
        log_line(LogLevel::kError, "nor this");
        return 7;
    }};
    CHECK(full.wait() == 7);
}

TEST_CASE("a number with a point and too little behind it is no time") {
    for (const char* const other : {"12.", "12.345678x a: b", "12.345678", "12", "12 a: b", "12.34 a: b"}) {
        INFO(other);
        CHECK_FALSE(parse_log_record(other).time);
    }
}
