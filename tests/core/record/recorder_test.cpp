// What the recorder takes from a board: a board in memory, a file in memory, a clock of the test's.
#include "core/record/recorder.hpp"

#include <catch2/catch.hpp>

#include "core/record/repair.hpp"
#include "tests/core/record/recorded_board.hpp"

using namespace seqboard;
using namespace seqboard::record;
using namespace std::chrono_literals;
using seqboard::testing::MemoryFile;
using seqboard::testing::read;
using seqboard::testing::RecordedBoard;
using seqboard::testing::said_on;

namespace {

struct Recorded : RecordedBoard {
    bool twins = false;

    Recorder recorder(RecordingOptions options = {}) {
        options.twins = twins;
        return Recorder{board, std::move(options), make_file(),
                        [] {
                            return Surroundings{{{"board", "bench"}}, {}};
                        },
                        [] {
                            return Surroundings{{}, {{.log_ns = 0, .name = "log/sensor.log", .media_type = "text/plain", .data = {}}}};
                        }};
    }
};

std::string missed_in(const McapReader& reader, const std::string& slot) {
    for (const McapMetadata& metadata : reader.metadata())
        if (metadata.name == "missed") return metadata.values.at(slot);
    return "not told";
}

}  // namespace

TEST_CASE("every sample is recorded once, in order, as the slot's bytes behind the CDR header, with its stamps and its sequence") {
    Recorded robot;
    Recorder recorder = robot.recorder();
    for (int i = 1; i <= 100; ++i) {
        robot.say(static_cast<float>(i));
        if (i % 2 == 0) recorder.step(robot.now, robot.now);
    }
    recorder.finish();
    REQUIRE(robot.files.size() == 1);
    const McapReader reader = read(robot.files[0]);
    CHECK(reader.faults().empty());
    const std::vector<float> said = said_on(reader, "range");
    REQUIRE(said.size() == 100);
    for (int i = 1; i <= 100; ++i) REQUIRE(said[static_cast<std::size_t>(i - 1)] == static_cast<float>(i));
    std::uint32_t sequence = 0;
    reader.messages([&](const McapMessage& message) {
        CHECK(message.sequence == ++sequence);
        CHECK(message.log_ns == 5'000'000'000 + 10'000'000ull * sequence);
        CHECK(message.publish_ns == message.log_ns);
        CHECK(message.data.size() == 4 + sizeof(Range));
        CHECK(std::equal(kCdrHeader.begin(), kCdrHeader.end(), message.data.begin()));
    });
    CHECK(missed_in(reader, "range") == "0");
    CHECK(recorder.state().phase == RecordingPhase::kEnded);
    CHECK(recorder.state().samples == 100);
    CHECK(recorder.state().files == 1);
}

TEST_CASE("a channel says which slot, node and message it is, and has its definition for ROS 2 and its schema") {
    Recorded robot;
    Recorder recorder = robot.recorder();
    robot.say_pose(1);
    recorder.step(robot.now, robot.now);
    recorder.finish();
    const McapReader reader = read(robot.files[0]);
    REQUIRE(reader.channels().size() == 1);
    const McapChannel& channel = reader.channels().begin()->second;
    CHECK(channel.topic == "/base/pose");
    CHECK(channel.encoding == "cdr");
    CHECK(channel.metadata.at("slot") == "base.pose");
    CHECK(channel.metadata.at("node") == "sensor");
    CHECK(channel.metadata.at("message") == "Pose");
    CHECK(channel.metadata.at("schema") == schema_text<Pose>());
    const McapSchema& schema = reader.schemas().at(channel.schema);
    CHECK(schema.name == "seqboard/msg/Pose");
    CHECK(schema.encoding == "ros2msg");
    CHECK(reader.metadata().at(0).values.at("board") == "bench");
    CHECK(reader.attachments().at(0).name == "log/sensor.log");
}

TEST_CASE(
    "beside the slots there are standard messages of what people look at, in each file, five times a second, with the samples' stamps") {
    Recorded robot;
    robot.twins = true;
    Recorder recorder = robot.recorder({.split_time = 1s});
    for (int i = 1; i <= 150; ++i) {
        robot.say(static_cast<float>(i));
        robot.say_pose(static_cast<float>(i));
        recorder.step(robot.now, robot.now);
    }
    recorder.finish();
    REQUIRE(robot.files.size() == 2);
    for (const MemoryFile& file : robot.files) {
        const McapReader reader = read(file);
        CHECK(reader.faults().empty());
        std::map<std::string, std::vector<std::uint64_t>> stamps;
        reader.messages([&](const McapMessage& message) { stamps[reader.channels().at(message.channel).topic].push_back(message.log_ns); });
        CHECK(stamps.size() == 4);
        for (const char* const slot : {"/range", "/base/pose"}) {
            const std::vector<std::uint64_t>& all = stamps.at(slot);
            const std::vector<std::uint64_t>& twins = stamps.at("/ros" + std::string{slot});
            CHECK(twins.size() >= all.size() / 20);
            CHECK(twins.size() <= all.size() / 20 + 2);
            for (const std::uint64_t stamp : twins) CHECK(std::find(all.begin(), all.end(), stamp) != all.end());
        }
        for (const auto& [id, channel] : reader.channels())
            if (channel.topic == "/ros/range") CHECK(reader.schemas().at(channel.schema).name == "sensor_msgs/msg/LaserScan");
    }
}

TEST_CASE("what was said once has its standard message in every file") {
    Recorded robot;
    robot.twins = true;
    Recorder recorder = robot.recorder({.split_time = 1s});
    robot.say_pose(7);
    for (int i = 1; i <= 150; ++i) {
        robot.say(static_cast<float>(i));
        recorder.step(robot.now, robot.now);
    }
    recorder.finish();
    REQUIRE(robot.files.size() == 2);
    for (const MemoryFile& file : robot.files) {
        const McapReader reader = read(file);
        int twins = 0;
        reader.messages([&](const McapMessage& message) { twins += reader.channels().at(message.channel).topic == "/ros/base/pose"; });
        CHECK(twins == 1);
    }
}

TEST_CASE("samples that were overwritten before they were taken are counted, by slot, in the file") {
    Recorded robot;
    Recorder recorder = robot.recorder();
    robot.say(1);
    recorder.step(robot.now, robot.now);
    for (int i = 0; i < 50; ++i) robot.say(2);
    recorder.finish();
    const McapReader reader = read(robot.files[0]);
    const std::size_t recorded = said_on(reader, "range").size();
    CHECK(recorded < 10);
    CHECK(missed_in(reader, "range") == std::to_string(51 - recorded));
    CHECK(missed_in(reader, "base.pose") == "0");
    CHECK(recorder.state().missed == 51 - recorded);
}

TEST_CASE("a writer that was restarted writes on in a channel of its own") {
    Recorded robot;
    Recorder recorder = robot.recorder();
    robot.say(1);
    recorder.step(robot.now, robot.now);
    robot.bind(2);
    robot.say(2);
    recorder.step(robot.now, robot.now);
    recorder.finish();
    const McapReader reader = read(robot.files[0]);
    REQUIRE(reader.channels().size() == 2);
    CHECK(reader.channels().at(1).metadata.at("epoch") == "1");
    CHECK(reader.channels().at(2).metadata.at("epoch") == "2");
    CHECK(reader.channels().at(1).schema == reader.channels().at(2).schema);
    CHECK(said_on(reader, "range") == std::vector<float>{1, 2});
}

TEST_CASE("a recording is split by time, and each file is whole and begins with what was said before") {
    Recorded robot;
    Recorder recorder = robot.recorder({.split_time = 1s});
    robot.say_pose(7);
    for (int i = 1; i <= 250; ++i) {
        robot.say(static_cast<float>(i));
        recorder.step(robot.now, robot.now);
    }
    recorder.finish();
    REQUIRE(robot.files.size() == 3);
    std::size_t ranges = 0;
    for (const MemoryFile& file : robot.files) {
        const McapReader reader = read(file);
        CHECK(reader.faults().empty());
        CHECK(said_on(reader, "base.pose") == std::vector<float>{7});
        CHECK(missed_in(reader, "range") == "0");
        ranges += said_on(reader, "range").size();
    }
    CHECK(ranges >= 250);
    CHECK(ranges <= 252);
}

TEST_CASE("only the slots that fit a pattern are recorded") {
    Recorded robot;
    Recorder recorder = robot.recorder({.slots = SlotPatterns{"r* *.pose", "*.pose"}});
    robot.say(1);
    robot.say_pose(1);
    recorder.step(robot.now, robot.now);
    recorder.finish();
    const McapReader reader = read(robot.files[0]);
    CHECK(said_on(reader, "range").size() == 1);
    CHECK(said_on(reader, "base.pose").empty());
    CHECK(SlotPatterns{"*"}.choose("wheels.status"));
    CHECK_FALSE(SlotPatterns{""}.choose("wheels"));
    CHECK(SlotPatterns{"wheel?.status  pose"}.choose("wheels.status"));
}

TEST_CASE("a disk that is full stops the recording with one clear state, and what was recorded can be repaired") {
    Recorded robot;
    robot.room = 6000;
    Recorder recorder = robot.recorder({.chunk_bytes = 1024, .simulated = true});
    for (int i = 1; i <= 2000; ++i) {
        robot.say(static_cast<float>(i * i));
        recorder.step(robot.now, robot.now);
    }
    recorder.finish();
    CHECK(recorder.state().phase == RecordingPhase::kNoSpace);
    CHECK(recorder.state().files == 0);
    REQUIRE(robot.files.size() == 1);
    const McapReader damaged = read(robot.files[0]);
    REQUIRE(damaged.faults().size() == 1);
    MemoryFile mended;
    CHECK(repair(damaged, mended).messages > 20);
    CHECK(read(mended).faults().empty());
}

TEST_CASE("where time is simulated, the last tick is the last that is recorded: what comes after the recorder's step is part of one") {
    Recorded robot;
    Recorder recorder = robot.recorder({.simulated = true});
    robot.say(1);
    recorder.step(robot.now, robot.now);
    robot.say(2);
    recorder.finish();
    CHECK(said_on(read(robot.files[0]), "range") == std::vector<float>{1});
}

TEST_CASE("where time is simulated, what is stamped with real time has the board's time in the recording") {
    Recorded robot;
    const auto status = robot.board->create("other", {slot_spec<Range>("other.status")});
    OutputPort port{"status", slot_spec<Range>("other.status"), robot.context};
    port.bind(status->writer(0), 1);
    Recorder recorder = robot.recorder({.simulated = true});
    robot.context.begin(time_from_ns(77'000'000'000));
    const Range value{};
    port.write(&value, sizeof value);
    recorder.step(time_from_ns(78'000'000'000), time_from_ns(20'000'000));
    recorder.finish();
    read(robot.files[0]).messages([&](const McapMessage& message) {
        CHECK(message.log_ns == 20'000'000);
        CHECK(message.publish_ns == 77'000'000'000);
    });
    CHECK(recorder.state().samples == 1);
}
