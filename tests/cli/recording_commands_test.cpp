// Recordings made, looked into, mended and played again, on a board whose nodes the test plays itself.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>

#include "core/exit_code.hpp"
#include "core/messages/clock_state.hpp"
#include "core/messages/range.hpp"
#include "core/record/mcap_writer.hpp"
#include "core/record/recording_file.hpp"
#include "core/segment/newest_sample.hpp"
#include "tests/cli/command_here.hpp"
#include "tests/cli/fake_node.hpp"

using namespace seqboard;
using namespace seqboard::testing;
using namespace std::chrono_literals;
using Json = nlohmann::json;

namespace {

constexpr int code(ExitCode exit) { return static_cast<int>(exit); }

/// A board on which `sonar` has said three ranges, and a folder for recordings.
class RecordedBoard {
public:
    RecordedBoard() {
        const Time now = monotonic_now();
        for (int i = 0; i < 3; ++i) sonar->publish(Range{.range_m = static_cast<float>(i + 1)}, now + i * 10ms);
        sonar->publish(NodeStatus{.state = NodeState::kReady}, now);
    }

    ProgramOutput run(std::vector<std::string> words) const { return command_here(scratch, std::move(words)); }
    ProgramOutput record(std::vector<std::string> more = {}) const {
        std::vector<std::string> words = {"record", "-o", folder(), "--name", "run", "--duration", "1ms"};
        words.insert(words.end(), more.begin(), more.end());
        return run(words);
    }
    std::string folder() const { return scratch.root() + "/recordings/deep"; }
    std::string file(const std::string& name = "run_0000.mcap") const { return folder() + "/" + name; }
    std::string cut_file() const {
        std::filesystem::copy_file(file(), file("cut.mcap"));
        std::filesystem::resize_file(file("cut.mcap"), std::filesystem::file_size(file()) - 100);
        return file("cut.mcap");
    }

    ScratchBoard scratch;
    std::shared_ptr<Blackboard> board = Blackboard::open(scratch.place());
    std::optional<FakeNode> sonar{std::in_place, *board, "sonar", "range"};
};

/// A recording in which somebody else has written what no board of ours says.
void write_foreign_file(const std::string& path) {
    record::McapWriter writer{4096};
    record::DiskFile file{path};
    writer.begin(file, {{}, {{.id = 1, .schema = 7, .topic = "/other", .encoding = "json", .metadata = {}}}});
    record::Chunk chunk{4096, 16};
    const std::array<std::byte, 12> data{};
    chunk.add({1, 1, 1'000, 1'000, data});
    writer.add(chunk);
    writer.finish();
}

}  // namespace

TEST_CASE("what is recorded is in the file, and the next recording is another file") {
    const RecordedBoard board;
    const ProgramOutput recorded = board.record();
    INFO(recorded.err);
    CHECK(recorded.exit_code == 0);
    CHECK_THAT(recorded.out, Catch::StartsWith("4 samples of 2 slots, 0 missed, 1 files, "));
    const Json info = Json::parse(board.run({"info", board.file(), "--json"}).out);
    CHECK(info.at("faults").empty());
    std::map<std::string, int> samples;
    for (const Json& channel : info.at("channels")) samples[channel.at("topic").get<std::string>()] = channel.at("samples").get<int>();
    CHECK(samples["/range"] == 3);
    CHECK(samples["/sonar/status"] == 1);

    CHECK(board.record({"--slots", "range"}).out.starts_with("3 samples of 1 slots"));
    const ProgramOutput shown = board.run({"info", board.file("run_0001.mcap")});
    CHECK(shown.exit_code == 0);
    CHECK_THAT(shown.out, Catch::Contains("4 samples in 20.0 ms") && Catch::Contains("/range") && Catch::Contains("/ros/range") &&
                              Catch::Contains("sonar") && Catch::Contains("seqboard: board: test"));
    CHECK(shown.out.find("fault: ") == std::string::npos);
}

TEST_CASE("a recording goes on until somebody ends it, and has the name of the board") {
    const RecordedBoard board;
    const ProgramOutput output = interrupted_here(board.scratch, {"record", "-o", board.folder()}, [&](const std::string&) {
        std::error_code none_yet;
        return std::filesystem::file_size(board.file("test_0000.mcap"), none_yet) > 0 && !none_yet;
    });
    CHECK(output.exit_code == 0);
    CHECK(output.out.starts_with("4 samples of 2 slots"));
}

