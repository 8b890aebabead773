// What a flight recorder keeps, and what it writes when something happens: a board in memory, files in memory, a clock of the test's.
#include "core/record/flight_recorder.hpp"

#include <catch2/catch.hpp>

#include <set>
#include <thread>

#include "core/record/recorded_run.hpp"
#include "tests/core/record/recorded_board.hpp"

using namespace seqboard;
using namespace seqboard::record;
using namespace std::chrono_literals;
using seqboard::testing::MemoryFile;
using seqboard::testing::read;
using seqboard::testing::RecordedBoard;
using seqboard::testing::said_on;

namespace {

struct Flight : RecordedBoard {
    FlightOptions options{.before = 2s, .after = 1s, .twins = false};
    std::unique_ptr<FlightRecorder> recorder{};

    void start() {
        recorder = std::make_unique<FlightRecorder>(
            board, options, make_file(),
            [] {
                return Surroundings{{{"board", "bench"}}, {}};
            },
            [] {
                return Surroundings{{}, {{.log_ns = 0, .name = "log/sensor.log", .media_type = "text/plain", .data = {}}}};
            });
    }
    /// A hundred ranges a second, numbered from the first.
    void run(Duration time) {
        if (!recorder) start();
        for (const Time end = now + time; now < end;) {
            say(static_cast<float>(++said));
            recorder->step(now, now);
        }
    }
    void trigger(const char* why) { recorder->trigger(why, now); }

    /// Until the thread that writes has completed so many.
    void await_files(std::uint32_t count) const {
        for (; recorder->state().files + recorder->state().lost < count; std::this_thread::yield()) recorder->step(now, now);
    }
    int said = 0;
};

std::string flight_value(const McapReader& reader, const std::string& key) {
    for (const McapMetadata& metadata : reader.metadata())
        if (metadata.name == "flight" && metadata.values.contains(key)) return metadata.values.at(key);
    return "";
}

}  // namespace

