// Recorders at their limits: slots that do not fit, writers that are replaced, files that cannot be made or ended.
#include <catch2/catch.hpp>

#include <thread>

#include "core/messages/map.hpp"
#include "core/record/flight_recorder.hpp"
#include "core/record/repair.hpp"
#include "core/record/twins.hpp"
#include "tests/core/record/recorded_board.hpp"
#include "tests/scratch/captured_log.hpp"
#include "tests/scratch/scratch_board.hpp"

using namespace seqboard;
using namespace seqboard::record;
using namespace std::chrono_literals;
using seqboard::testing::CapturedLog;
using seqboard::testing::MemoryFile;
using seqboard::testing::read;
using seqboard::testing::RecordedBoard;
using seqboard::testing::said_on;

namespace {

Surroundings nothing() { return {}; }

/// A slot whose messages are larger than small chunks are.
struct BoardWithMap : RecordedBoard {
    std::shared_ptr<OwnedSegment> mapper = board->create("mapper", {slot_spec<Map>("map")});
    OutputPort map{"map", slot_spec<Map>("map"), context};

    BoardWithMap() { map.bind(mapper->writer(0), mapper->epoch()); }
    void say_map() {
        const auto value = std::make_unique<Map>();
        map.write(value.get(), sizeof *value);
    }
};

std::string metadata_of(const McapReader& reader, const std::string& name, const std::string& key) {
    for (const McapMetadata& metadata : reader.metadata())
        if (metadata.name == name && metadata.values.contains(key)) return metadata.values.at(key);
    return "";
}

}  // namespace

TEST_CASE("a slot whose messages are larger than a chunk is not recorded, and said once, the others are") {
    BoardWithMap robot;
    CapturedLog log;
    const bool flight = GENERATE(false, true);
    robot.say(1);
    robot.say_map();
    if (flight) {
        FlightRecorder recorder{robot.board, {.ram_bytes = FlightRecorder::kLeastRam, .twins = false}, robot.make_file(), nothing, nothing};
        recorder.trigger("a noise", robot.now);
        for (int i = 0; i < 3; ++i) recorder.step(robot.now += 1s, robot.now);
        recorder.finish();
    } else {
        Recorder recorder{robot.board, {.chunk_bytes = 4096, .twins = false}, robot.make_file(), nothing, nothing};
        for (int i = 0; i < 3; ++i) recorder.step(robot.now += 1s, robot.now);
        recorder.finish();
    }
    const std::string said = log.take();
    CHECK(testing::lines_of(said) == 1);
    CHECK_THAT(said, Catch::Contains("slot 'map' is not recorded") && Catch::Contains(flight ? "raise ram_kib" : "raise chunk_kib"));
    CHECK(said_on(read(robot.files.at(0)), "range") == std::vector<float>{1});
    CHECK(said_on(read(robot.files.at(0)), "map").empty());
}

TEST_CASE("a recording is split by size, and a recorder that ends before it has taken anything leaves a whole file") {
    RecordedBoard robot;
    {
        Recorder recorder{robot.board, {.chunk_bytes = 1024, .twins = false, .split_kib = 1}, robot.make_file(), nothing, nothing};
        for (int i = 1; i <= 1000; ++i) {
            robot.say(static_cast<float>(i * i));
            recorder.step(robot.now, robot.now);
            while (i % 100 == 0 && recorder.state().files < static_cast<std::uint32_t>(i / 100 - 1)) {
                recorder.step(robot.now, robot.now);
                std::this_thread::yield();
                if (recorder.state().bytes > 0) break;
            }
        }
    }
    for (const MemoryFile& file : robot.files) CHECK(read(file).faults().empty());
    RecordedBoard quiet;
    Recorder recorder{quiet.board, {.twins = false}, quiet.make_file(), nothing, nothing};
    recorder.finish();
    recorder.finish();  // once more is no fault
    CHECK(read(quiet.files.at(0)).faults().empty());
    CHECK(recorder.state().samples == 0);
}

TEST_CASE("where not all that was said before fits into a new part's first chunk, the part begins with what fits") {
    RecordedBoard robot;
    const std::size_t one = Chunk::bytes_for(std::max(sizeof(Range), sizeof(Pose)));
    {
        Recorder recorder{
            robot.board, {.chunk_bytes = one, .twins = false, .split_time = 1s, .simulated = true}, robot.make_file(), nothing, nothing};
        robot.say_pose(7);
        for (int i = 1; i <= 250; ++i) {
            robot.say(static_cast<float>(i));
            recorder.step(robot.now, robot.now);
        }
    }
    REQUIRE(robot.files.size() >= 3);
    for (const MemoryFile& file : robot.files) CHECK(read(file).faults().empty());
}

