// Recorders whose disk stands still for a while, or is slower than the samples: what they lose, what they wait for.
#include <catch2/catch.hpp>

#include <atomic>
#include <thread>

#include "core/record/flight_recorder.hpp"
#include "tests/core/record/recorded_board.hpp"

using namespace seqboard;
using namespace seqboard::record;
using namespace std::chrono_literals;
using seqboard::testing::MemoryFile;
using seqboard::testing::read;
using seqboard::testing::RecordedBoard;
using seqboard::testing::said_on;

namespace {

/// A file that takes nothing while its gate is closed.
class GatedFile final : public RecordingFile {
public:
    GatedFile(MemoryFile& file, const std::atomic<bool>& open) : file_{file}, open_{open} {}
    void append(std::span<const std::byte> bytes) override {
        while (!open_) std::this_thread::yield();
        file_.append(bytes);
    }
    void cut(std::uint64_t bytes) override { file_.cut(bytes); }
    void sync() override { file_.sync(); }

private:
    MemoryFile& file_;
    const std::atomic<bool>& open_;
};

struct Gated : RecordedBoard {
    std::atomic<bool> open = true;

    ~Gated() { open = true; }
    MakeFile gated_file() {
        return [this](unsigned) { return std::make_unique<GatedFile>(files.emplace_back(), open); };
    }
    static LookAround nothing() {
        return [] { return Surroundings{}; };
    }
    FlightRecorder flight_recorder(FlightOptions options) {
        return FlightRecorder{board, std::move(options), gated_file(), nothing(), nothing()};
    }
};

}  // namespace

TEST_CASE("while the disk stands still a recorder misses samples and counts them, and goes on when the disk does") {
    Gated robot;
    Recorder recorder{robot.board, {.chunk_bytes = 1024, .twins = false}, robot.gated_file(), Gated::nothing(), Gated::nothing()};
    robot.open = false;
    for (int i = 1; i <= 500; ++i) {
        robot.say(static_cast<float>(i));
        recorder.step(robot.now, robot.now);
    }
    const std::uint64_t taken = recorder.state().samples;
    CHECK(taken < 200);
    CHECK(recorder.state().phase == RecordingPhase::kRecording);
    robot.open = true;
    for (; recorder.state().samples == taken; std::this_thread::yield()) recorder.step(robot.now, robot.now);
    recorder.finish();
    CHECK(recorder.state().missed > 300);
    CHECK(recorder.state().phase == RecordingPhase::kEnded);
    recorder.step(robot.now, robot.now);  // nothing is recorded any more
    const McapReader reader = read(robot.files.at(0));
    CHECK(reader.faults().empty());
    CHECK(said_on(reader, "range").back() == 500);
}

TEST_CASE("a recorder that is ended while the disk stands still waits for it, and its file is whole") {
    Gated robot;
    Recorder recorder{robot.board, {.chunk_bytes = 1024, .twins = false}, robot.gated_file(), Gated::nothing(), Gated::nothing()};
    robot.open = false;
    for (int i = 1; i <= 500; ++i) {
        robot.say(static_cast<float>(i));
        recorder.step(robot.now, robot.now);
    }
    std::jthread later{[&] { robot.open = true; }};
    recorder.finish();
    CHECK(recorder.state().files == 1);
    CHECK(read(robot.files.at(0)).faults().empty());
}

TEST_CASE(
    "while the disk stands still a flight recorder loses what comes after the trigger, and completes its file when the disk goes on") {
    Gated robot;
    FlightRecorder recorder = robot.flight_recorder({.ram_bytes = FlightRecorder::kLeastRam, .before = 1s, .after = 40s, .twins = false});
    const auto run = [&](int samples) {
        for (int i = 0; i < samples; ++i) {
            robot.say(1);
            recorder.step(robot.now, robot.now);
        }
    };
    run(500);
    robot.open = false;
    recorder.trigger("a noise", robot.now);
    run(5000);
    CHECK(recorder.state().phase == FlightPhase::kAfter);  // its time is over, its file has not got an end
    robot.open = true;
    while (recorder.state().files == 0) {
        recorder.step(robot.now, robot.now);
        std::this_thread::yield();
    }
    const McapReader reader = read(robot.files.at(0));
    CHECK(reader.faults().empty());
    CHECK(said_on(reader, "range").size() > 500);
    CHECK(recorder.state().missed > 100);
    recorder.finish();
    recorder.step(robot.now, robot.now);
    CHECK(recorder.state().phase == FlightPhase::kEnded);
}

TEST_CASE("a flight recorder that is ended while the disk stands still completes its file as soon as it can") {
    Gated robot;
    FlightRecorder recorder = robot.flight_recorder({.ram_bytes = FlightRecorder::kLeastRam, .before = 1s, .after = 100s, .twins = false});
    recorder.step(robot.now, robot.now);
    robot.open = false;
    recorder.trigger("a noise", robot.now);
    for (int i = 0; i < 2000; ++i) {
        robot.say(1);
        recorder.step(robot.now, robot.now);
    }
    std::jthread later{[&] { robot.open = true; }};
    recorder.finish();
    CHECK(recorder.state().files == 1);
    CHECK(read(robot.files.at(0)).faults().empty());
}

TEST_CASE("where time is simulated a recorder waits for a slow disk and loses nothing") {
    Gated robot;
    robot.open = false;
    std::atomic<bool> done = false;
    // The gate opens for a moment, again and again.
    std::jthread disk{[&] {
        while (!done) {
            robot.open = !robot.open;
            std::this_thread::yield();
        }
        robot.open = true;
    }};
    std::uint32_t samples = 0;
    const bool flight = GENERATE(false, true);
    if (flight) {
        FlightRecorder recorder =
            robot.flight_recorder({.ram_bytes = FlightRecorder::kLeastRam, .before = 1s, .after = 15s, .twins = false, .simulated = true});
        recorder.step(robot.now, robot.now);
        recorder.trigger("a noise", robot.now);
        for (int i = 1; i <= 2000; ++i) {
            robot.say(static_cast<float>(++samples));
            recorder.step(robot.now, robot.now);
        }
        done = true;
        recorder.finish();
        CHECK(recorder.state().missed == 0);
    } else {
        Recorder recorder{
            robot.board, {.chunk_bytes = 1024, .twins = false, .simulated = true}, robot.gated_file(), Gated::nothing(), Gated::nothing()};
        for (int i = 1; i <= 2000; ++i) {
            robot.say(static_cast<float>(++samples));
            recorder.step(robot.now, robot.now);
        }
        done = true;
        recorder.finish();
        CHECK(recorder.state().missed == 0);
    }
    const McapReader reader = read(robot.files.at(0));
    CHECK(reader.faults().empty());
    const std::vector<float> said = said_on(reader, "range");
    REQUIRE(said.size() > 1400);
    for (std::size_t i = 1; i < said.size(); ++i) REQUIRE(said[i] == said[i - 1] + 1);
}
