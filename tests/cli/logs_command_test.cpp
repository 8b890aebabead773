// What nodes have printed: of one or all, the last lines, those that follow.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "core/exit_code.hpp"
#include "tests/cli/command_here.hpp"

using namespace seqboard;
using namespace seqboard::testing;
using Json = nlohmann::json;

namespace {

constexpr int code(ExitCode exit) { return static_cast<int>(exit); }

/// A board on which `wheels` and `sonar` have printed, and wheels has failed once.
class LoggedBoard {
public:
    LoggedBoard() {
        std::filesystem::create_directories(folder());
        write("wheels.log", "1.000000 wheels: turns\n3.000000 wheels: warning: slips\n4.000000 wheels: error: stuck\n");
        write("sonar.log", "2.000000 sonar: hears\nhello\n");
        write("wheels.dead", "0.500000 wheels: error: no device\n");
        write("wheels.log.1", "0.100000 wheels: of the launch before\n");
    }
    void write(const std::string& name, const std::string& text) const {
        std::ofstream{folder() + "/" + name, std::ios::app} << text;
        std::filesystem::permissions(folder() + "/" + name, std::filesystem::perms{0640});
    }
    ProgramOutput run(std::vector<std::string> words) const {
        words.insert(words.begin(), "logs");
        return command_here(scratch, std::move(words));
    }
    std::string folder() const { return scratch.directory() + "/log"; }

    ScratchBoard scratch;
};

}  // namespace

TEST_CASE("logs of all nodes are in the order of time, and lines that do not say whose they are get the name") {
    const LoggedBoard board;
    CHECK(board.run({}).out ==
          "1.000000 wheels: turns\n2.000000 sonar: hears\nsonar: hello\n3.000000 wheels: warning: slips\n4.000000 wheels: error: stuck\n");
    CHECK(board.run({"sonar"}).out == "2.000000 sonar: hears\nhello\n");
    CHECK(board.run({"sonar", "wheels", "-n", "1"}).out == "sonar: hello\n4.000000 wheels: error: stuck\n");
    CHECK(board.run({"--dead"}).out == "0.500000 wheels: error: no device\n");
}

TEST_CASE("logs are narrowed to a level and a text") {
    const LoggedBoard board;
    CHECK(board.run({"--level", "warning"}).out == "3.000000 wheels: warning: slips\n4.000000 wheels: error: stuck\n");
    CHECK(board.run({"--level", "error"}).out == "4.000000 wheels: error: stuck\n");
    CHECK(board.run({"--match", "s"}).out.find("hello") == std::string::npos);
    const ProgramOutput wrong = board.run({"--level", "eror"});
    CHECK(wrong.exit_code == code(ExitCode::kUsage));
    CHECK_THAT(wrong.err, Catch::Contains("expected info, warning or error; did you mean 'error'?"));
}

TEST_CASE("logs as JSON have process, node, time and level, and null for what a line does not say") {
    const LoggedBoard board;
    const Json stuck = Json::parse(board.run({"wheels", "-n", "1", "--json"}).out);
    CHECK(stuck == Json{{"process", "wheels"}, {"node", "wheels"}, {"time_s", 4.0}, {"level", "error"}, {"text", "stuck"}});
    const Json hello = Json::parse(board.run({"sonar", "-n", "1", "--json"}).out);
    CHECK(hello["node"].is_null());
    CHECK(hello["time_s"].is_null());
}

TEST_CASE("a board without logs says so, and a log that is not there has the nearest name") {
    const ScratchBoard scratch;
    const ProgramOutput none = command_here(scratch, {"logs"});
    CHECK(none.exit_code == code(ExitCode::kNoInput));
    CHECK_THAT(none.err, Catch::Contains("no log in ") && Catch::Contains("was nothing launched?"));
    const LoggedBoard board;
    const ProgramOutput typo = board.run({"wheel"});
    CHECK(typo.exit_code == code(ExitCode::kNoInput));
    CHECK_THAT(typo.err, Catch::Contains("no 'wheel.log' in ") && Catch::Contains("did you mean 'wheels'?"));
}

TEST_CASE("logs that are followed go on with what comes, from processes that begin later too") {
    const LoggedBoard board;
    bool written = false;
    const ProgramOutput all = interrupted_here(board.scratch, {"logs", "-f", "-n", "1"}, [&](const std::string& out) {
        if (!written && out.find("stuck") != std::string::npos) {
            board.write("wheels.log", "5.000000 wheels: free\n");
            board.write("arm.log", "6.000000 arm: up\n7.000000 arm: down\n");
            written = true;
        }
        return out.find("down") != std::string::npos;
    });
    CHECK(all.exit_code == 0);
    CHECK(all.out.ends_with("5.000000 wheels: free\n6.000000 arm: up\n7.000000 arm: down\n"));
    written = false;
    const ProgramOutput one = interrupted_here(board.scratch, {"logs", "-f", "-n", "1", "sonar"}, [&](const std::string& out) {
        if (!written && out.find("hello") != std::string::npos) {
            board.write("leg.log", "8.000000 leg: out\n");
            board.write("sonar.log", "9.000000 sonar: deaf\n");
            written = true;
        }
        return out.find("deaf") != std::string::npos;
    });
    CHECK(one.out == "hello\n9.000000 sonar: deaf\n");
}
