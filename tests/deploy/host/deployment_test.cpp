// One deployment as the host sees it: what it looks at before, what it asks of the agent, what it makes of the answers. The agent is a script.
#include "core/deploy/host/deployment.hpp"

#include <time.h>

#include <catch2/catch.hpp>

#include "core/deploy/sha256.hpp"
#include "core/exit_code.hpp"
#include "tests/deploy/elf_bytes.hpp"
#include "tests/deploy/host/fake_ssh.hpp"
#include "tests/scratch/start_error.hpp"

using namespace seqboard;
using namespace seqboard::deploy;
using namespace seqboard::testing;

namespace {

const SshTarget kTarget{.host = "robot"};
constexpr const char* kAgent = "bin/seqboard_agent";

/// Nothing but an agent and a text: enough to be sent.
Bundle small_bundle(const std::string& text = "text") {
    Bundle bundle;
    Manifest manifest;
    manifest.version = "1.0";
    manifest.node_set = "config/set.yaml";
    manifest.board = "test";
    manifest.backend = "posix";
    for (const auto& [path, content] : std::map<std::string, std::string>{{kAgent, "agent"}, {"config/set.yaml", text}}) {
        manifest.files.push_back({.path = path, .sha256 = sha256_of(content), .bytes = content.size(), .executable = false, .link = ""});
        bundle.contents[path] = content;
    }
    manifest.files.push_back({.path = "bin/link", .sha256 = "", .bytes = 0, .executable = false, .link = "seqboard_agent"});
    bundle.manifest_text = manifest.text();
    return bundle;
}

/// What the agent of that bundle says first, on a machine that has everything.
Json greeting() {
    return {{"protocol", kProtocol},
            {"agent", sha256_of("agent")},
            {"machine", "x86_64"},
            {"kernel", "6.1.0"},
            {"machine_text", "x86_64, Linux 6.1.0"},
            {"cpuinfo", ""},
            {"time", ::time(nullptr)},
            {"current", "1.0-aaa"},
            {"free_bytes", 64 << 20},
            {"free_memory_bytes", 64 << 20}};
}

constexpr const char* kOk = R"({"ok": true})";
constexpr const char* kNothingMissing = R"({"ok": true, "missing": [], "absent_devices": []})";
constexpr const char* kDeviceAbsent = R"({"ok": true, "missing": [], "absent_devices": ["/dev/ttyS7"]})";

/// An agent that greets so and has these answers, each of one or more lines.
class ScriptedAgent {
public:
    ScriptedAgent(const Json& greets, const std::vector<std::string>& answers) {
        std::string text;
        for (const std::string& lines : answers) text += lines + "\n.\n";
        ssh_.put("greeting", greets.dump() + "\n");
        ssh_.put("answers", text);
    }

    std::vector<std::string> steps;
    DeploymentView view() {
        DeploymentView view;
        view.on_step = [this](const std::string& step, const std::string& text) { steps.push_back(step + ": " + text); };
        return view;
    }

private:
    FakeSsh ssh_{
        "cat \"$here/greeting\"\n"
        "while read -r request; do\n"
        "    read -r line <&3 || exit 0\n"
        "    while [ \"$line\" != . ]; do printf '%s\\n' \"$line\"; read -r line <&3; done\n"
        "done 3<\"$here/answers\""};
};

std::pair<ExitCode, std::string> refusal(const Json& greets, const std::vector<std::string>& answers = {},
                                         const DeploymentOptions& options = {}) {
    ScriptedAgent agent{greets, answers};
    return start_error([&] { Deployment{kTarget, options, agent.view()}.deploy(small_bundle()); });
}

std::string joined(const std::vector<std::string>& lines) {
    std::string text;
    for (const std::string& line : lines) text += line + "\n";
    return text;
}

}  // namespace

