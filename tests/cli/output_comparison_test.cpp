// What a node writes today beside what was recorded: the first difference, and how it is told.
#include "core/cli/output_comparison.hpp"

#include <catch2/catch.hpp>

#include "core/messages/range.hpp"
#include "core/port/output_port.hpp"
#include "core/record/mcap_writer.hpp"
#include "tests/core/record/memory_file.hpp"

using namespace seqboard;
using namespace seqboard::cli;
using namespace seqboard::testing;

namespace {

struct Said {
    std::uint64_t stamp_ns;
    float range_m;
};

record::RecordedRun recorded(const std::vector<Said>& said) {
    const record::McapChannel range{.id = 1,
                                    .schema = 0,
                                    .topic = "/range",
                                    .encoding = "cdr",
                                    .metadata = {{"slot", "range"},
                                                 {"node", "sonar"},
                                                 {"epoch", "1"},
                                                 {"message", std::string{message_name<Range>()}},
                                                 {"schema", std::string{schema_text<Range>()}},
                                                 {"cells", "8"},
                                                 {"period_ns", "0"}}};
    MemoryFile file;
    record::McapWriter writer{1 << 16};
    writer.begin(file, {{}, {range}});
    record::Chunk chunk{1 << 16, 40};
    std::uint32_t sequence = 0;
    for (const auto& [stamp_ns, range_m] : said) {
        const Range value{.range_m = range_m};
        chunk.add_sample({1, ++sequence, stamp_ns, stamp_ns, std::as_bytes(std::span{&value, 1})});
    }
    writer.add(chunk);
    writer.finish();
    const record::McapReader reader{"memory", file.bytes};
    return record::RecordedRun{{&reader}};
}

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
