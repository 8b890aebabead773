// The commands that take a terminal over, each in one of its own.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "core/exit_code.hpp"
#include "tests/cli/terminal_process.hpp"
#include "tests/scratch/slow_build.hpp"

using namespace seqboard;
using namespace seqboard::testing;
using Json = nlohmann::json;

namespace {

std::string content_of(const std::string& path) {
    std::ostringstream text;
    text << std::ifstream{path}.rdbuf();
    return text.str();
}

}  // namespace

TEST_CASE("top in a terminal: keys sort, filter, switch and end it, and the terminal is as it was") {
    const ScratchBoard board;
    const NodeProcess probe{board, "probe"};
    TerminalProcess top{board, {"top", "--rate", "20"}};
    // What is above a line that is there may be of this picture, and what is below it of the last.
    const auto line_begins = [&](std::size_t line, const std::string& text) {
        return eventually([&] { return top.look(), top.screen.line(line).starts_with(text); });
    };
    REQUIRE(top.shows("board test: 1 of 1 nodes ready"));
    CHECK(top.screen.on_second_screen());
    CHECK_FALSE(top.screen.cursor_shown());
    CHECK_FALSE(top.is_as_before());
    CHECK(line_begins(1, "NODE"));
    CHECK(line_begins(29, "q quit"));
    CHECK(top.shows("range "));
    top.press("\t");
    CHECK(top.shows("Tab nodes  <"));
    CHECK(top.screen.text().find("SLOT") == std::string::npos);
    top.press("\t");
    CHECK(top.shows("Tab slots"));
    CHECK(line_begins(1, "SLOT"));
    top.press("\033[C");
    CHECK(top.shows("SLOT ^"));
    CHECK(line_begins(2, "plan"));
    top.press("r");
    CHECK(top.shows("SLOT v"));
    CHECK(line_begins(2, "silent"));
    top.press("/ran\r");
    CHECK(top.shows("filter 'ran'"));
    CHECK(top.screen.text().find("silent") == std::string::npos);
    top.resize(60, 8);
    CHECK(line_begins(7, "q quit"));
    top.press("h");
    CHECK(top.shows("Keys"));
    top.press("hq");
    CHECK(top.wait() == 0);
    CHECK_FALSE(top.screen.on_second_screen());
    CHECK(top.screen.cursor_shown());
    CHECK(top.is_as_before());
}

TEST_CASE("whatever ends top, the terminal is given back") {
    const ScratchBoard board;
    const NodeProcess probe{board, "probe"};
    for (const auto& [number, code] :
         {std::pair{SIGINT, 0}, {SIGTERM, 0}, {SIGHUP, 0}, {SIGQUIT, 128 + SIGQUIT}, {SIGABRT, 128 + SIGABRT}}) {
        INFO("signal " << number);
        TerminalProcess top{board, {"top"}};
        REQUIRE(top.shows("q quit"));
        top.signal(number);
        CHECK(top.wait() == code);
        CHECK_FALSE(top.screen.on_second_screen());
        CHECK(top.screen.cursor_shown());
        CHECK(top.is_as_before());
    }
}

TEST_CASE("top that is stopped gives the terminal back, and takes it again when it goes on") {
    const ScratchBoard board;
    const NodeProcess probe{board, "probe"};
    TerminalProcess top{board, {"top", "--rate", "20"}};
    REQUIRE(top.shows("q quit"));
    top.signal(SIGTSTP);
    CHECK(eventually([&] { return top.look(), !top.screen.on_second_screen() && top.is_as_before(); }));
    top.signal(SIGCONT);
    CHECK(top.shows("q quit"));
    CHECK(top.screen.on_second_screen());
    top.press("q");
    CHECK(top.wait() == 0);
}

TEST_CASE("plot in a terminal draws curves in braille, and leaves the last picture and a count behind") {
    const ScratchBoard board;
    const NodeProcess probe{board, "probe"};
    const std::string svg = board.root() + "/plot.svg";
    TerminalProcess plot{board, {"plot", "range.range_m", "plan.replans", "plan.state", "--span", "500ms", "--svg", svg}};
    REQUIRE(plot.shows("range.range_m 1.25"));
    CHECK(plot.screen.on_second_screen());
    CHECK(plot.shows("[m]"));
    CHECK(plot.shows("plan.state DRIVING"));
    CHECK(eventually([&] {
        plot.look();
        return plot.screen.text().find("\u28c0") != std::string::npos || plot.screen.text().find("\u2812") != std::string::npos ||
               plot.screen.text().find("\u2824") != std::string::npos || plot.screen.text().find("\u2809") != std::string::npos;
    }));
    plot.press("-");
    CHECK(plot.shows("the last 1 s"));
    plot.press("p");
    CHECK(plot.shows("PAUSED"));
    plot.press("pq");
    CHECK(plot.wait() == 0);
    CHECK_FALSE(plot.screen.on_second_screen());
    CHECK(plot.is_as_before());
    CHECK_THAT(plot.screen.text(), Catch::Contains("samples of 2 slots,") && Catch::Contains("range.range_m 1.25"));
    CHECK_THAT(content_of(svg), Catch::StartsWith("<svg ") && Catch::Contains("plan.replans") && Catch::Contains("<polyline"));
}

