// What a scope waits for, what it captures, and into which files.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <thread>

#include "core/exit_code.hpp"
#include "core/messages/clock_state.hpp"
#include "tests/cli/command_here.hpp"
#include "tests/cli/fake_node.hpp"
#include "tests/cli/terminal_process.hpp"
#include "tests/scratch/eventually.hpp"

using namespace seqboard;
using namespace seqboard::testing;
using namespace std::chrono_literals;
using Json = nlohmann::json;

namespace {

constexpr int code(ExitCode exit) { return static_cast<int>(exit); }

/// A board with a sonar whose range grows by a decimetre with each sample, from 0.1 m to 3 m and again.
class SonarBoard {
public:
    SonarBoard() {
        sonar.live(NodeStatus{.state = NodeState::kReady});
        say(0.1f);
    }
    void say(float range_m) { sonar.publish(Range{.range_m = range_m}, monotonic_now()); }

    ProgramOutput scope(std::vector<std::string> words) {
        words.insert(words.begin(), "scope");
        const std::jthread saying{[this](const std::stop_token& enough) {
            int decimetres = 1;
            eventually([&] {
                decimetres = decimetres % 30 + 1;
                say(0.1f * static_cast<float>(decimetres));
                return enough.stop_requested();
            });
        }};
        return command_here(scratch, std::move(words));
    }
    std::string file(const std::string& name) const { return scratch.root() + "/" + name; }

    ScratchBoard scratch;
    std::shared_ptr<Blackboard> board = Blackboard::open(scratch.place());
    FakeNode sonar{*board, "sonar", "range"};
};

std::string content_of(const std::string& path) {
    std::ostringstream text;
    text << std::ifstream{path}.rdbuf();
    return text.str();
}

}  // namespace

TEST_CASE("a scope catches a field that rises and one that falls") {
    SonarBoard board;
    for (const char* const edge : {"--rises", "--falls"}) {
        const ProgramOutput output = board.scope({edge, "range.range_m=1.55m", "--before", "5ms", "--after", "5ms", "--json"});
        INFO(output.err);
        REQUIRE(output.exit_code == 0);
        const Json capture = Json::parse(output.out);
        const Json& field = capture["fields"][0];
        CHECK(field["field"] == "range.range_m");  // the trigger's, as none was named
        for (std::size_t i = 0; i < field["values"].size(); ++i) {
            CHECK(field["times_s"][i] >= -0.005);
            CHECK(field["times_s"][i] <= 0.005);
            if (field["times_s"][i] == 0.0) CHECK((field["values"][i] > 1.55) == (std::string{edge} == "--rises"));
        }
    }
}

TEST_CASE("a scope shows what its trigger is about, each field once, or what it is told to") {
    SonarBoard board;
    const auto fields = [&](std::vector<std::string> words) {
        words.insert(words.end(), {"--before", "1ms", "--after", "1ms", "--json"});
        const ProgramOutput output = board.scope(words);
        INFO(output.err);
        REQUIRE(output.exit_code == 0);
        std::vector<std::string> names;
        const Json capture = Json::parse(output.out);
        for (const Json& field : capture["fields"]) names.push_back(field["field"].get<std::string>());
        return names;
    };
    using Names = std::vector<std::string>;
    CHECK(fields({"-t", "range.range_m > 2m and range.range_m < 2.5m and range.bearing_rad == 0 and range.age < 1s"}) ==
          Names{"range.range_m", "range.bearing_rad"});
    CHECK(fields({"-t", "range.range_m > 2m", "sonar.status.steps"}) == Names{"sonar.status.steps"});
}

TEST_CASE("a scope is told what to wait for in one way, and what to look at where the trigger has no field") {
    SonarBoard board;
    const auto refused = [&](std::vector<std::string> words, const std::string& sentence) {
        words.insert(words.begin(), "scope");
        const ProgramOutput output = command_here(board.scratch, words);
        CHECK(output.exit_code == code(ExitCode::kUsage));
        CHECK_THAT(output.err, Catch::Contains(sentence));
    };
    refused({"range.range_m"}, "say what to wait for");
    refused({"--rises", "range.range_m=1m", "--falls", "range.range_m=1m"}, "say what to wait for");
    refused({"-t", "range.age > 1s"}, "the trigger has no field in it");
}

