// Which chain of waiting took longest.
#include "core/launch/critical_path.hpp"

#include <catch2/catch.hpp>

using namespace seqboard;
using namespace std::chrono_literals;

TEST_CASE("the longest way goes from the last to be ready back through the latest of those it waited for") {
    const Time asked{1s};
    const std::vector<StartTiming> timings = {{"sim", asked + 40ms, {}},
                                              {"heading", asked + 70ms, {0}},
                                              {"range", asked + 60ms, {0}},
                                              {"wheels", asked + 85ms, {1, 2}},
                                              {"voice", asked + 80ms, {}}};
    CHECK(critical_path(timings, asked) == "sim 40 ms, heading 30 ms, wheels 15 ms");
    CHECK(critical_path({timings[4]}, asked) == "voice 80 ms");
    CHECK(critical_path({}, asked).empty());
}

TEST_CASE("one that became ready again later does not make a time negative or the way endless") {
    const std::vector<StartTiming> timings = {{"a", Time{20ms}, {1}}, {"b", Time{30ms}, {0}}};
    CHECK(critical_path(timings, Time{}) == "a 0 ms, b 10 ms");
}

TEST_CASE("of those it waited for the latest counts, in whatever order they are named") {
    const std::vector<StartTiming> timings = {{"slow", Time{30ms}, {}}, {"quick", Time{10ms}, {}}, {"last", Time{40ms}, {0, 1}}};
    CHECK(critical_path(timings, Time{}) == "slow 30 ms, last 10 ms");
}