TEST_CASE("a message that fills its chunk to the last byte is recorded, and is there after a repair") {
    RecordedBoard robot;
    Recorder recorder{robot.board,
                      {.slots = SlotPatterns{"range"}, .chunk_bytes = Chunk::bytes_for(sizeof(Range)), .twins = false, .simulated = true},
                      robot.make_file(),
                      nothing,
                      nothing};
    for (int i = 1; i <= 3; ++i) {
        robot.say(static_cast<float>(i));
        recorder.step(robot.now, robot.now);
    }
    recorder.finish();
    const McapReader whole = read(robot.files.at(0));
    CHECK(said_on(whole, "range") == std::vector<float>{1, 2, 3});
    const std::span<const std::byte> bytes{robot.files[0].bytes};
    const McapReader cut{"cut", bytes.first(static_cast<std::size_t>(whole.chunks().at(2).at))};
    MemoryFile mended;
    const Repaired repaired = repair(cut, mended);
    CHECK(repaired.messages == 2);
    CHECK(repaired.lost == cut.faults());
    CHECK(said_on(read(mended), "range") == std::vector<float>{1, 2});
}

TEST_CASE("samples that a slot missed before and after its segment was replaced are counted together") {
    const testing::ScratchBoard scratch;
    Blackboard writers{make_backend(scratch.place().resolved()), "test"};
    RecordedBoard robot;  // for its files and its clock
    const SlotSpec range = slot_spec<Range>("range");
    OutputPort port{"range", range, robot.context};
    auto segment = writers.create("sensor", {range});
    const auto say = [&](int times) {
        port.bind(segment->writer(0), segment->epoch());
        const Range value{};
        for (int i = 0; i < times; ++i) {
            robot.context.begin(robot.now += 10ms);
            port.write(&value, sizeof value);
        }
    };
    Recorder recorder{Blackboard::open(scratch.place()), {.twins = false}, robot.make_file(), nothing, nothing};
    say(1);
    recorder.step(robot.now, robot.now);
    say(50);
    recorder.step(robot.now, robot.now);
    const std::uint32_t before = recorder.state().missed;
    CHECK(before > 30);
    segment.reset();
    segment = writers.create("sensor", {range, slot_spec<Pose>("base.pose")});
    recorder.step(robot.now += 1s, robot.now);
    say(1);
    recorder.step(robot.now, robot.now);
    say(50);
    recorder.finish();
    const std::uint32_t missed = recorder.state().missed;
    CHECK(missed > before + 30);
    CHECK(metadata_of(read(robot.files.at(0)), "missed", "range") == std::to_string(missed));
}

TEST_CASE("a part begins with what slots say, and not with what a segment said that was replaced") {
    const testing::ScratchBoard scratch;
    Blackboard writers{make_backend(scratch.place().resolved()), "test"};
    RecordedBoard robot;  // for its files and its clock
    auto sensor = writers.create("sensor", {slot_spec<Range>("range")});
    const auto other = writers.create("other", {slot_spec<Pose>("base.pose"), slot_spec<Range>("kept")});
    robot.range.bind(sensor->writer(0), 1);
    robot.pose.bind(other->writer(0), 1);
    robot.say(1);
    robot.range.bind(other->writer(1), 1);
    robot.say(2);
    Recorder recorder{Blackboard::open(scratch.place()), {.twins = false, .split_time = 2s}, robot.make_file(), nothing, nothing};
    recorder.step(robot.now, robot.now);
    sensor.reset();
    sensor = writers.create("sensor", {slot_spec<Range>("range"), slot_spec<Range>("more")});
    for (int i = 0; i < 3; ++i) {
        robot.now += 2s;
        robot.say_pose(static_cast<float>(i));
        recorder.step(robot.now, robot.now);
    }
    recorder.finish();
    REQUIRE(robot.files.size() > 1);
    CHECK(said_on(read(robot.files[0]), "range") == std::vector<float>{1});
    CHECK(said_on(read(robot.files[1]), "range").empty());
    CHECK(said_on(read(robot.files[1]), "kept") == std::vector<float>{2});
}

