// What is played is what was recorded.
#include <catch2/catch.hpp>

#include <cstring>

#include "core/messages/plan.hpp"
#include "core/messages/pose.hpp"
#include "core/messages/range.hpp"
#include "core/record/mcap_writer.hpp"
#include "core/record/recorded_run.hpp"
#include "core/record/sample_difference.hpp"
#include "core/record/slot_player.hpp"
#include "core/segment/newest_sample.hpp"
#include "core/segment/segment_error.hpp"
#include "tests/core/record/memory_file.hpp"

using namespace seqboard;
using namespace seqboard::record;
using seqboard::testing::MemoryFile;

namespace {

template <Message T>
McapChannel channel(std::uint16_t id, const std::string& slot, const std::string& node, const char* epoch = "1") {
    return {id,
            0,
            "/" + slot,
            "cdr",
            {{"slot", slot},
             {"node", node},
             {"epoch", epoch},
             {"message", std::string{message_name<T>()}},
             {"schema", std::string{schema_text<T>()}},
             {"cells", "8"},
             {"period_ns", "0"}}};
}

/// Ranges 1, 2, 3 and a pose between them, in two files: the second begins with what was said last in the first.
struct TwoParts {
    MemoryFile first, second;
    TwoParts() {
        McapWriter writer{4096};
        const std::vector<McapChannel> channels = {channel<Range>(1, "range", "sonar"), channel<Pose>(2, "pose", "fusion")};
        writer.begin(first, {{}, channels});
        write(writer, {{1, 1, 100, 90, {}}, {1, 2, 200, 190, {}}}, {{2, 1, 150, 100, {}}});
        writer.begin(second, {{}, channels});
        write(writer, {{1, 2, 200, 190, {}}, {1, 3, 300, 290, {}}}, {});
    }
    static void write(McapWriter& writer, const std::vector<McapMessage>& ranges, const std::vector<McapMessage>& poses) {
        Chunk chunk{4096, 16};
        for (McapMessage message : ranges) {
            const Range range{.range_m = static_cast<float>(message.sequence)};
            message.data = std::as_bytes(std::span{&range, 1});
            chunk.add_sample(message);
        }
        for (McapMessage message : poses) {
            const Pose pose{.x_m = 7};
            message.data = std::as_bytes(std::span{&pose, 1});
            chunk.add_sample(message);
        }
        writer.add(chunk);
        writer.finish();
    }
    RecordedRun run() const {
        const McapReader a{"first", first.bytes}, b{"second", second.bytes};
        return RecordedRun{{&a, &b}};
    }
};

}  // namespace

TEST_CASE("the parts of a recording are one run, each sample once, in the order of time") {
    const RecordedRun run = TwoParts{}.run();
    REQUIRE(run.slots().size() == 2);
    CHECK(run.slots()[0].spec.fingerprint == kFingerprint<Range>);
    std::vector<std::uint64_t> times;
    for (const RecordedSample& sample : run.samples()) times.push_back(sample.log_ns);
    CHECK(times == std::vector<std::uint64_t>{100, 150, 200, 300});
    CHECK(run.samples_of("range").size() == 3);
    CHECK(run.samples_of("nothing").empty());
}

TEST_CASE("what is played lies in slots of the nodes of then, with stamps moved as told") {
    const RecordedRun run = TwoParts{}.run();
    const auto board = Blackboard::in_memory();
    SlotPlayer player{*board, run, {true, false}};
    for (const RecordedSample& sample : run.samples())
        if (player.plays(sample)) player.publish(sample, Duration{1000});
    const auto sonar = board->attach("sonar");
    REQUIRE(sonar);
    const auto newest = seqboard::newest<Range>(*sonar, "range");
    REQUIRE(newest);
    CHECK(newest->value.range_m == 3);
    CHECK(newest->header.stamp_ns == 1300);
    CHECK(newest->header.source_stamp_ns == 1290);
    CHECK(newest->header.sequence == 3);
    CHECK(board->attach("fusion") == nullptr);
}

TEST_CASE("a node that lives keeps its slots: playing them is refused") {
    const RecordedRun run = TwoParts{}.run();
    const auto board = Blackboard::in_memory();
    const auto live = board->create("fusion_of_today", {slot_spec<Pose>("pose")});
    CHECK_THROWS_AS((SlotPlayer{*board, run, {true, true}}), SegmentError);
}

TEST_CASE("a recording whose slots say that they are of another size is refused, and one without slots") {
    MemoryFile file;
    McapWriter writer{4096};
    writer.begin(file, {{}, {channel<Pose>(1, "range", "sonar")}});
    TwoParts::write(writer, {{1, 1, 1, 1, {}}}, {});
    const McapReader reader{"wrong", file.bytes};
    CHECK_THROWS_AS(RecordedRun({&reader}), SchemaError);
    MemoryFile empty;
    writer.begin(empty, {});
    writer.finish();
    const McapReader nothing{"empty", empty.bytes};
    CHECK_THROWS_WITH(RecordedRun({&nothing}), Catch::Contains("'empty' has no slot"));
}