TEST_CASE("a deployment tells each step, and each reason once") {
    ScriptedAgent agent{greeting(),
                        {kNothingMissing, kOk, R"({"ok": true, "said": "1 nodes, 2 slots\n\n"})",
                         R"({"event": {"step": "stop_old", "why": "deployed"}})"
                         "\n"
                         R"({"event": {"step": "trial", "why": "deployed"}})"
                         "\n"
                         R"({"ok": true, "step": "await_confirm", "release": "1.0-bbb"})",
                         R"({"event": {"step": "confirmed", "why": "by the host"}})"
                         "\n"
                         R"({"ok": true})"}};
    const DeploymentResult result = Deployment{kTarget, {.soak_s = 0}, agent.view()}.deploy(small_bundle());
    CHECK(result.release == "1.0-bbb");
    CHECK(result.files_sent == 0);
    CHECK(result.bytes_sent == 0);
    CHECK(result.seconds >= result.seconds_to_ready);
    CHECK(joined(agent.steps) ==
          "target: x86_64, Linux 6.1.0; free: 67.1 MB of storage, 67.1 MB of memory; runs 1.0-aaa\n"
          "sent: 0 of 3 files, 0 B of 9 B; the rest is there\n"
          "installed: all 3 files verified as the storage gives them back\n"
          "checked: 1 nodes, 2 slots\n"
          "stop_old: deployed\n"
          "trial: \n"
          "confirmed: by the host\n");
}

TEST_CASE("a release that is confirmed by itself is not confirmed again") {
    ScriptedAgent agent{greeting(), {R"({"ok": true, "step": "confirmed", "release": "1.0-aaa"})"}};
    CHECK(Deployment(kTarget, {}, agent.view()).roll_back().release == "1.0-aaa");
}

TEST_CASE("a target whose clock is wrong is warned of, in either direction") {
    for (const auto& [hours, words] : {std::pair{-400 * 24 - 12, "400 days behind"}, {2 * 24 + 12, "2 days ahead"}}) {
        Json greets = greeting();
        greets["time"] = ::time(nullptr) + hours * 3600;
        greets["current"] = "";
        ScriptedAgent agent{greets, {kNothingMissing}};
        Deployment{kTarget, {.dry_run = true}, agent.view()}.deploy(small_bundle());
        CHECK_THAT(joined(agent.steps), Catch::Contains(words) && Catch::Contains("nothing deployed yet"));
    }
}

TEST_CASE("a target without memory for the largest program is left as it is") {
    Json greets = greeting();
    greets["free_memory_bytes"] = 1 << 20;
    const auto [code, sentence] = refusal(greets);
    CHECK(code == ExitCode::kSystem);
    CHECK_THAT(sentence, Catch::StartsWith("robot: only 1.0 MB of memory are free"));
}

TEST_CASE("devices that the target does not have are named, and can be done without") {
    const auto [code, sentence] = refusal(greeting(), {kDeviceAbsent});
    CHECK(code == ExitCode::kUnavailable);
    CHECK_THAT(sentence, Catch::Contains("/dev/ttyS7") && Catch::Contains("--without-devices"));
    CHECK(refusal(greeting(), {kDeviceAbsent}, {.dry_run = true, .without_devices = true}).first == ExitCode::kOk);
}

TEST_CASE("what a target refuses ends the deployment there, with its own code") {
    CHECK(refusal(greeting(), {R"({"ok": false, "code": 73, "error": "no room"})"}) ==
          std::pair{ExitCode::kNoSpace, std::string{"robot: no room"}});
    CHECK(refusal(greeting(), {kNothingMissing, R"({"ok": false, "code": 78, "error": "not what was sent"})"}).first == ExitCode::kConfig);
}

TEST_CASE("a bundle without an agent says how to make one that has it") {
    Bundle bundle = small_bundle();
    bundle.contents.erase(kAgent);
    ScriptedAgent agent{greeting(), {}};
    const auto [code, sentence] = start_error([&] { Deployment{kTarget, {}, agent.view()}.deploy(bundle); });
    CHECK(code == ExitCode::kBadSegment);
    CHECK_THAT(sentence, Catch::Contains("the bundle has no bin/seqboard_agent; make it again"));
}