TEST_CASE("an end that throws costs the recording its last words, not its process") {
    RecordedBoard robot;
    CapturedLog log;
    const auto throwing = []() -> Surroundings { throw StartError{ExitCode::kNoInput, "the log is gone"}; };
    Recorder recorder{robot.board, {.twins = false}, robot.make_file(), nothing, throwing};
    robot.say(1);
    recorder.step(robot.now, robot.now);
    recorder.finish();
    CHECK(recorder.state().phase == RecordingPhase::kEnded);
    CHECK_THAT(log.take(), Catch::Contains("the recording could not be completed: the log is gone"));
}

TEST_CASE("a part that cannot be made ends a recording, and costs a flight recorder its event") {
    RecordedBoard robot;
    CapturedLog log;
    const MakeFile make = [&, made = robot.make_file()](unsigned part) {
        if (part == 1) throw StartError{ExitCode::kNoSpace, "no room for part 1"};
        return made(part);
    };
    SECTION("a recording") {
        Recorder recorder{robot.board, {.twins = false, .split_time = 1s}, make, nothing, nothing};
        for (int i = 1; i <= 250; ++i) {
            robot.say(1);
            recorder.step(robot.now, robot.now);
        }
        recorder.finish();
        CHECK(recorder.state().phase == RecordingPhase::kNoSpace);
        CHECK_THAT(log.take(), Catch::Contains("no room for part 1; recording has stopped, the robot drives on"));
    }
    SECTION("a flight recorder") {
        FlightRecorder recorder{robot.board, {.before = 1s, .after = 1s, .twins = false}, make, nothing, nothing};
        for (std::uint32_t event = 1; event <= 3; ++event) {
            recorder.trigger("a noise", robot.now);
            for (int i = 1; i <= 250; ++i) {
                robot.say(1);
                recorder.step(robot.now, robot.now);
            }
            for (; recorder.state().files + recorder.state().lost < event; std::this_thread::yield()) recorder.step(robot.now, robot.now);
        }
        CHECK(recorder.state().files == 2);
        CHECK(recorder.state().lost == 1);
        CHECK_THAT(log.take(), Catch::Contains("no room for part 1; this event is lost"));
    }
    CHECK(read(robot.files.front()).faults().empty());
}

TEST_CASE("standard messages that are more than a chunk holds go into several, and a message of another form has none") {
    Twins twins;
    Chunk samples{1 << 22, 200};
    const auto channel = [](std::uint16_t id, const std::string& slot, std::string_view message, std::string_view schema) {
        return McapChannel{id, 1, "/" + slot, "cdr", {{"slot", slot}, {"message", std::string{message}}, {"schema", std::string{schema}}}};
    };
    samples.defined.channels = {channel(1, "map", message_name<Map>(), schema_text<Map>()),
                                channel(2, "range", message_name<Range>(), "float32 another\n")};
    const auto map = std::make_unique<Map>();
    const Range range{};
    for (std::uint32_t i = 0; i < 50; ++i) {
        const std::uint64_t at_ns = 1'000'000'000ull * (i + 1);
        samples.add_sample({1, i, at_ns, at_ns, std::as_bytes(std::span{map.get(), 1})});
        samples.add_sample({2, i, at_ns, at_ns, std::as_bytes(std::span{&range, 1})});
    }
    std::size_t chunks = 0, messages = 0;
    twins.translate(samples, [&](const Chunk& chunk) {
        ++chunks;
        messages += chunk.entries().size();
    });
    CHECK(chunks > 1);
    CHECK(messages == 50);
    Chunk nothing_said{1024, 10};
    nothing_said.defined.channels = {channel(3, "range", message_name<Range>(), schema_text<Range>())};
    twins.translate(nothing_said, [&](const Chunk& chunk) { CHECK(chunk.defined.channels.size() == 1); });
    nothing_said.clear();
    twins.translate(nothing_said, [](const Chunk&) { FAIL("there is nothing to write"); });
}

TEST_CASE("a message without data lies in a chunk like any other") {
    Chunk chunk{1024, 10};
    chunk.add({1, 1, 5, 5, {}});
    CHECK(chunk.entries().size() == 1);
    CHECK(chunk.records().size() == kRecordHeadBytes + kMessageHeadBytes);
}