TEST_CASE("nothing is written until something happens; then the time before it and after it, each sample once") {
    Flight flight;
    flight.run(30s);
    CHECK(flight.files.empty());
    CHECK(flight.recorder->state().phase == FlightPhase::kArmed);
    flight.trigger("a noise");
    flight.run(3s);
    flight.await_files(1);
    REQUIRE(flight.files.size() == 1);
    const McapReader reader = read(flight.files[0]);
    CHECK(reader.faults().empty());
    const std::vector<float> said = said_on(reader, "range");
    REQUIRE(said.size() >= 300);
    CHECK(said.front() <= 2801);
    CHECK(said.back() == Approx(3101).margin(1));
    for (std::size_t i = 1; i < said.size(); ++i) REQUIRE(said[i] == said[i - 1] + 1);
    CHECK(flight_value(reader, "why") == "a noise");
    CHECK(flight_value(reader, "at_ns") == std::to_string(35'000'000'000));
    CHECK(flight_value(reader, "missed") == "0");
    CHECK(reader.attachments().at(0).name == "log/sensor.log");
    CHECK(flight.recorder->state().triggers == 1);
    CHECK(flight.recorder->state().files == 1);
}

TEST_CASE("a slot that said something once, long ago, is in every file, with its stamp") {
    Flight flight;
    flight.say_pose(7);
    const std::uint64_t stamp_ns = ns_of(flight.now);
    for (std::uint32_t event = 1; event <= 2; ++event) {
        flight.run(60s);
        flight.trigger("a noise");
        flight.run(2s);
        flight.await_files(event);
    }
    for (const MemoryFile& file : flight.files) {
        const McapReader reader = read(file);
        CHECK(said_on(reader, "base.pose") == std::vector<float>{7});
        CHECK(said_on(reader, "range").size() < 2000);
        const RecordedRun run{{&reader}};
        CHECK_FALSE(run.begins_with_run());
        REQUIRE(run.samples_of("base.pose").size() == 1);
        CHECK(run.samples_of("base.pose").front().header.stamp_ns == stamp_ns);
        CHECK(run.samples().front().log_ns == run.samples_of("base.pose").front().log_ns);
    }
}

TEST_CASE("what a slot says once within the time before is there once, and not again as what it said before") {
    Flight flight;
    flight.run(30s);
    flight.say_pose(3);
    flight.run(1s);
    flight.trigger("a noise");
    flight.run(2s);
    flight.await_files(1);
    CHECK(said_on(read(flight.files[0]), "base.pose") == std::vector<float>{3});
}

TEST_CASE("the memory is bounded by bytes: where it is too small for the time before, the file says how far it reaches") {
    Flight flight;
    flight.options.before = 60s;
    flight.options.ram_bytes = FlightRecorder::kLeastRam;
    flight.options.simulated = true;  // it waits for its thread: the test's clock is faster
    flight.run(60s);
    const std::uint32_t held_ms = flight.recorder->state().held_ms;
    CHECK(held_ms > 3'000);
    CHECK(held_ms < 30'000);
    flight.trigger("a noise");
    flight.run(2s);
    flight.await_files(1);
    const McapReader reader = read(flight.files[0]);
    CHECK(said_on(reader, "range").size() >= held_ms / 10);
    CHECK_THAT(flight_value(reader, "begins"), Catch::Contains("before it, 60.00 s were asked for"));
    CHECK(flight_value(reader, "missed") == "0");
}

TEST_CASE("triggers that come before the time after the last is over share its file, which ends that long after the last of them") {
    Flight flight;
    flight.run(5s);
    flight.trigger("one");
    flight.run(500ms);
    flight.trigger("two");
    flight.run(900ms);
    CHECK(flight.recorder->state().phase == FlightPhase::kAfter);
    flight.run(2s);
    flight.await_files(1);
    REQUIRE(flight.files.size() == 1);
    const McapReader reader = read(flight.files[0]);
    CHECK(flight_value(reader, "why") == "one");
    CHECK(flight_value(reader, "why, 0.50 s later") == "two");
    CHECK(said_on(reader, "range").back() == Approx(650).margin(1));
    CHECK(flight.recorder->state().triggers == 2);
}

TEST_CASE("a trigger that never ends fills no file without end: after eight of them the next has a file of its own") {
    Flight flight;
    flight.run(5s);
    for (int i = 0; i < 12; ++i) {
        flight.trigger("again");
        flight.run(500ms);
    }
    flight.run(3s);
    flight.await_files(2);
    flight.run(2s);
    CHECK(flight.recorder->state().triggers == 12);
    CHECK(flight.files.size() == 2);
    const std::vector<float> first = said_on(read(flight.files[0]), "range"), second = said_on(read(flight.files[1]), "range");
    CHECK(second.front() >= first.back());  // no sample is in two files, but for what the slot says at the second's beginning
    CHECK(second.front() <= first.back() + 1);
}

TEST_CASE("what a writer says after a restart is defined in the file, also when it was restarted long before") {
    Flight flight;
    flight.run(5s);
    flight.bind(2);
    flight.run(20s);
    flight.bind(3);
    flight.run(20s);
    flight.trigger("a noise");
    flight.run(500ms);
    flight.bind(4);
    flight.run(2s);
    flight.await_files(1);
    const McapReader reader = read(flight.files[0]);
    CHECK(reader.faults().empty());
    std::set<std::string> epochs;
    reader.messages([&](const McapMessage& message) { epochs.insert(reader.channels().at(message.channel).metadata.at("epoch")); });
    CHECK(epochs == std::set<std::string>{"3", "4"});
}

TEST_CASE("an event whose file cannot be written is counted as lost, and the next one is written, with all that it refers to") {
    Flight flight;
    flight.options.twins = true;
    flight.room = 100;
    flight.run(5s);
    flight.say_pose(7);
    flight.trigger("one");
    flight.run(3s);
    flight.await_files(1);
    CHECK(flight.recorder->state().lost == 1);
    CHECK(flight.recorder->state().files == 0);
    flight.room = std::numeric_limits<std::size_t>::max();
    flight.run(5s);
    flight.trigger("two");
    flight.run(3s);
    flight.await_files(2);
    CHECK(flight.recorder->state().files == 1);
    const McapReader reader = read(flight.files.back());
    CHECK(reader.faults().empty());
    CHECK(said_on(reader, "base.pose") == std::vector<float>{7});
    std::set<std::string> topics;
    reader.messages([&](const McapMessage& message) { topics.insert(reader.channels().at(message.channel).topic); });
    CHECK(topics == std::set<std::string>{"/range", "/base/pose", "/ros/range", "/ros/base/pose"});
}

TEST_CASE("a recorder that is stopped completes its file, and says that it ends before its time; without an event it writes none") {
    Flight flight;
    flight.run(5s);
    flight.trigger("a noise");
    flight.run(200ms);
    flight.recorder->finish();
    REQUIRE(flight.files.size() == 1);
    const McapReader reader = read(flight.files[0]);
    CHECK(reader.faults().empty());
    CHECK_THAT(flight_value(reader, "ends"), Catch::Contains("before its time"));
    CHECK(said_on(reader, "range").back() == 520);
    Flight quiet;
    quiet.run(5s);
    quiet.recorder->finish();
    CHECK(quiet.files.empty());
    CHECK(quiet.recorder->state().phase == FlightPhase::kEnded);
}

TEST_CASE("what was said long before the recorder was started is state, and does not stretch the file") {
    Flight flight;
    flight.say_pose(7);
    flight.now += 3600s;
    flight.run(1s);
    flight.trigger("a noise");
    flight.run(2s);
    flight.await_files(1);
    const McapReader reader = read(flight.files[0]);
    const RecordedRun run{{&reader}};
    CHECK(run.samples().back().log_ns - run.samples().front().log_ns < 3'000'000'000);
    CHECK(said_on(reader, "base.pose") == std::vector<float>{7});
}

TEST_CASE("samples that were overwritten before they were taken are counted in the file") {
    Flight flight;
    flight.run(5s);
    for (int i = 0; i < 50; ++i) flight.say(0);
    flight.run(100ms);
    flight.trigger("a noise");
    flight.run(2s);
    flight.await_files(1);
    CHECK(std::stoi(flight_value(read(flight.files[0]), "missed")) > 40);
    CHECK(flight.recorder->state().missed > 40);
}
