// What a node writes today beside what was recorded: the first difference, and how it is told.
#include "core/cli/output_comparison.hpp"

#include <catch2/catch.hpp>

#include "core/messages/range.hpp"
#include "core/port/output_port.hpp"
#include "tests/cli/recorded_ranges.hpp"

using namespace seqboard;
using namespace seqboard::cli;
using namespace seqboard::testing;

namespace {

/// A sonar of today beside the one of a recording.
struct Compared {
    explicit Compared(const std::vector<Said>& then) : run{recorded(then)} { port.bind(segment->writer(0), 1); }

    std::string say(std::uint64_t stamp_ns, float range_m) {
        context.begin(time_from_ns(stamp_ns));
        const Range value{.range_m = range_m};
        port.write(&value, sizeof value);
        return comparison.take(5).value_or("");
    }

    record::RecordedRun run;
    std::shared_ptr<Blackboard> board = Blackboard::in_memory();
    StepContext context{};
    OutputPort port{"range", slot_spec<Range>("range", 8), context};
    std::shared_ptr<OwnedSegment> segment = board->create("sonar", {port.spec});
    std::shared_ptr<AttachedSegment> seen = board->attach("sonar");
    OutputComparison comparison{run, record::SlotTap{"sonar", seen, *seen->find("range")}};
};

constexpr std::uint64_t kSecond = 1'000'000'000;

}  // namespace

TEST_CASE("what is as it was is no difference, to the end") {
    Compared compared{{{1 * kSecond, 1}, {2 * kSecond, 2}}};
    CHECK(compared.say(1 * kSecond, 1) == "");
    CHECK_THAT(compared.comparison.finish().value_or(""), Catch::Contains("slot range: 2 samples were recorded, now there are 1"));
    const std::uint64_t hash = compared.comparison.hash();
    CHECK(compared.say(2 * kSecond, 2) == "");
    CHECK(compared.comparison.hash() != hash);
    CHECK(compared.comparison.samples() == 2);
    CHECK_FALSE(compared.comparison.finish());
}

TEST_CASE("a difference is told with tick, slot, field and both values") {
    Compared compared{{{3050 * kSecond / 1000, 1}}};
    CHECK(compared.say(3050 * kSecond / 1000, 7) == "tick 5 (3.05 s), slot range, field range_m: 1 was recorded, now it is 7");
}

TEST_CASE("a sample of another time, or one more than there was, is told") {
    Compared compared{{{1 * kSecond, 1}}};
    CHECK(compared.say(2 * kSecond, 1) == "tick 5 (2 s), slot range: the next that was recorded is of 1 s");
    CHECK(compared.say(3 * kSecond, 1) == "tick 5 (3 s), slot range: a sample more than was recorded");
}

TEST_CASE("of several samples at once the first difference is told") {
    Compared compared{{{1 * kSecond, 1}, {2 * kSecond, 2}, {3 * kSecond, 3}}};
    for (const auto& [stamp, range] : {std::pair{1, 1}, {2, 9}, {3, 9}}) {
        compared.context.begin(time_from_ns(static_cast<std::uint64_t>(stamp) * kSecond));
        const Range value{.range_m = static_cast<float>(range)};
        compared.port.write(&value, sizeof value);
    }
    CHECK_THAT(compared.comparison.take(5).value_or(""), Catch::StartsWith("tick 5 (2 s), slot range, field range_m: 2 was recorded"));
    CHECK(compared.comparison.samples() == 3);
}

TEST_CASE("what was written beside the last tick's, when the node was stopped, is no sample that is missing") {
    Compared compared{{{1 * kSecond, 1}, {1 * kSecond, 0}}};
    CHECK(compared.say(1 * kSecond, 1) == "");
    CHECK_FALSE(compared.comparison.finish());
    Compared nothing{{{1 * kSecond, 1}}};
    CHECK(nothing.comparison.finish());
}