TEST_CASE("a recording that lasts finds nodes that begin later") {
    RecordedBoard board;
    std::optional<FakeNode> front;
    std::uintmax_t bytes = 0;
    int growths = 0;
    const auto grown_twice = [&](const std::string&) {
        std::error_code none_yet;
        const std::uintmax_t now = std::filesystem::file_size(board.file(), none_yet);
        if (none_yet || now == 0) return false;
        if (!front) front.emplace(*board.board, "front", "ahead"), bytes = now;
        front->publish(Range{.range_m = 1}, monotonic_now());
        growths += now > bytes;
        bytes = now;
        return growths >= 2;
    };
    const ProgramOutput output = interrupted_here(board.scratch, {"record", "-o", board.folder(), "--name", "run"}, grown_twice);
    CHECK(output.exit_code == 0);
    CHECK_THAT(output.out, Catch::Contains(" samples of 4 slots"));
}

TEST_CASE("a recording of a simulation has the simulated time") {
    const RecordedBoard board;
    StepContext context;
    OutputPort status{"status", slot_spec<NodeStatus>("sim.status"), context}, clock{"clock", slot_spec<ClockState>("clock"), context};
    const auto sim = board.board->create("sim", {status.spec, clock.spec});
    status.bind(sim->writer(0), 1);
    clock.bind(sim->writer(1), 1);
    context.begin(monotonic_now());
    const NodeStatus in_lockstep{.state = NodeState::kReady, .clock = ClockMode::kLockstep};
    status.write(&in_lockstep, sizeof in_lockstep);
    const ClockState state{.now_ns = 2'000'000'000, .step_ns = 10'000'000, .tick = 200, .run = ClockRun::kRunning};
    clock.write(&state, sizeof state);
    CHECK(board.record({"--slots", "sim.status"}).exit_code == 0);
    const Json info = Json::parse(board.run({"info", board.file(), "--json"}).out);
    CHECK(info.at("channels").at(0).at("first_ns") == 2'000'000'000);
}

TEST_CASE("a recording that has no room ends with its exit status, where it cannot begin as well") {
    const RecordedBoard board;
    std::filesystem::create_directories(board.scratch.root());
    std::ofstream{board.scratch.root() + "/file"} << "no folder";
    const ProgramOutput output = board.run({"record", "-o", board.scratch.root() + "/file", "--duration", "1ms"});
    CHECK(output.exit_code == code(ExitCode::kNoSpace));
    CHECK_THAT(output.err, Catch::Contains("/file/test_0000.mcap' cannot be made"));
}

TEST_CASE("a file that was cut off is told, mended once, and whole then") {
    const RecordedBoard board;
    board.record();
    CHECK(board.run({"record", "repair", board.file()}).out == board.file() + " is whole; nothing was written\n");
    const std::string cut = board.cut_file();
    const ProgramOutput damaged = board.run({"info", cut});
    CHECK(damaged.exit_code == code(ExitCode::kFailed));
    CHECK_THAT(damaged.out, Catch::Contains("\nfault: ") && Catch::Contains("seqboard record repair saves the rest"));
    const Json json = Json::parse(board.run({"info", cut, "--json"}).out);
    CHECK_FALSE(json.at("faults").empty());

    const ProgramOutput mended = board.run({"record", "repair", cut});
    CHECK(mended.exit_code == 0);
    CHECK_THAT(mended.out, Catch::StartsWith(board.file("cut.repaired.mcap") + ": ") && Catch::Contains("\nlost: "));
    const ProgramOutput whole = board.run({"info", board.file("cut.repaired.mcap")});
    CHECK(whole.exit_code == 0);
    CHECK_THAT(whole.out, Catch::Contains("repair: lost 1: "));
    CHECK(board.run({"record", "repair", cut}).exit_code == code(ExitCode::kNoSpace));
    CHECK(board.run({"record", "repair", cut, "-o", board.file("other")}).exit_code == 0);
    std::filesystem::rename(cut, board.file("cut"));
    CHECK_THAT(board.run({"record", "repair", board.file("cut")}).err, Catch::Contains("cut.repaired.mcap"));
}

TEST_CASE("what is no recording is refused by all who read one") {
    const RecordedBoard board;
    std::filesystem::create_directories(board.folder());
    std::ofstream{board.file("text")} << std::string(200, 'x');
    std::ofstream{board.file("empty")};
    const std::vector<std::vector<std::string>> commands = {{"info"}, {"record", "repair"}, {"replay", "-f"}};
    for (const auto& [name, exit] : {std::pair{"text", ExitCode::kBadSegment}, {"empty", ExitCode::kNoInput}, {"none", ExitCode::kNoInput}})
        for (std::vector<std::string> words : commands) {
            words.push_back(board.file(name));
            const ProgramOutput output = board.run(words);
            INFO(words.front() << " " << name << ": " << output.err);
            CHECK(output.exit_code == code(exit));
            CHECK_THAT(output.err, Catch::Contains(name));
        }
}

TEST_CASE("a channel that is no slot of ours is shown, and not played") {
    const RecordedBoard board;
    std::filesystem::create_directories(board.folder());
    write_foreign_file(board.file("foreign"));
    CHECK_THAT(board.run({"info", board.file("foreign")}).out, Catch::Contains("/other"));
    CHECK(Json::parse(board.run({"info", board.file("foreign"), "--json"}).out).at("channels").at(0).at("schema") == "");
    const ProgramOutput played = board.run({"replay", "-f", board.file("foreign")});
    CHECK(played.exit_code == code(ExitCode::kBadSegment));
    CHECK_THAT(played.err, Catch::Contains("has no slot of a board in it"));
}

TEST_CASE("a replay says again what was said, as old as it was") {
    RecordedBoard board;
    board.record();
    const ProgramOutput taken = board.run({"replay", "-f", board.file()});
    CHECK(taken.exit_code == code(ExitCode::kOwned));
    board.sonar.reset();
    const auto played = [&](std::vector<std::string> more) {
        more.insert(more.begin(), {"replay", "-f", board.file()});
        const ProgramOutput output = board.run(more);
        INFO(output.err);
        CHECK(output.exit_code == 0);
        return output.out;
    };
    const Time began = monotonic_now();
    CHECK(played({"--rate", "100"}) == "3 samples\n");  // not the status: that was the node's own
    const auto newest_range = newest<Range>(*board.board->attach("sonar"), "range");
    REQUIRE(newest_range);
    CHECK(newest_range->value.range_m == 3);
    CHECK(time_from_ns(newest_range->header.stamp_ns) >= began);
    CHECK(played({"--slots", "*"}) == "4 samples\n");
    CHECK(played({"--slots", "*", "--except", "range"}) == "1 samples\n");
    CHECK(played({"--from", "5ms"}) == "3 samples\n");  // one is what it had said last by then
    CHECK(played({"--to", "15ms"}) == "2 samples\n");
    CHECK(played({"--from", "1s"}) == "1 samples\n");
    const ProgramOutput none = board.run({"replay", "-f", board.file(), "--slots", "pose"});
    CHECK(none.exit_code == code(ExitCode::kNoInput));
    CHECK_THAT(none.err, Catch::Contains("no slot of the recording fits 'pose'"));
    CHECK(board.run({"replay"}).exit_code == code(ExitCode::kUsage));
}

TEST_CASE("a replay in a loop, or one that waits, ends when somebody says so") {
    RecordedBoard board;
    board.record();
    board.sonar.reset();
    const auto said = [&](std::uint32_t sequence) {
        const auto segment = std::make_shared<Blackboard>(make_backend(board.scratch.place()), "test")->attach_trusted("sonar");
        const auto sample = segment ? newest<Range>(*segment, "range") : std::nullopt;
        return sample && sample->header.sequence >= sequence;
    };
    const ProgramOutput looped =
        interrupted_here(board.scratch, {"replay", "-f", board.file(), "--loop"}, [&](const std::string&) { return said(10); });
    CHECK(looped.exit_code == 0);
    CHECK(std::stoi(looped.out) >= 6);
    const ProgramOutput slow =
        interrupted_here(board.scratch, {"replay", "-f", board.file(), "--rate", "0.01"}, [](const std::string&) { return true; });
    CHECK(slow.exit_code == 0);
    CHECK(std::stoi(slow.out) < 3);
}

TEST_CASE("the parts of a recording are played as one, and a part that is damaged as far as it goes") {
    RecordedBoard board;
    board.record();
    board.sonar->publish(Range{.range_m = 9}, monotonic_now());
    board.record();
    board.sonar.reset();
    const std::string cut = board.cut_file();
    const ProgramOutput output = board.run({"replay", "-f", cut, "-f", board.file("run_0001.mcap"), "--rate", "1000"});
    CHECK(output.exit_code == 0);
    CHECK(output.out == "4 samples\n");
    CHECK_THAT(output.err, Catch::StartsWith("seqboard: " + cut + ": "));
}
