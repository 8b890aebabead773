// What people ask of a supervisor, and what they are told of its answer: down, restart, reload, resume, safe-stop, wait, status.
#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "core/exit_code.hpp"
#include "tests/cli/command_here.hpp"
#include "tests/cli/fake_node.hpp"
#include "tests/cli/fake_supervisor.hpp"

using namespace seqboard;
using namespace seqboard::testing;
using Json = nlohmann::json;

namespace {

constexpr int code(ExitCode exit) { return static_cast<int>(exit); }
const std::vector<std::string> kAtOnce = {"--timeout", "0.1"};

std::vector<std::string> with(std::vector<std::string> words, const std::vector<std::string>& more) {
    words.insert(words.end(), more.begin(), more.end());
    return words;
}

/// A board with a supervisor on it, all in this process.
class SupervisedBoard {
public:
    ProgramOutput run(std::vector<std::string> words) const { return command_here(scratch, std::move(words)); }

    /// The command, and what the supervisor does at its request.
    ProgramOutput run(std::vector<std::string> words, std::function<void(const LaunchRequest&)> carry_out) {
        const OneAnswer answer{*board, *supervisor, std::move(carry_out)};
        return command_here(scratch, std::move(words));
    }

    ScratchBoard scratch;
    std::shared_ptr<Blackboard> board = Blackboard::open(scratch.place());
    /// As another process would see it: who looks at a segment through the board that has made it keeps it.
    Blackboard elsewhere{make_backend(scratch.place()), "test"};
    std::optional<FakeSupervisor> supervisor{std::in_place, *board};
};

}  // namespace

TEST_CASE("restart says what became of the node") {
    SupervisedBoard set;
    set.supervisor->say();
    const auto becomes = [&](Supervised state) {
        return set.run({"restart", "sonar"}, [&, state](const LaunchRequest& request) {
            CHECK(request.verb == LaunchVerb::kRestart);
            CHECK(text_in(request.node) == "sonar");
            set.supervisor->sonar.state = state;
        });
    };
    ProgramOutput output = becomes(Supervised::kReady);
    CHECK(output.exit_code == 0);
    CHECK(output.out == "sonar: ready, process 4711\n");
    output = becomes(Supervised::kFailed);
    CHECK(output.exit_code == code(ExitCode::kFailed));
    CHECK_THAT(output.err, Catch::Contains("sonar: it ended again; see its log"));

    output = set.run(with({"restart", "sonar"}, kAtOnce));  // nobody answers
    CHECK(output.exit_code == code(ExitCode::kFailed));
    CHECK_THAT(output.err, Catch::Contains("sonar: not ready in time"));
    output = set.run({"restart", "sonra"});
    CHECK(output.exit_code == code(ExitCode::kNoInput));
    CHECK(output.err == "seqboard: 'sonra' is no node of the running set; did you mean 'sonar'?\n");
}

TEST_CASE("restart tells of a supervisor that ends instead of answering") {
    SupervisedBoard set;
    set.supervisor->say();
    OperatorInbox inbox;
    const std::jthread end{[&] {
        eventually([&] { return inbox.take(set.elsewhere).has_value(); });
        set.supervisor.reset();
        set.board->backend().remove(kSupervisorNode);
    }};
    const ProgramOutput output = set.run({"restart", "sonar"});
    CHECK(output.exit_code == code(ExitCode::kFailed));
    CHECK_THAT(output.err, Catch::Contains("sonar: the supervisor has ended"));
}

TEST_CASE("resume succeeds only when the motors are enabled, and says what is in the way") {
    SupervisedBoard set;
    set.supervisor->say();
    ProgramOutput output = set.run({"resume"}, [](const LaunchRequest& request) { CHECK(request.verb == LaunchVerb::kResume); });
    CHECK(output.exit_code == 0);
    CHECK(output.out == "board 'test': motors enabled\n");
    output = set.run({"resume"}, [&](const LaunchRequest&) {
        set.supervisor->enable = {.reason = EnableReason::kNodeDied};
        put_text(set.supervisor->enable.node, "sonar");
    });
    CHECK(output.exit_code == code(ExitCode::kFailed));
    CHECK(output.err == "seqboard: board 'test': motors stay disabled: 'sonar' died\n");
}

TEST_CASE("safe-stop tells that the motors are disabled once the supervisor says so") {
    SupervisedBoard set;
    set.supervisor->say();
    const ProgramOutput output = set.run({"safe-stop"}, [](const LaunchRequest& request) { CHECK(request.verb == LaunchVerb::kSafeStop); });
    CHECK(output.exit_code == 0);
    CHECK(output.out == "board 'test': motors disabled until seqboard resume\n");
}

