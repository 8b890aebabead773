// What a person is told of a target: status, history, prune, logs, and a confirmation that came late.
#include <catch2/catch.hpp>

#include "core/exit_code.hpp"
#include "tests/cli/answering_agent.hpp"

using namespace seqboard;
using namespace seqboard::testing;
using deploy::Json;

namespace {

constexpr int code(ExitCode exit) { return static_cast<int>(exit); }

Json record(const std::string& step, const std::string& why) {
    return {{"time", 1'700'000'000}, {"step", step}, {"to", "1.0-aaa"}, {"from", "0.9-aaa"}, {"why", why}};
}

}  // namespace

TEST_CASE("the status of a target has its releases, how they are, who changes it and what happened last") {
    AnsweringAgent agent;
    ProgramOutput output = agent.deploy({"status", "robot"});
    CHECK(output.exit_code == 0);
    CHECK(output.out ==
          "robot:/opt/seqboard: x86_64, Linux 6.1.0; free: 67.1 MB of storage, 67.1 MB of memory\n"
          "          0.8-aaa\nprevious  0.9-aaa\ncurrent   1.0-aaa\nready: all 3 nodes are ready\n");
    agent.status["ready"] = false;
    agent.status["health"] = "sonar is DEAD";
    agent.status["busy"] = "anna@pc deploys";
    agent.status["last"] = record("confirmed", "by the host");
    output = agent.deploy({"status", "robot"});
    CHECK(output.exit_code == code(ExitCode::kFailed));
    CHECK_THAT(output.out, Catch::EndsWith("not ready: sonar is DEAD\nbeing changed: anna@pc deploys\n"
                                           "last: 2023-11-14 22:13:20Z  confirmed 1.0-aaa: by the host\n"));
    CHECK(Json::parse(agent.deploy({"status", "robot", "--json"}).out) == agent.status);
}

TEST_CASE("the history of a target is its journal, line by line") {
    const AnsweringAgent agent;
    agent.answers("history", {{"ok", true}, {"records", {record("trial", "deployed"), record("confirmed", "by the host")}}});
    CHECK(agent.deploy({"history", "robot"}).out ==
          "2023-11-14 22:13:20Z  trial          1.0-aaa  deployed\n2023-11-14 22:13:20Z  confirmed      1.0-aaa  by the host\n");
    CHECK(Json::parse(agent.deploy({"history", "robot", "--json"}).out).size() == 2);
}

TEST_CASE("only a release that waits for it is confirmed") {
    AnsweringAgent agent;
    for (const Json& last : {Json{}, record("confirmed", "by the host")}) {
        agent.status["last"] = last;
        const ProgramOutput output = agent.deploy({"confirm", "robot"});
        CHECK(output.exit_code == code(ExitCode::kFailed));
        CHECK_THAT(output.err, Catch::Contains("no release waits for a confirmation; see seqboard deploy status"));
    }
    agent.status["last"] = record("await_confirm", "healthy");
    const ProgramOutput output = agent.deploy({"confirm", "robot"});
    CHECK(output.exit_code == 0);
    CHECK(output.out == "1.0-aaa is confirmed\n");
    CHECK(Json::parse(agent.deploy({"confirm", "robot", "--json"}).out).at("ok") == true);
}

TEST_CASE("what was pruned is named, and nothing when nothing was") {
    const AnsweringAgent agent;
    agent.answers("prune", {{"ok", true}, {"removed", {"0.7-aaa", "0.8-aaa"}}});
    CHECK(agent.deploy({"prune", "robot"}).out == "removed 0.7-aaa\nremoved 0.8-aaa\n");
    CHECK(Json::parse(agent.deploy({"prune", "robot", "--keep", "1", "--json"}).out).at("removed").size() == 2);
    agent.answers("prune", {{"ok", true}, {"removed", Json::array()}});
    CHECK(agent.deploy({"prune", "robot"}).out.empty());
}

TEST_CASE("logs prints the end of one, or which there are") {
    const AnsweringAgent agent;
    agent.answers("logs", {{"ok", true}, {"names", {"sonar", "supervisor"}}});
    CHECK(agent.deploy({"logs", "robot"}).out == "sonar\nsupervisor\n");
    agent.answers("logs", {{"ok", true}, {"text", "1.0 i: ready\n"}});
    CHECK(agent.deploy({"logs", "robot", "sonar"}).out == "1.0 i: ready\n");
    CHECK(Json::parse(agent.deploy({"logs", "robot", "sonar", "--json"}).out).at("text") == "1.0 i: ready\n");
}

TEST_CASE("a target to which nothing was deployed says how to begin") {
    const AnsweringAgent agent;
    const FakeSsh none{"printf 'seqboard: no agent\\nx86_64\\n6.1.0\\n'"};
    for (const char* const command : {"status", "history", "confirm", "prune", "logs"}) {
        const ProgramOutput output = command_here(agent.scratch, {"deploy", command, "robot"});
        CHECK(output.exit_code == code(ExitCode::kNoInput));
        CHECK_THAT(output.err, Catch::Contains("nothing was ever deployed there; begin with seqboard deploy HOST BUNDLE"));
    }
}
