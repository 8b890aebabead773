// What this machine makes of all that can be at the other end of ssh: an agent, none, another one, a shell that talks, a link that breaks.
#include "core/deploy/host/agent_link.hpp"

#include <catch2/catch.hpp>

#include "core/exit_code.hpp"
#include "tests/deploy/host/fake_ssh.hpp"
#include "tests/scratch/start_error.hpp"

using namespace seqboard;
using namespace seqboard::deploy;
using namespace seqboard::testing;

namespace {

const SshTarget kTarget{.host = "robot", .root = "/opt/seqboard"};
constexpr const char* kProgram = "agent/seqboard_agent";
using Fault = std::pair<ExitCode, std::string>;

Json greeting() {
    return {{"protocol", kProtocol}, {"machine", "armv5tejl"}, {"kernel", "2.6.39"}, {"cpuinfo", "Features : swp half thumb\n"},
            {"vfp", true},           {"agent", "none"}};
}

/// What the link to a target that behaves so says of it; kOk and "" when it was made.
Fault fault_of(const std::string& script) {
    const FakeSsh ssh{script};
    return start_error([] { AgentLink{kTarget, kProgram}; });
}

Fault fault_of_request(const std::string& script) {
    const FakeSsh ssh{"printf '%s\\n' '" + greeting().dump() + "'\nread request\n" + script};
    AgentLink link{kTarget, kProgram};
    return start_error([&] { link.request({{"do", "status"}}); });
}

}  // namespace

TEST_CASE("a target without an agent says what machine it is, whatever its shell prints before") {
    const FakeSsh ssh{"printf 'Welcome\\n\\nseqboard: no agent\\narmv4tl\\n2.6.32\\nFeatures : swp half\\n'"};
    const AgentLink link{kTarget, kProgram};
    CHECK_FALSE(link.greeting());
    CHECK(link.machine().text() == "armv4tl (v4T, no VFP), Linux 2.6.32");
}

TEST_CASE("a target that says no more than that it has no agent is a machine of no kind") {
    const FakeSsh ssh{"echo 'seqboard: no agent'"};
    CHECK(AgentLink{kTarget, kProgram}.machine().name.empty());
}

TEST_CASE("an agent greets with its machine, and an older one that knows nothing of floating point with what the kernel says") {
    const FakeSsh ssh{"echo 'last login: today'; cat \"$here/greeting\""};
    Json said = greeting();
    ssh.put("greeting", said.dump() + "\n");
    {
        const AgentLink link{kTarget, kProgram};
        CHECK(link.greeting()->at("agent") == "none");
        CHECK(link.machine().has_vfp);
    }
    said.erase("vfp");
    ssh.put("greeting", said.dump() + "\n");
    CHECK_FALSE(AgentLink(kTarget, kProgram).machine().has_vfp);
    said["cpuinfo"] = "Features : swp half vfp\n";
    ssh.put("greeting", said.dump() + "\n");
    CHECK(AgentLink{kTarget, kProgram}.machine().has_vfp);
}

TEST_CASE("who answers, but not as an agent of this version does, is named with what it said and with the remedy") {
    for (const char* const answer : {"{\"protocol\": 7}", "{no JSON", "{\"machine\": \"armv4tl\"}"}) {
        const auto [code, sentence] = fault_of(std::string{"echo '"} + answer + "'");
        CHECK(code == ExitCode::kUnavailable);
        CHECK(sentence ==
              "robot:/opt/seqboard: its agent does not answer (exit code 0); remove /opt/seqboard/agent there and deploy again");
    }
    CHECK_THAT(fault_of("echo 'exec format error' >&2; exit 126").second,
               Catch::Contains("(exit code 126: exec format error); remove /opt/seqboard/agent"));
    CHECK_THAT(fault_of("echo 'program: not found' >&2; exit 127").second, Catch::Contains("(exit code 127: program: not found)"));
    CHECK_THAT(fault_of("while echo chatter; do :; done").second, Catch::Contains("does not answer"));
}