TEST_CASE("plot on a pipe takes every sample for a time, and draws in ASCII") {
    const ScratchBoard board;
    const NodeProcess probe{board, "probe"};
    const std::string csv = board.root() + "/plot.csv";
    const ProgramOutput output = run_seqboard(board, {"plot", "plan.replans", "--for", "300ms", "--csv", csv});
    CHECK(output.exit_code == 0);
    CHECK_THAT(output.out, Catch::Contains(csv) && Catch::Contains("samples of 1 slot, "));
    std::istringstream rows{content_of(csv)};
    std::string row;
    REQUIRE(std::getline(rows, row));
    CHECK(row == "time_s,plan.replans");
    long before = -1;
    std::size_t count = 0;
    for (; std::getline(rows, row); ++count) {
        const long value = std::stol(row.substr(row.find(',') + 1));
        CHECK(value > before);
        before = value;
    }
    CHECK(count > 3);
    ProgramOutput drawn;
    CHECK(eventually([&] {  // on a busy machine a tenth of a second may pass without a sample
        drawn = run_seqboard(board, {"plot", "range.range_m", "--span", "100ms"});
        return drawn.out.find("range.range_m 1.25") != std::string::npos;
    }));
    CHECK_THAT(drawn.out, Catch::StartsWith("[m]"));
    CHECK(drawn.out.find('\033') == std::string::npos);
    CHECK(run_seqboard(board, {"plot", "range.nothing"}).exit_code == static_cast<int>(ExitCode::kNoInput));
    CHECK(run_seqboard(board, {"plot", "range.range_m", "--from", "1s"}).exit_code == static_cast<int>(ExitCode::kUsage));
}

TEST_CASE("plot draws a recording, all of it or a part") {
    const ScratchBoard board;
    const NodeProcess probe{board, "probe"};
    const std::string folder = board.root() + "/recordings", file = folder + "/test_0000.mcap";
    REQUIRE(run_seqboard(board, {"record", "-o", folder, "--duration", "500ms"}).exit_code == 0);
    const ProgramOutput drawn = run_seqboard(board, {"plot", "-f", file, "range.range_m", "plan.x_m[1]"});
    INFO(drawn.err);
    CHECK_THAT(drawn.out, Catch::StartsWith("[m]") && Catch::Contains("plan.x_m[1] 0.5") && Catch::Contains("s after its beginning"));
    const std::string csv = board.root() + "/part.csv";
    REQUIRE(run_seqboard(board, {"plot", "-f", file, "range.range_m", "--from", "100ms", "--to", "200ms", "--csv", csv}).exit_code == 0);
    std::istringstream rows{content_of(csv)};
    std::string row;
    std::getline(rows, row);
    while (std::getline(rows, row)) {
        CHECK(std::stod(row) >= 0.1);
        CHECK(std::stod(row) <= 0.2);
    }
    CHECK(run_seqboard(board, {"plot", "-f", file, "nothing.x"}).exit_code == static_cast<int>(ExitCode::kNoInput));
}

TEST_CASE("scope captures what was before its trigger, and says when nothing came") {
    const ScratchBoard board;
    const NodeProcess probe{board, "probe"};
    const std::string svg = board.root() + "/scope.svg";
    const auto steps = run_seqboard(board, {"echo", "plan.replans", "--once"});
    const std::string level = std::to_string(std::stol(steps.out) + (kSlowBuild ? 600 : 100));  // not before scope looks
    const ProgramOutput output = run_seqboard(board, {"scope", "--rises", "plan.replans=" + level, "range.range_m", "plan.replans",
                                                      "--before", "150ms", "--after", "100ms", "--json", "--svg", svg});
    INFO(output.err);
    REQUIRE(output.exit_code == 0);
    const Json capture = Json::parse(output.out);
    CHECK(capture["trigger"] == "plan.replans rises to " + level);
    const Json& replans = capture["fields"][1];
    CHECK(replans["field"] == "plan.replans");
    REQUIRE(replans["values"].size() == replans["times_s"].size());
    CHECK(replans["times_s"].front() < -0.02);
    CHECK(replans["times_s"].back() > 0.02);
    for (std::size_t k = 0; k < replans["values"].size(); ++k)
        CHECK((replans["times_s"][k] >= 0) == (replans["values"][k] >= std::stol(level)));
    CHECK_THAT(content_of(svg), Catch::Contains("plan.replans rises to " + level) && Catch::Contains("s after the trigger"));

    const ProgramOutput none = run_seqboard(board, {"scope", "--trigger", "range.range_m > 99m", "--timeout", "100ms"});
    CHECK(none.exit_code == static_cast<int>(ExitCode::kFailed));
    CHECK_THAT(none.err, Catch::Contains("nothing was captured"));
    CHECK(run_seqboard(board, {"scope", "range.range_m"}).exit_code == static_cast<int>(ExitCode::kUsage));
    CHECK(run_seqboard(board, {"scope", "--trigger", "range.range_m > 1rad"}).exit_code == static_cast<int>(ExitCode::kUsage));
}

TEST_CASE("scope captures as often as it is told to, each into a file of its own") {
    const ScratchBoard board;
    const NodeProcess probe{board, "probe"};
    TerminalProcess scope{board,
                          {"scope", "--trigger", "range.range_m > 99m", "--count", "2", "--before", "50ms", "--after", "50ms", "--csv",
                           board.root() + "/a.csv"}};
    REQUIRE(scope.shows("f: trigger now"));
    scope.press("f");
    REQUIRE(scope.shows("trigger 1 at"));
    scope.press("f");
    CHECK(scope.wait() == 0);
    CHECK(scope.is_as_before());
    CHECK_THAT(scope.screen.text(), Catch::Contains("trigger 2 at"));
    CHECK(std::filesystem::exists(board.root() + "/a_0001.csv"));
    CHECK(std::filesystem::exists(board.root() + "/a_0002.csv"));
}