TEST_CASE("reload prints the supervisor's report, and fails when it was refused or comes too late") {
    SupervisedBoard set;
    set.supervisor->say();
    const std::string folder = set.scratch.directory() + "/log";
    std::filesystem::create_directories(folder);
    std::ofstream{folder + "/reload.log"} << "sonar: starts anew\n";
    ProgramOutput output = set.run({"reload"}, [](const LaunchRequest& request) { CHECK(request.verb == LaunchVerb::kReload); });
    CHECK(output.exit_code == 0);
    CHECK(output.out == "sonar: starts anew\n");
    output = set.run({"reload"}, [&](const LaunchRequest&) { set.supervisor->status.reload_refused = true; });
    CHECK(output.exit_code == code(ExitCode::kConfig));
    CHECK(output.err == "sonar: starts anew\n");
    output = set.run(with({"reload"}, kAtOnce));
    CHECK(output.exit_code == code(ExitCode::kFailed));
    CHECK_THAT(output.err, Catch::Contains("not reloaded within 0.1 s"));
}

TEST_CASE("down takes away what people wrote by hand, and says when the set does not end") {
    SupervisedBoard set;
    set.supervisor->say();
    const ProgramOutput late = set.run(with({"down"}, kAtOnce));
    CHECK(late.exit_code == code(ExitCode::kFailed));
    CHECK_THAT(late.err, Catch::Contains("board 'test' is still stopping after 0.1 s"));

    { FakeNode sonar{*set.board, "sonar", "range"}; }
    OperatorInbox inbox;
    const std::jthread end{[&] {
        eventually([&] {
            const auto request = inbox.take(set.elsewhere);
            return request && request->verb == LaunchVerb::kDown;
        });
        set.supervisor.reset();
    }};
    const ProgramOutput down = set.run({"down"});
    CHECK(down.exit_code == 0);
    CHECK(down.out == "board 'test' is down\n");
    CHECK(set.board->nodes() == std::vector<std::string>{"sonar", "supervisor"});  // their own supervisor removes those
}

TEST_CASE("who asks a supervisor that is not there is told which nodes live") {
    const ScratchBoard scratch;
    const auto board = Blackboard::open(scratch.place());
    for (const char* command : {"down", "reload", "resume", "safe-stop"}) {
        const ProgramOutput output = command_here(scratch, {command});
        CHECK(output.exit_code == code(ExitCode::kNoInput));
        CHECK(output.err == "seqboard: board 'test' has no supervisor; start a node set with seqboard up\n");
    }
    const std::string pid = std::to_string(::getpid());
    FakeNode sonar{*board, "sonar", "range"}, arm{*board, "arm", "reach"};
    { FakeNode dead{*board, "dead", "gone"}; }
    CHECK(command_here(scratch, {"down"}).err ==
          "seqboard: board 'test' has no supervisor; these nodes were started by hand: 'arm' (process " + pid + "), 'sonar' (process " +
              pid + ")\n");
}

TEST_CASE("wait returns when the nodes are ready, or says which are not") {
    SupervisedBoard set;
    const auto waited = [&](std::vector<std::string> nodes, Supervised state) {
        set.supervisor->sonar.state = state;
        set.supervisor->say();
        return set.run(with(with({"wait"}, nodes), {"-t", "1ms"}));
    };
    CHECK(waited({}, Supervised::kReady).exit_code == 0);
    CHECK(waited({"sonar"}, Supervised::kDone).exit_code == 0);
    CHECK(waited({}, Supervised::kHung).err == "seqboard: not ready: sonar (HUNG)\n");
    CHECK(waited({"arm"}, Supervised::kStarting).err == "seqboard: the running set has no such nodes\n");
    CHECK(waited({"arm", "sonar"}, Supervised::kDown).err == "seqboard: the running set has no such nodes: sonar (DOWN)\n");
    CHECK(waited({"sonar"}, Supervised::kStopping).exit_code == code(ExitCode::kFailed));

    const ProgramOutput up = set.run({"wait", "--down", "-t", "1ms"});
    CHECK(up.exit_code == code(ExitCode::kFailed));
    CHECK(up.err == "seqboard: board 'test' is still up\n");
    set.supervisor.reset();
    CHECK(set.run({"wait", "--down", "-t", "1ms"}).exit_code == 0);
    CHECK(set.run({"wait", "-t", "1ms"}).err == "seqboard: board 'test' has no supervisor\n");
}