TEST_CASE("an agent that the storage does not give back as it was sent is told as failing storage") {
    Json greets = greeting();
    greets["agent"] = sha256_of("another");
    const auto [code, sentence] = refusal(greets);
    CHECK(code == ExitCode::kBadSegment);
    CHECK_THAT(sentence, Catch::Contains("is it failing?"));
}

TEST_CASE("a target that does not run the programs is refused, whether it has an agent or not") {
    Json greets = greeting();
    greets["machine"] = "armv4tl";
    greets["cpuinfo"] = "Features : swp half\n";
    const Bundle bundle = small_bundle(arm_program_of_level(6));
    for (const char* const agent_hash : {"agent", "another"}) {
        greets["agent"] = sha256_of(agent_hash);
        ScriptedAgent agent{greets, {}};
        const auto [code, sentence] = start_error([&] { Deployment{kTarget, {}, agent.view()}.deploy(bundle); });
        CHECK(code == ExitCode::kConfig);
        CHECK_THAT(sentence,
                   Catch::StartsWith("robot: config/set.yaml needs arm ") && Catch::EndsWith("build and bundle for this machine"));
    }
}

TEST_CASE("a rollback of a target to which nothing was deployed is refused, a dry one says what it would do") {
    {
        const FakeSsh ssh{"printf 'seqboard: no agent\\nx86_64\\n6.1.0\\n'"};
        const auto [code, sentence] = start_error([] { Deployment{kTarget, {}, {}}.roll_back(); });
        CHECK(code == ExitCode::kNoInput);
        CHECK_THAT(sentence, Catch::Contains("nothing was ever deployed there"));
    }
    ScriptedAgent agent{greeting(), {R"({"ok": true, "from": "1.0-aaa", "release": "1.0-zzz"})"}};
    CHECK(Deployment(kTarget, {.dry_run = true}, agent.view()).roll_back().release == "1.0-zzz");
    CHECK(joined(agent.steps) == "switch: would stop 1.0-aaa safely and start 1.0-zzz\n");
}

TEST_CASE("a dry deployment to a target without this agent says what it would send") {
    const FakeSsh ssh{"printf 'seqboard: no agent\\nx86_64\\n6.1.0\\n'"};
    std::vector<std::string> steps;
    DeploymentView view;
    view.on_step = [&](const std::string& step, const std::string& text) { steps.push_back(step + ": " + text); };
    Deployment{kTarget, {.dry_run = true}, view}.deploy(small_bundle());
    CHECK(joined(steps) == "agent: would send the agent, 5 B\nsend: nothing is deployed there; would send all 9 B of the release\n");
}

TEST_CASE("a dry deployment names what would be added, changed and removed, in the files and in the node set") {
    Bundle bundle = small_bundle("board: new\n");
    Manifest before = parse_manifest(small_bundle("board: old\n").manifest_text);
    before.files.erase(before.files.begin());  // the agent
    before.files.push_back({.path = "config/gone.txt", .sha256 = sha256_of("gone"), .bytes = 4, .executable = false, .link = ""});
    const auto text = [](const std::string& content) { return Json{{"ok", true}, {"text", content}}.dump(); };
    ScriptedAgent agent{greeting(), {kNothingMissing, text(before.text()), text("board: old\n")}};
    Deployment{kTarget, {.dry_run = true}, agent.view()}.deploy(bundle);
    CHECK_THAT(joined(agent.steps), Catch::Contains("added: bin/seqboard_agent\nchanged: config/set.yaml\nremoved: config/gone.txt\n"
                                                    "node set: config/set.yaml: board: old -> new\n"));
}

TEST_CASE("what the check on the target says is told without the line ends behind it, and nothing is nothing") {
    for (const char* const said : {"all well\\n\\n", ""}) {
        ScriptedAgent agent{greeting(), {kNothingMissing, kOk, "{\"ok\": true, \"said\": \"" + std::string{said} + "\"}"}};
        start_error([&] { Deployment{kTarget, {}, agent.view()}.deploy(small_bundle()); });
        CHECK_THAT(joined(agent.steps), Catch::Contains(*said == 0 ? "checked: \n" : "checked: all well\n"));
    }
}