TEST_CASE("each of several captures has a file of its own, numbered before the ending") {
    SonarBoard board;
    std::filesystem::create_directories(board.file("v1.0"));
    const auto captured = [&](const std::string& path, const std::string& count) {
        const ProgramOutput output = board.scope(
            {"--rises", "range.range_m=1.5m", "--before", "1ms", "--after", "1ms", "--count", count, "--csv", board.file(path)});
        INFO(output.err);
        CHECK(output.exit_code == 0);
    };
    captured("a.csv", "2");
    CHECK(std::filesystem::exists(board.file("a_0001.csv")));
    CHECK(std::filesystem::exists(board.file("a_0002.csv")));
    captured("v1.0/plain", "2");
    CHECK(std::filesystem::exists(board.file("v1.0/plain_0002")));
    captured("v1.0/.hidden", "2");
    CHECK(std::filesystem::exists(board.file("v1.0/.hidden_0002")));
    captured("v1.0/one", "1");
    CHECK_THAT(content_of(board.file("v1.0/one")), Catch::StartsWith("time_s,range.range_m\n"));
}

TEST_CASE("a scope that repeats ends with Ctrl-C, and captures as often as it could") {
    SonarBoard board;
    int decimetres = 0;
    const ProgramOutput output = interrupted_here(
        board.scratch, {"scope", "--rises", "range.range_m=1.5m", "--before", "1ms", "--after", "1ms", "--repeat", "--json"},
        [&](const std::string& out) {
            board.say(0.1f * static_cast<float>(decimetres = decimetres % 30 + 1));
            return std::count(out.begin(), out.end(), '\n') >= 3;
        });
    CHECK(output.exit_code == 0);
    CHECK(output.out.find("\"number\":3") != std::string::npos);
}

TEST_CASE("a capture that is under way when q is pressed is reported as far as it got") {
    SonarBoard board;
    TerminalProcess scope{board.scratch, {"scope", "-t", "range.range_m > 99m", "--before", "1min", "--after", "1min"}};
    REQUIRE(scope.shows("f: trigger now, q: end"));
    scope.press("xfq");
    CHECK(scope.wait() == 0);
    CHECK_THAT(scope.screen.text(), Catch::Contains("trigger 1 at ") && Catch::Contains("range.range_m is known from -"));
}

TEST_CASE("what holds when a scope begins has to end first, and nothing is captured until then") {
    SonarBoard board;
    const ProgramOutput output = command_here(board.scratch, {"scope", "-t", "range.range_m < 1m", "--timeout", "30ms"});
    CHECK(output.exit_code == code(ExitCode::kFailed));
    CHECK_THAT(output.err, Catch::Contains("it does already, and has to end first") && Catch::Contains("nothing was captured"));
    CHECK_THAT(command_here(board.scratch, {"scope", "-t", "range.range_m > 1m", "--timeout", "30ms"}).err,
               !Catch::Contains("it does already"));
}

TEST_CASE("samples that a scope could not take in time are told") {
    SonarBoard board;
    int said = 0;
    const ProgramOutput output =
        interrupted_here(board.scratch, {"scope", "--rises", "range.range_m=1m", "--before", "1ms", "--after", "1ms", "--repeat"},
                         [&](const std::string& out) {
                             for (int i = 0; i < 50; ++i) board.say(++said % 2 == 0 ? 0.5f : 2.0f);
                             return out.find("samples missed; give these slots more cells") != std::string::npos;
                         });
    CHECK(output.exit_code == 0);
    CHECK_THAT(output.out, Catch::Contains("samples missed; give these slots more cells to lose none"));
}

TEST_CASE("a trigger on another clock than the fields fires when it is seen, and a clock that stands ends the capture") {
    SonarBoard board;
    StepContext context;
    OutputPort status{"status", slot_spec<NodeStatus>("sim.status"), context}, clock{"clock", slot_spec<ClockState>("clock"), context},
        pose{"pose", slot_spec<Range>("depth"), context};
    const auto sim = board.board->create("sim", {status.spec, clock.spec, pose.spec});
    int at = 0;
    for (OutputPort* const port : {&status, &clock, &pose}) port->bind(sim->writer(static_cast<std::size_t>(at++)), 1);
    context.begin(time_from_ns(1'000'000'000));
    const NodeStatus in_lockstep{.state = NodeState::kReady, .clock = ClockMode::kLockstep};
    status.write(&in_lockstep, sizeof in_lockstep);
    const ClockState state{.now_ns = 1'000'000'000, .step_ns = 10'000'000, .tick = 100, .run = ClockRun::kRunning};
    clock.write(&state, sizeof state);
    const Range depth{.range_m = 7};
    pose.write(&depth, sizeof depth);
    const ProgramOutput output =
        board.scope({"--rises", "range.range_m=1.5m", "depth.range_m", "--before", "10ms", "--after", "10ms", "--json"});
    INFO(output.err);
    REQUIRE(output.exit_code == 0);
    const Json capture = Json::parse(output.out);
    CHECK(capture["stamp_ns"] == 1'000'000'000);
    CHECK(capture["fields"][0]["values"] == Json{7.0});
}