TEST_CASE("wait goes on while there is no board yet") {
    const ScratchBoard scratch;
    const ProgramOutput output = command_here(scratch, {"wait", "-t", "30ms"});
    CHECK(output.exit_code == code(ExitCode::kFailed));
    CHECK_THAT(output.err, Catch::Contains("no board 'test'"));
}

TEST_CASE("status tells the mode, what disables the motors, and each node's last end") {
    SupervisedBoard set;
    FakeSupervisor& supervisor = *set.supervisor;
    put_text(supervisor.status.mode_name, "limp_home");
    supervisor.status.mode = SystemMode::kSafeStop;
    supervisor.enable = {.reason = EnableReason::kNodeHung, .enabled = 0, .waits_for_resume = 1};
    put_text(supervisor.enable.node, "sonar");
    supervisor.sonar = {.starts = 2, .failures = 1, .exit_code = 134, .type = supervisor.sonar.type, .state = Supervised::kFailed};
    supervisor.say();

    const ProgramOutput output = set.run({"status"});
    CHECK(output.exit_code == code(ExitCode::kFailed));
    CHECK_THAT(output.out, Catch::StartsWith("board test: SAFE_STOP (limp_home), 0 of 1 nodes ready, 0 restarts, /opt/robot.yaml"));
    CHECK_THAT(output.out, Catch::Contains("\nmotors disabled: 'sonar' hangs; all is ready again: seqboard resume\n"));
    CHECK_THAT(output.out, Catch::Contains("sonar  FAILED") && Catch::Contains(" 134 ") && Catch::Contains("range_node"));
    const Json json = Json::parse(set.run({"status", "--json"}).out);
    CHECK(json["supervisor"]["mode_name"] == "limp_home");
    CHECK(json["supervisor"]["motors"] == "disabled: 'sonar' hangs");
    CHECK(json["nodes"][0]["type"] == "range_node");
    supervisor.enable.waits_for_resume = 0;
    supervisor.say();
    CHECK_THAT(set.run({"status"}).out, Catch::Contains("\nmotors disabled: 'sonar' hangs\n"));
}

TEST_CASE("status counts a program without a segment as ready when the supervisor says so, a node that must have one not") {
    SupervisedBoard set;
    set.supervisor->say();
    CHECK(set.run({"status"}).exit_code == code(ExitCode::kFailed));
    put_text(set.supervisor->sonar.type, "/usr/bin/gpsd");
    set.supervisor->say();
    CHECK(set.run({"status"}).exit_code == 0);
    set.supervisor->sonar.state = Supervised::kWaiting;
    set.supervisor->say();
    CHECK(set.run({"status"}).exit_code == code(ExitCode::kFailed));
}

TEST_CASE("every state and mode has its word in the status") {
    SupervisedBoard set;
    FakeSupervisor& supervisor = *set.supervisor;
    const auto shows = [&](SystemMode mode, Supervised state) {
        supervisor.status.mode = mode;
        supervisor.sonar.state = state;
        supervisor.say();
        return set.run({"status"}).out;
    };
    using Words = std::map<std::string, std::pair<SystemMode, Supervised>>;
    for (const auto& [words, states] : Words{{"BOOT STARTING", {SystemMode::kBoot, Supervised::kStarting}},
                                             {"NORMAL READY", {SystemMode::kNormal, Supervised::kReady}},
                                             {"DEGRADED BACKOFF", {SystemMode::kDegraded, Supervised::kBackoff}},
                                             {"SAFE_STOP HUNG", {SystemMode::kSafeStop, Supervised::kHung}},
                                             {"SHUTDOWN STOPPING", {SystemMode::kShutdown, Supervised::kStopping}},
                                             {"NORMAL DONE", {SystemMode::kNormal, Supervised::kDone}},
                                             {"NORMAL DOWN", {SystemMode::kNormal, Supervised::kDown}},
                                             {"NORMAL WAITING", {SystemMode::kNormal, Supervised::kWaiting}},
                                             {"NORMAL FAILED", {SystemMode::kNormal, Supervised::kFailed}}}) {
        const std::string shown = shows(states.first, states.second);
        CHECK_THAT(shown, Catch::Contains(": " + words.substr(0, words.find(' ')) + ","));
        CHECK_THAT(shown, Catch::Contains("\nsonar  " + words.substr(words.find(' ') + 1)));
    }
}
