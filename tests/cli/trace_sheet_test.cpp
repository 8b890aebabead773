// Traces as a table of numbers: from where, to where.
#include "core/cli/trace_sheet.hpp"

#include <catch2/catch.hpp>

#include "core/cli/trace_set.hpp"
#include "core/messages/range.hpp"

using namespace seqboard;
using namespace seqboard::cli;
using namespace std::chrono_literals;

namespace {

std::string sheet(const std::vector<Duration>& said, Duration from, Duration to) {
    TraceSet traces{{"range"}, {"range.range_m"}, ""};
    traces.use(slot_spec<Range>("range"));
    float range_m = 0;
    for (const Duration at : said) {
        const Range range{.range_m = ++range_m};
        traces.add("range", SampleHeader{.stamp_ns = ns_of(Time{at})}, std::as_bytes(std::span{&range, 1}));
    }
    return sheet_of(traces.traces(), Time{}, Time{from}, Time{to});
}

}  // namespace

TEST_CASE("a sheet has what lies between its ends, both included") {
    CHECK(sheet({1s, 2s, 3s, 4s}, 2s, 3s) == "time_s,range.range_m\n2.000000000,2\n3.000000000,3\n");
    CHECK(sheet({1s, 2s}, 0s, 9s) == "time_s,range.range_m\n1.000000000,1\n2.000000000,2\n");
}

TEST_CASE("a sheet of nothing has its headings") {
    CHECK(sheet({}, 0s, 9s) == "time_s,range.range_m\n");
    CHECK(sheet({1s, 2s}, 5s, 9s) == "time_s,range.range_m\n");
    CHECK(sheet({1s, 2s}, 0s, 500ms) == "time_s,range.range_m\n");
    CHECK(sheet({}, 0s, Time::max().time_since_epoch()) == "time_s,range.range_m\n");
}
