#include "core/log_record.hpp"

#include <catch2/catch.hpp>

using namespace seqboard;
using namespace std::chrono_literals;

TEST_CASE("a line of a log says when, who, how bad and what") {
    const LogRecord record = parse_log_record("12.345678 wheels: warning: encoder lost 3 edges");
    CHECK(record.time == Time{12s + 345678us});
    CHECK(record.name == "wheels");
    CHECK(record.level == LogLevel::kWarning);
    CHECK(record.said == "encoder lost 3 edges");
    CHECK(parse_log_record("0.000001 a: error: b").level == LogLevel::kError);
    const LogRecord plain = parse_log_record("7.000000 a: no warning: of mine");
    CHECK(plain.level == LogLevel::kInfo);
    CHECK(plain.said == "no warning: of mine");
}

TEST_CASE("what a program has printed itself has no time, and is said as it is") {
    for (const char* other : {"", "12", "12.3456789 a: x", "12.34567 a: x", "-1.000000 a: x", "12.345678", "12.345678 nobody",
                              "99999999999.000000 a: x", "error: of a program"}) {
        INFO(other);
        const LogRecord record = parse_log_record(other);
        CHECK_FALSE(record.time.has_value());
        CHECK(record.level == LogLevel::kInfo);
        CHECK(record.said == other);
    }
}
