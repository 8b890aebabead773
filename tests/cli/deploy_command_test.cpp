// seqboard deploy: which words it takes, what it shows while a bundle is on its way, and a shell on the target.
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "core/exit_code.hpp"
#include "core/file_descriptor.hpp"
#include "tests/cli/answering_agent.hpp"

using namespace seqboard;
using namespace seqboard::testing;
using deploy::Json;

namespace {

constexpr int code(ExitCode exit) { return static_cast<int>(exit); }

/// No program is found by its name as long as it lives.
class WithoutPrograms {
public:
    WithoutPrograms() { ::setenv("PATH", "/nowhere", 1); }
    WithoutPrograms(const WithoutPrograms&) = delete;
    WithoutPrograms& operator=(const WithoutPrograms&) = delete;
    ~WithoutPrograms() { ::setenv("PATH", usual_.c_str(), 1); }

private:
    std::string usual_ = std::getenv("PATH");
};

}  // namespace

TEST_CASE("deploy and its parts say which words they lack") {
    const AnsweringAgent agent;
    const auto refused = [&](const std::vector<std::string>& words) {
        const ProgramOutput output = agent.deploy(words);
        CHECK(output.exit_code == code(ExitCode::kUsage));
        return output.err;
    };
    CHECK_THAT(refused({}), Catch::Contains("deploy: a target and a bundle are needed"));
    CHECK_THAT(refused({"robot"}), Catch::Contains("deploy: a target and a bundle are needed"));
    CHECK_THAT(refused({"--all"}), Catch::Contains("deploy: a target and a bundle are needed"));
    CHECK_THAT(refused({"--all", "robot.seqboard"}), Catch::Contains("--all wants to know which: --targets FILE"));
    CHECK_THAT(refused({"rollback"}), Catch::Contains("deploy: a target is needed, such as root@robot"));
    CHECK_THAT(refused({"robot", "robot", "robot.seqboard"}), Catch::Contains("'robot' is there twice"));
    CHECK_THAT(refused({"robot.seqboard", "status", "robot"}), Catch::Contains("deploy status: one word too many: 'robot.seqboard'"));
}

TEST_CASE("what makes a bundle goes with a node set, not with a bundle that is made already") {
    const AnsweringAgent agent;
    using Words = std::vector<std::string>;
    for (const Words& part : {Words{"--programs", "/opt"}, Words{"--asset", "a.map"}, Words{"--sign", "key"}, Words{"--keep-symbols"},
                              Words{"--profile", "fast"}, Words{"--set", "seed=1"}}) {
        Words words = {"robot", agent.put("robot.seqboard", tiny_bundle())};
        words.insert(words.end(), part.begin(), part.end());
        const ProgramOutput output = agent.deploy(words);
        CHECK(output.exit_code == code(ExitCode::kUsage));
        CHECK_THAT(output.err, Catch::Contains("robot.seqboard is a bundle that is made already"));
    }
    for (const char* const set : {"none.yaml", "none.yml"}) CHECK(agent.deploy({"robot", set}).exit_code == code(ExitCode::kNoInput));
}

TEST_CASE("a deployment to one target shows its steps, in JSON only what came of it") {
    const AnsweringAgent agent;
    const std::string file = agent.put("robot.seqboard", tiny_bundle());
    ProgramOutput output = agent.deploy({"robot", file});
    INFO(output.err);
    CHECK(output.exit_code == 0);
    CHECK_THAT(output.out, Catch::StartsWith(file + " -> robot:/opt/seqboard: release 1.0-") &&
                               Catch::Contains(" s  checked        1 nodes, 2 slots\n") &&
                               Catch::Contains("\n1.0-bbb runs: sent 4 B, all nodes ready after "));
    CHECK(output.out.find("sending") == std::string::npos);  // no bar without a terminal
    output = agent.deploy({"robot", file, "--json"});
    const Json json = Json::parse(output.out);
    CHECK(json.at("release") == "1.0-bbb");
    CHECK(json.at("bytes_sent") == 4);
    CHECK(json.at("dry_run") == false);
    CHECK_THAT(agent.deploy({"rollback", "robot"}).out, Catch::EndsWith(" s\n") && Catch::Contains("1.0-bbb runs: sent 0 B"));
}

TEST_CASE("on a terminal the bytes are counted while they go, and the next step takes that line away") {
    const AnsweringAgent agent;
    agent.greet();
    const std::string shown = command_on_terminal(agent.scratch, {"deploy", "robot", agent.put("robot.seqboard", tiny_bundle())}, 100, 24);
    CHECK_THAT(shown, Catch::Contains("sending        100 %  4 B of 4 B\r\033[K"));
    agent.answers(
        "begin",
        {{"ok", true}, {"missing", {{{"sha256", deploy::sha256_of("")}, {"size", 0}, {"have", 0}}}}, {"absent_devices", Json::array()}});
    const std::string empty =
        command_on_terminal(agent.scratch, {"deploy", "robot", agent.put("empty.seqboard", tiny_bundle(""))}, 100, 24);
    CHECK_THAT(empty, Catch::Contains("sending        100 %  0 B of 0 B\r\033[K"));
}

TEST_CASE("one target of a file of targets is still a fleet when all are meant") {
    const AnsweringAgent agent;
    const std::string bundle = agent.put("robot.seqboard", tiny_bundle()), targets = agent.scratch.root() + "/fleet.yaml";
    std::ofstream{targets} << "targets:\n  lab: {ssh: robot}\n";
    const ProgramOutput all = agent.deploy({"--targets", targets, "--all", bundle});
    INFO(all.err);
    CHECK(all.exit_code == 0);
    CHECK_THAT(all.out, Catch::EndsWith("1 targets: 1 done, 0 failed, 0 not tried\n"));
    CHECK_THAT(agent.deploy({"--targets", targets, "lab", bundle}).out, Catch::Contains("1.0-bbb runs: sent 4 B"));
}

TEST_CASE("a shell needs an ssh on this machine, with and without a terminal to ask on") {
    const AnsweringAgent agent;
    const FileDescriptor usual{::dup(STDIN_FILENO)}, screen{::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC)};
    REQUIRE(::grantpt(screen.get()) == 0);
    REQUIRE(::unlockpt(screen.get()) == 0);
    const std::string targets = agent.scratch.root() + "/fleet.yaml";
    std::filesystem::create_directories(agent.scratch.root());
    std::ofstream{targets} << "targets:\n  lab: {ssh: robot, root: \"\"}\n";
    for (const char* const input : {static_cast<const char*>(::ptsname(screen.get())), "/dev/null"}) {
        const FileDescriptor in{::open(input, O_RDWR | O_NOCTTY | O_CLOEXEC)};
        ::dup2(in.get(), STDIN_FILENO);
        ProgramOutput output;
        {
            const WithoutPrograms none;
            output = command_here(agent.scratch, {"deploy", "shell", "--targets", targets, "lab"});
        }
        ::dup2(usual.get(), STDIN_FILENO);
        CHECK(output.exit_code == code(ExitCode::kUnavailable));
        CHECK_THAT(output.err, Catch::Contains("ssh cannot be run: No such file or directory (Debian: apt-get install openssh-client)"));
    }
}