TEST_CASE("an ssh that fails, and none at all, are told apart") {
    CHECK(fault_of("echo 'Permission denied (publickey).' >&2; exit 255").first == ExitCode::kRefused);
    CHECK_THAT(fault_of("exit 255").second, Catch::Contains("the link was lost; run the same command again"));
    const std::string usual = std::getenv("PATH");
    ::setenv("PATH", "/nowhere", 1);
    const Fault none = start_error([] { AgentLink{kTarget, kProgram}; });
    ::setenv("PATH", usual.c_str(), 1);
    CHECK(none.first == ExitCode::kUnavailable);
    CHECK_THAT(none.second, Catch::Contains("there is no ssh on this machine"));
}

TEST_CASE("what an agent refuses has its code and its reason, or says that it gave none") {
    CHECK(fault_of_request("echo '{\"ok\": false, \"code\": 75, \"error\": \"busy\"}'") == Fault{ExitCode::kOwned, "robot: busy"});
    CHECK(fault_of_request("echo '{\"ok\": false}'") == Fault{ExitCode::kBug, "robot: it gave no reason"});
    CHECK(fault_of_request("echo '{}'") == Fault{ExitCode::kBug, "robot: it gave no reason"});
}

TEST_CASE("a link that breaks before the answer, or in it, is lost") {
    for (const char* const end : {"exit 0", "echo '{\"ok\": tr'", "echo 'Connection to robot closed' >&2; exit 255"}) {
        const auto [code, sentence] = fault_of_request(end);
        CHECK(code == ExitCode::kUnavailable);
        CHECK_THAT(sentence, Catch::Contains("the link was lost") && Catch::Contains("it goes on where it stopped"));
    }
    const FakeSsh ssh{"printf '%s\\n' '" + greeting().dump() + "'"};
    AgentLink link{kTarget, kProgram};
    const Fault at_once = start_error([&] {
        for (;;) link.request({{"do", "put"}}, {}, std::string(1 << 20, 'x'));  // more than a pipe holds
    });
    CHECK(at_once.first == ExitCode::kUnavailable);
}

TEST_CASE("events come before the answer, and nobody has to listen") {
    const FakeSsh ssh{"printf '%s\\n' '" + greeting().dump() +
                      "'\nwhile read request; do echo '{\"event\": {\"step\": \"trial\"}}'; echo '{\"ok\": true, \"answer\": 42}'; done"};
    AgentLink link{kTarget, kProgram};
    std::vector<std::string> steps;
    CHECK(link.request({{"do", "switch"}}, [&](const Json& record) { steps.push_back(record.at("step")); }).at("answer") == 42);
    CHECK(steps == std::vector<std::string>{"trial"});
    CHECK(link.request({{"do", "switch"}}).at("answer") == 42);
}

TEST_CASE("an agent is put where it belongs, whole or not at all") {
    const ScratchFolder folder;
    const SshTarget target{.host = "robot", .root = folder / "deep/root"};
    const std::string agent(200'000, 'a');
    {
        const FakeSsh ssh{"exec sh -c \"$last\""};
        send_agent(target, kProgram, agent);
    }
    CHECK(text_of_file(folder / "deep/root/agent/seqboard_agent") == agent);
    const auto refused = [&](const std::string& script) {
        const FakeSsh ssh{script};
        return start_error([&] { send_agent(target, kProgram, agent); });
    };
    const Fault full = refused("echo 'cat: write error: No space left on device' >&2; exit 1");
    CHECK(full.first == ExitCode::kNoSpace);
    CHECK_THAT(full.second, Catch::Contains("could not be put there: cat: write error") && Catch::Contains("--into"));
    CHECK(refused("exit 0").first == ExitCode::kNoSpace);  // it has not read all
    CHECK(refused("echo 'Connection refused' >&2; exit 255").first == ExitCode::kUnavailable);
}
