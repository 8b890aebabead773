// Every subcommand as a process against a board with one live node.
#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "core/cli/operator_desk.hpp"
#include "core/exit_code.hpp"
#include "core/launch/emulator.hpp"
#include "tests/cli/board_process.hpp"
#include "tests/scratch/places.hpp"

using namespace seqboard;
using namespace seqboard::testing;
using Json = nlohmann::json;

namespace {

constexpr int code(ExitCode exit) { return static_cast<int>(exit); }

Json json_of(const ProgramOutput& output) {
    INFO(output.out << output.err);
    REQUIRE(output.exit_code == 0);
    return Json::parse(output.out);
}

const Json* entry(const Json& list, const char* key, const std::string& value) {
    for (const Json& item : list)
        if (item.at(key) == value) return &item;
    return nullptr;
}

std::size_t lines(const std::string& text) { return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')); }

/// A script that starts the program as exec_or_exit() would.
void write_starter(const std::filesystem::path& script, const std::string& program) {
    std::ofstream file{script};
    file << "#!/bin/sh\nexec";
    for (const std::string& word : emulator_for(program)) file << ' ' << word;
    file << ' ' << program << " \"$@\"\n";
    file.close();
    std::filesystem::permissions(script, std::filesystem::perms::owner_all);
}

}  // namespace

TEST_CASE("list tells live nodes from dead ones and shows every slot") {
    const ScratchBoard board;
    NodeProcess probe{board, "probe"};
    Json listed = json_of(run_seqboard(board, {"list", "--json"}));
    CHECK(entry(listed["nodes"], "node", "probe")->at("liveness") == "LIVE");
    CHECK(entry(listed["nodes"], "node", "probe")->at("pid") == probe.pid());
    CHECK(entry(listed["slots"], "slot", "range")->at("message") == "Range");
    CHECK(entry(listed["slots"], "slot", "range")->at("cells") == 16);
    CHECK(entry(listed["slots"], "slot", "silent")->at("written") == false);

    probe.end(SIGKILL);
    listed = json_of(run_seqboard(board, {"list", "--json"}));
    CHECK(entry(listed["nodes"], "node", "probe")->at("liveness") == "DEAD");
    CHECK(entry(listed["slots"], "slot", "range")->at("written") == true);
    CHECK_THAT(run_seqboard(board, {"list"}).out, Catch::Contains("never written"));
}

TEST_CASE("a node that is stopped but owned is listed as stale") {
    const ScratchBoard board;
    NodeProcess probe{board, "probe"};
    ::kill(probe.pid(), SIGSTOP);
    CHECK(eventually([&] {
        const Json listed = json_of(run_seqboard(board, {"list", "--json"}));
        return listed["nodes"][0]["liveness"] == "STALE";
    }));
    CHECK(run_seqboard(board, {"status"}).exit_code == code(ExitCode::kFailed));
}

TEST_CASE("a board that is not there is named with the nearest one, and not made") {
    const ScratchBoard board;
    NodeProcess probe{board, "probe"};
    const ProgramOutput output =
        run_programs({{built("seqboard"), "list", "--root", board.root(), "--board", "tets"}}, std::chrono::seconds{30}).front();
    CHECK(output.exit_code == code(ExitCode::kNoInput));
    CHECK_THAT(output.err, Catch::Contains("no board 'tets'") && Catch::Contains("did you mean 'test'?"));
    CHECK_FALSE(std::filesystem::exists(board.root() + "/tets"));
}

TEST_CASE("echo prints the newest sample by the slot's schema") {
    const ScratchBoard board;
    const NodeProcess probe{board, "probe"};
    const ProgramOutput range = run_seqboard(board, {"echo", "range", "--once"});
    CHECK(range.exit_code == 0);
    CHECK_THAT(range.out, Catch::Contains("\nrange_m: 1.25 m\nmax_range_m: 4 m\nbeam_width_rad: 0.25 rad\n"));
    CHECK(run_seqboard(board, {"echo", "plan.state", "--once"}).out == "DRIVING\n");
    CHECK(run_seqboard(board, {"echo", "plan.x_m[1]", "--once"}).out == "0.5 m\n");
    CHECK(run_seqboard(board, {"echo", "probe.status.state", "--once"}).out == "READY\n");
    const Json sample = json_of(run_seqboard(board, {"echo", "plan", "--once", "--json"}));
    CHECK(sample["message"]["goal_distance_m"] == 2.5);
    CHECK(sample["message"]["x_m"].size() == 16);
}

TEST_CASE("echo takes every sample in order") {
    const ScratchBoard board;
    const NodeProcess probe{board, "probe"};
    const ProgramOutput output = run_seqboard(board, {"echo", "range", "--json", "--count", "40"});
    REQUIRE(output.exit_code == 0);
    REQUIRE(lines(output.out) == 40);
    std::istringstream in{output.out};
    std::optional<std::uint32_t> last;
    std::uint32_t gaps = 0;
    for (std::string line; std::getline(in, line);) {
        const auto sequence = Json::parse(line)["sequence"].get<std::uint32_t>();
        if (last) gaps += sequence - *last - 1;
        last = sequence;
    }
    const bool said = output.err.find("missed " + std::to_string(gaps) + " samples") != std::string::npos;
    CHECK(said == (gaps > 0));  // nothing is lost in silence
}

TEST_CASE("echo goes on when the writer was killed and comes back") {
    const ScratchBoard board;
    NodeProcess probe{board, "probe"};
    probe.end(SIGKILL);
    const auto blackboard = Blackboard::open(board.place());
    const auto segment = blackboard->attach("probe");
    const auto before = cli::newest<NodeStatus>(*segment, "probe.status")->header.sequence;
    const NodeProcess again{board, "probe"};
    const Json sample = json_of(run_seqboard(board, {"echo", "probe.status", "--once", "--json"}));
    CHECK(sample["epoch"] == 2);
    CHECK(sample["sequence"] > before);
}

TEST_CASE("echo explains what is not there") {
    const ScratchBoard board;
    const NodeProcess probe{board, "probe"};
    const auto fails = [&](std::vector<std::string> words, ExitCode exit, const std::string& sentence) {
        const ProgramOutput output = run_seqboard(board, words);
        INFO(output.err);
        CHECK(output.exit_code == code(exit));
        CHECK_THAT(output.err, Catch::StartsWith("seqboard: ") && Catch::Contains(sentence));
        CHECK(lines(output.err) == 1);
        CHECK(output.out.empty());
    };
    fails({"echo", "rnage", "--once"}, ExitCode::kNoInput, "no slot 'rnage' on board 'test'; did you mean 'range'?");
    fails({"echo", "range.rang_m", "--once"}, ExitCode::kNoInput, "has no field 'rang_m'; did you mean 'range_m'?");
    fails({"echo", "silent", "--once"}, ExitCode::kFailed, "slot 'silent' was never written");
    fails({"echo", "silent", "--timeout", "50ms"}, ExitCode::kFailed, "nothing new for 50 ms");
    fails({"echo", "range", "--timeout", "3"}, ExitCode::kUsage, "'3' is no time");
    fails({"echo"}, ExitCode::kUsage, "see seqboard echo --help");
    fails({"ehco", "range"}, ExitCode::kUsage, "unknown command 'ehco'; did you mean 'echo'?");
    fails({"echo", "range", "--onec"}, ExitCode::kUsage, "unknown option '--onec'; did you mean '--once'?");
    fails({"list", "range"}, ExitCode::kUsage, "one word too many: 'range'");
    fails({"hz"}, ExitCode::kUsage, "name slots, or give --all");
    fails({"hz", "rang"}, ExitCode::kNoInput, "did you mean 'range'?");
}

TEST_CASE("hz measures the period from the stamps") {
    const ScratchBoard board;
    const NodeProcess probe{board, "probe"};
    const Json measured = json_of(run_seqboard(board, {"hz", "range", "silent", "--once", "--json"}));
    const Json& range = *entry(measured, "slot", "range");
    CHECK(range["periods"] > 0);
    CHECK(range["min_s"] <= range["mean_s"]);
    CHECK(range["mean_s"] <= range["max_s"]);
    CHECK(entry(measured, "slot", "silent")->at("rate_hz").is_null());
    const Json window = json_of(run_seqboard(board, {"hz", "--all", "--window", "100ms", "--once", "--json"}));
    CHECK(window.size() == 5);
}

TEST_CASE("top --once prints the table once, plain on a pipe") {
    const ScratchBoard board;
    const NodeProcess probe{board, "probe"};
    const ProgramOutput output = run_seqboard(board, {"top", "--once"});
    CHECK_THAT(output.out, Catch::StartsWith("board test: 1 of 1 nodes ready\n") && Catch::Contains("\nrange "));
    CHECK(output.out.find('\033') == std::string::npos);
    const Json table = json_of(run_seqboard(board, {"top", "--once", "--json"}));
    CHECK(table["nodes"][0]["state"] == "READY");
    CHECK(table["nodes"][0]["rss_bytes"] > 0);
    CHECK(table["slots"].size() == 3);
}

TEST_CASE("status says by its exit code whether everything is ready") {
    const ScratchBoard board;
    NodeProcess probe{board, "probe"};
    const Json status = json_of(run_seqboard(board, {"status", "--json"}));
    CHECK(status["ready"] == true);
    CHECK(status["supervisor"].is_null());
    probe.end(SIGKILL);
    CHECK(run_seqboard(board, {"status"}).exit_code == code(ExitCode::kFailed));
}

TEST_CASE("set changes a live parameter between two steps and says what it was") {
    const ScratchBoard board;
    const NodeProcess probe{board, "probe"};
    const ProgramOutput set = run_seqboard(board, {"set", "probe.gain_ratio", "2"});
    CHECK(set.exit_code == 0);
    CHECK(set.out == "probe.gain_ratio = 2 (was 1)\n");
    CHECK(eventually([&] { return run_seqboard(board, {"echo", "range.range_m", "--once"}).out == "2.5 m\n"; }));
    CHECK(run_seqboard(board, {"set", "probe.pause", "400ms"}).out == "probe.pause = 0.4 s (was 0.25 s)\n");
    CHECK(run_seqboard(board, {"set", "probe.inverted", "true"}).out == "probe.inverted = true (was false)\n");
    const Json params = json_of(run_seqboard(board, {"set", "probe", "--json"}));
    CHECK(params["gain_ratio"]["value"] == 2);
    CHECK(params["inverted"]["value"] == true);
    CHECK(params["channel"]["live"] == false);
}

TEST_CASE("set explains every refusal") {
    const ScratchBoard board;
    NodeProcess probe{board, "probe"};
    const auto refused = [&](const std::string& target, const std::string& value, ExitCode exit, const std::string& sentence) {
        const ProgramOutput output = run_seqboard(board, {"set", target, value});
        INFO(output.err);
        CHECK(output.exit_code == code(exit));
        CHECK_THAT(output.err, Catch::Contains(sentence));
    };
    refused("probe.gian_ratio", "1", ExitCode::kNoInput, "has no parameter 'gian_ratio'; did you mean 'gain_ratio'?");
    refused("porbe.gain_ratio", "1", ExitCode::kNoInput, "no node 'porbe' on board 'test'; did you mean 'probe'?");
    refused("probe.device", "/dev/x", ExitCode::kConfig, "cannot change while the node runs");
    refused("probe.gain_ratio", "11", ExitCode::kConfig, "'11' is out of range; it must be from 0 to 10");
    refused("probe.gain_ratio", "-1", ExitCode::kConfig, "'-1' is out of range");
    refused("probe.gain_ratio", "much", ExitCode::kConfig, "expected a number, from 0 to 10");
    refused("probe.pause", "3", ExitCode::kConfig, "expected a time with its unit");
    refused("probe.gain_ratio", std::string(80, '1'), ExitCode::kConfig, "at most 63 characters");
    refused("probe", "1", ExitCode::kUsage, "expected NODE.PARAM");
    probe.end(SIGKILL);
    refused("probe.gain_ratio", "1", ExitCode::kUnavailable, "node 'probe' is DEAD");
}

TEST_CASE("a restarted node does not find the request that its predecessor was asked") {
    const ScratchBoard board;
    NodeProcess probe{board, "probe"};
    REQUIRE(run_seqboard(board, {"set", "probe.gain_ratio", "2"}).exit_code == 0);
    probe.end(SIGTERM);
    const NodeProcess again{board, "probe"};
    CHECK(json_of(run_seqboard(board, {"set", "probe", "--json"}))["gain_ratio"]["value"] == 1);
}

TEST_CASE("who asks while another holds the desk is told so") {
    const ScratchBoard board;
    const NodeProcess probe{board, "probe"};
    const cli::OperatorDesk desk{Blackboard::open(board.place())};
    const ProgramOutput output = run_seqboard(board, {"set", "probe.gain_ratio", "2"});
    CHECK(output.exit_code == code(ExitCode::kOwned));
    CHECK_THAT(output.err, Catch::Contains("owned by process"));
}

TEST_CASE("describe shows a node of the board, or asks a program") {
    const ScratchBoard board;
    const NodeProcess probe{board, "probe"};
    const Json node = json_of(run_seqboard(board, {"describe", "probe", "--json"}));
    CHECK(node["params"]["channel"]["limits"] == "from 0 to 7");
    CHECK(entry(node["slots"], "slot", "range")->at("schema").get<std::string>().find("float32 range_m  # m") == 0);
    CHECK_THAT(run_seqboard(board, {"describe", "probe"}).out, Catch::Contains("slot range: Range, 16 bytes, 16 cells, every 10 ms"));

    const Json type = json_of(run_seqboard(board, {"describe", "probe_node", "--json"}));
    CHECK(type["type"] == "probe_node");
    CHECK_THAT(run_seqboard(board, {"describe", "probe_node"}).out, Catch::StartsWith("probe_node: steps every 10 ms\n"));
    const ProgramOutput typo = run_seqboard(board, {"describe", "prode_node"});
    CHECK(typo.exit_code == code(ExitCode::kNoInput));
    CHECK_THAT(typo.err, Catch::Contains("did you mean 'probe_node'?"));
}

TEST_CASE("graph draws a node set with types and rates") {
    const ScratchBoard board;
    std::filesystem::create_directories(board.root());
    const std::string file = board.root() + "/two.yaml";
    std::ofstream{file}
        << "version: 1\nnodes:\n"
           "  first: {type: probe_node, inputs: {front: range_b}, outputs: {range: range_a, plan: plan_a, silent: silent_a}}\n"
           "  second: {type: probe_node, inputs: {front: range_a}, outputs: {range: range_b, plan: plan_b, silent: silent_b}}\n";
    const ProgramOutput text = run_seqboard(board, {"graph", file});
    INFO(text.err);
    CHECK(text.exit_code == 0);
    CHECK_THAT(text.out, Catch::Contains("|-- first\n|   |-- range_a (Range, 100 Hz) -> second\n"));
    const ProgramOutput dot = run_seqboard(board, {"graph", file, "--dot"});
    CHECK_THAT(dot.out, Catch::StartsWith("digraph ") && Catch::Contains("\"first\" -> \"second\" [label=\"range_a\\nRange, 100 Hz\"];"));
}

TEST_CASE("graph of a board without supervisor shows who writes what") {
    const ScratchBoard board;
    const NodeProcess probe{board, "probe"};
    CHECK_THAT(run_seqboard(board, {"graph"}).out, Catch::Contains("`-- probe\n    |-- range (Range, 100 Hz)\n"));
}

TEST_CASE("doctor says what it found, and what each lack costs") {
    const ScratchBoard board;
    const ProgramOutput output = run_seqboard(board, {"doctor", "--json"});
    const Json checks = Json::parse(output.out);
    bool missing = false;
    for (const Json& check : checks) {
        INFO(check.dump());
        missing = missing || check["verdict"] == "missing";
        CHECK_FALSE(check["found"].get<std::string>().empty());
        CHECK((check["verdict"] == "ok") == check["consequence"].get<std::string>().empty());
        CHECK((check["verdict"] == "ok") == check["fix"].get<std::string>().empty());
    }
    CHECK(output.exit_code == (missing ? 1 : 0));
    CHECK(entry(checks, "check", "file locks")->at("verdict") == "ok");
    CHECK_FALSE(std::filesystem::exists(board.root()));
}

TEST_CASE("new node writes its files once and overwrites nothing") {
    const ScratchBoard board;
    const std::string folder = board.root() + "/my-robot";
    REQUIRE(run_seqboard(board, {"new", "node", "line_follower", "--dir", folder}).exit_code == 0);
    for (const char* file :
         {"line_follower_node.hpp", "line_follower_node.cpp", "line_follower_node_test.cpp", "CMakeLists.txt", "node_set.yaml"}) {
        INFO(file);
        CHECK(std::filesystem::exists(folder + "/" + file));
    }
    const ProgramOutput again = run_seqboard(board, {"new", "node", "line_follower_node", "--dir", folder});
    CHECK(again.exit_code == code(ExitCode::kUsage));
    CHECK_THAT(again.err, Catch::Contains("exists and is not overwritten"));
    for (const char* name : {"Blinker", "2fast", "a-b", "_x", "a__b", "node/x", "", "_node"}) {
        INFO(name);
        CHECK(run_seqboard(board, {"new", "node", name, "--dir", folder + "/bad"}).exit_code == code(ExitCode::kUsage));
    }
    CHECK_FALSE(std::filesystem::exists(folder + "/bad"));
    const ProgramOutput second = run_seqboard(board, {"new", "node", "blinker", "--dir", folder});
    CHECK_THAT(second.out, Catch::Contains("extended") && Catch::Contains("  blinker:\n    exec: build/bin/blinker_node"));
}

TEST_CASE("bash completes commands, options, slots and parameters") {
    const ScratchBoard board;
    const NodeProcess probe{board, "probe"};
    const std::string program = board.root() + "/seqboard";  // bash starts it by itself, and knows no emulators
    write_starter(program, built("seqboard"));
    const auto completed = [&](const std::string& words, int at) {
        const std::string script = "source <(" + program + " completion bash); COMP_WORDS=(" + program + " --root " + board.root() +
                                   " --board test " + words + "); COMP_CWORD=" + std::to_string(at + 4) +
                                   "; _seqboard; printf '%s\\n' \"${COMPREPLY[@]}\"";
        const ProgramOutput output = run_programs({{"/bin/bash", "-c", script}}, std::chrono::seconds{30}).front();
        INFO(output.err);
        CHECK(output.exit_code == 0);
        return output.out;
    };
    CHECK(completed("ec", 1) == "echo\n");
    CHECK(completed("echo ran", 2) == "range\n");
    CHECK(completed("echo range --on", 3) == "--once\n");
    CHECK(completed("write ran", 2) == "range\n");
    CHECK(completed("set probe.g", 2) == "probe.gain_ratio\n");
    CHECK(completed("describe ''", 2) == "probe\n");
}

TEST_CASE("every command has help with examples") {
    const ScratchBoard board;
    for (const char* command : {"check", "status", "list", "echo", "hz", "top", "plot", "scope", "set", "write", "describe", "graph",
                                "doctor", "new", "completion"}) {
        INFO(command);
        const ProgramOutput help = run_seqboard(board, {command, "--help"});
        CHECK(help.exit_code == 0);
        CHECK_THAT(help.out, Catch::Contains("Examples:\n  seqboard ") || Catch::Contains("Examples:\n  source "));
    }
}