TEST_CASE("what is no sample of a slot is passed over") {
    MemoryFile file;
    McapWriter writer{4096};
    McapChannel nameless = channel<Range>(2, "range", "sonar"), formless = channel<Range>(3, "front", "sonar");
    nameless.metadata.erase("slot");
    formless.metadata.erase("schema");
    writer.begin(file, {{}, {channel<Range>(1, "range", "sonar"), nameless, formless}});
    Chunk chunk{4096, 16};
    const Range range{.range_m = 5};
    const auto bytes = std::as_bytes(std::span{&range, 1});
    chunk.add_sample({1, 1, 100, 90, bytes});
    chunk.add_sample({2, 2, 110, 90, bytes});
    chunk.add_sample({3, 3, 120, 90, bytes});
    chunk.add({1, 4, 130, 90, bytes.first(6)});  // shorter than the slot's
    chunk.add_sample({9, 5, 140, 90, bytes});    // of a channel that the file does not define
    chunk.add_sample({1, 1, 150, 90, bytes});    // a second time
    writer.add(chunk);
    writer.finish();
    const McapReader reader{"mixed", file.bytes};
    const RecordedRun run{{&reader}};
    CHECK(run.slots().size() == 1);
    CHECK(run.samples().size() == 1);
}

TEST_CASE("a channel whose messages are too short for any sample is none, and one slot carries one message") {
    MemoryFile file, other;
    McapWriter writer{4096};
    writer.begin(file, {{}, {channel<Range>(1, "range", "sonar"), channel<Pose>(2, "pose", "fusion")}});
    Chunk chunk{4096, 16};
    const std::array<std::byte, 3> torn{};
    chunk.add({1, 1, 100, 90, torn});
    const Pose pose{};
    chunk.add_sample({2, 1, 100, 90, std::as_bytes(std::span{&pose, 1})});
    writer.add(chunk);
    writer.finish();
    const McapReader reader{"torn", file.bytes};
    CHECK(RecordedRun{{&reader}}.slots().size() == 1);

    writer.begin(other, {{}, {channel<Range>(2, "pose", "fusion")}});
    TwoParts::write(writer, {{2, 1, 100, 90, {}}}, {});
    const McapReader later{"later", other.bytes};
    CHECK_THROWS_WITH((RecordedRun{{&reader, &later}}), Catch::Contains("slot 'pose' carries another message later on"));
}

TEST_CASE("what is stamped with real time keeps its own stamps") {
    MemoryFile file;
    McapWriter writer{4096};
    writer.begin(file, {{}, {channel<Range>(1, "sonar.status", "sonar")}});
    TwoParts::write(writer, {{1, 1, 100, 7'000, {}}}, {});
    const McapReader reader{"status", file.bytes};
    const RecordedRun run{{&reader}};
    REQUIRE(run.samples().size() == 1);
    CHECK(run.samples()[0].log_ns == 100);
    CHECK(run.samples()[0].header.stamp_ns == 7'000);
    CHECK(run.samples()[0].header.source_stamp_ns == 7'000);
}

TEST_CASE("slots that nobody had written to can be played besides") {
    const RecordedRun run = TwoParts{}.run();
    const auto board = Blackboard::in_memory();
    SlotPlayer player{*board, run, {true, true}, {{slot_spec<Plan>("plan"), "planner"}, {slot_spec<Plan>("course"), "fusion"}}};
    CHECK(board->attach("planner")->find("plan") != nullptr);
    CHECK(board->attach("fusion")->find("course") != nullptr);
    CHECK(board->attach("fusion")->find("pose") != nullptr);
    const Plan plan{};
    player.writer("plan").publish({.stamp_ns = 5, .flags = sample_flags(1)}, &plan, sizeof plan);
    CHECK(newest<Plan>(*board->attach("planner"), "plan")->header.stamp_ns == 5);
}

TEST_CASE("the first field that differs is named, with both values") {
    const Schema schema = parse_schema(schema_text<Plan>(), sizeof(Plan));
    Plan then{}, now{};
    const auto bytes = [](const Plan& plan) { return std::as_bytes(std::span{&plan, 1}); };
    CHECK_FALSE(first_difference(schema, bytes(then), bytes(now)));
    now.state = PlanState::kArrived;
    now.x_m[3] = 1.5f;
    const auto found = first_difference(schema, bytes(then), bytes(now));
    REQUIRE(found);
    CHECK(found->field == "x_m[3]");
    CHECK(found->then == "0");
    CHECK(found->now == "1.5");
    then.x_m[3] = 1.5f;
    CHECK(first_difference(schema, bytes(then), bytes(now))->now == "ARRIVED");
}
