// What tools show on a terminal, and what is left of it on a pipe.
#include "core/cli/screen.hpp"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <sstream>

#include "core/cli/table.hpp"
#include "tests/cli/command_here.hpp"
#include "tests/cli/fake_node.hpp"
#include "tests/cli/fake_supervisor.hpp"

using namespace seqboard;
using namespace seqboard::cli;
using namespace seqboard::testing;

namespace {

/// A variable of the environment for the length of a test.
class Variable {
public:
    Variable(const char* name, const char* value) : name_{name} {
        const char* const before = std::getenv(name);
        if (before != nullptr) before_ = before;
        if (value != nullptr) ::setenv(name, value, 1);
        else ::unsetenv(name);
    }
    Variable(const Variable&) = delete;
    Variable& operator=(const Variable&) = delete;
    ~Variable() {
        if (before_) ::setenv(name_, before_->c_str(), 1);
        else ::unsetenv(name_);
    }

private:
    const char* name_;
    std::optional<std::string> before_;
};

std::vector<std::string> lines_in(const std::string& text) {
    std::istringstream in{text};
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

/// Three nodes: one lives, one is dead, one is only known to the supervisor.
class MixedBoard {
public:
    MixedBoard() {
        supervisor.sonar = {.starts = 2, .failures = 1, .type = supervisor.sonar.type, .state = Supervised::kBackoff};
        supervisor.say();
        alive.live(NodeStatus{.state = NodeState::kReady});
        FakeNode gone{*board, "gone", "left"};
        gone.publish(NodeStatus{.state = NodeState::kReady}, monotonic_now());
    }
    ScratchBoard scratch;
    std::shared_ptr<Blackboard> board = Blackboard::open(scratch.place());
    FakeSupervisor supervisor{*board};
    FakeNode alive{*board, "arm", "reach"};
};

}  // namespace

TEST_CASE("a table on a terminal has colours and fits its width") {
    const Variable terminal{"TERM", "xterm"}, colours{"NO_COLOR", nullptr};
    const MixedBoard board;
    const std::string shown = command_on_terminal(board.scratch, {"list"}, 30, 24);
    CHECK_THAT(shown, Catch::Contains("\033[1mNODE\033[0m") && Catch::Contains("\033[32mLIVE\033[0m") &&
                          Catch::Contains("\033[31mDEAD\033[0m") && Catch::Contains("\033[33mABSENT\033[0m"));
    CHECK_THAT(command_on_terminal(board.scratch, {"list"}, 120, 24), Catch::Contains("\033[2mnever written\033[0m"));
    const Variable none{"NO_COLOR", "1"};
    const auto lines = lines_in(command_on_terminal(board.scratch, {"list"}, 30, 24));
    CHECK(std::all_of(lines.begin(), lines.end(), [](const std::string& line) { return line.size() <= 30; }));
    CHECK(std::any_of(lines.begin(), lines.end(), [](const std::string& line) { return line.size() > 25; }));
}

TEST_CASE("colours are for terminals that have some and people that want some") {
    const MixedBoard board;
    const auto coloured = [&](const char* terminal, const char* no_colour) {
        const Variable kind{"TERM", terminal}, wish{"NO_COLOR", no_colour};
        return command_on_terminal(board.scratch, {"status"}, 100, 24).find("\033[") != std::string::npos;
    };
    CHECK(coloured("xterm", nullptr));
    CHECK(coloured("xterm", ""));
    CHECK_FALSE(coloured("xterm", "1"));
    CHECK_FALSE(coloured("dumb", nullptr));
    CHECK_FALSE(coloured(nullptr, nullptr));
}

TEST_CASE("a terminal that does not tell its size has eighty columns") {
    const Variable terminal{"TERM", "dumb"};
    const MixedBoard board;
    for (const auto& [columns, rows] : {std::pair{0, 0}, {30, 0}, {0, 10}}) {
        const auto lines =
            lines_in(command_on_terminal(board.scratch, {"list"}, static_cast<unsigned short>(columns), static_cast<unsigned short>(rows)));
        REQUIRE_FALSE(lines.empty());
        CHECK(std::any_of(lines.begin(), lines.end(), [](const std::string& line) { return line.size() > 30; }));
        CHECK(std::all_of(lines.begin(), lines.end(), [](const std::string& line) { return line.size() <= 80; }));
    }
    CHECK(Screen::of(-1).columns == 0);
}

TEST_CASE("braille is for those whose locale is in UTF-8, by the first variable that says anything") {
    const auto unicode = [](const char* all, const char* type, const char* language) {
        const Variable first{"LC_ALL", all}, second{"LC_CTYPE", type}, third{"LANG", language};
        return Screen::of(-1).unicode;
    };
    CHECK(unicode("C.UTF-8", nullptr, nullptr));
    CHECK(unicode("", "de_DE.utf8", "C"));
    CHECK(unicode(nullptr, "", "en_GB.utf-8"));
    CHECK_FALSE(unicode("C", "C.UTF-8", "C.UTF-8"));
    CHECK_FALSE(unicode(nullptr, nullptr, nullptr));
}

TEST_CASE("status colours what is good, what comes and what is not") {
    const Variable terminal{"TERM", "xterm"}, colours{"NO_COLOR", nullptr};
    MixedBoard board;
    std::string shown = command_on_terminal(board.scratch, {"status"}, 120, 24);
    CHECK_THAT(shown, Catch::Contains("\033[32mREADY\033[0m") && Catch::Contains("\033[31mBACKOFF\033[0m"));
    board.alive.live(NodeStatus{.state = NodeState::kStarting});
    CHECK_THAT(command_on_terminal(board.scratch, {"status"}, 120, 24), Catch::Contains("\033[33mSTARTING\033[0m"));
    board.alive.live(NodeStatus{.state = NodeState::kStopping});
    CHECK_THAT(command_on_terminal(board.scratch, {"status"}, 120, 24), Catch::Contains("\033[33mSTOPPING\033[0m"));
}

TEST_CASE("the live table is cut to a terminal's rows when it stays there, and whole when it is printed once") {
    const Variable terminal{"TERM", "dumb"};
    const MixedBoard board;
    CHECK(lines_in(command_on_terminal(board.scratch, {"top", "--once"}, 100, 4)).size() > 6);
}

TEST_CASE("a cell that does not fit is cut, what follows it is left out") {
    Table table{{"A", ">NUMBER", "LAST"}};
    table.add({{"long text"}, {"7"}, {"end"}});
    table.add({{"x", Colour::kDim}, {"", Colour::kRed}});
    using Lines = std::vector<std::string>;
    CHECK(table.lines({}) == Lines{"A          NUMBER  LAST", "long text       7  end", "x"});
    CHECK(table.lines({.columns = 4}) == Lines{"A", "long", "x"});
    CHECK(table.lines({.columns = 11}) == Lines{"A", "long text", "x"});
    CHECK(table.lines({.columns = 13}) == Lines{"A          NU", "long text", "x"});
    CHECK(table.lines({.columns = 4, .colour = true}) == Lines{"\033[1mA\033[0m", "long", "\033[2mx\033[0m"});
}

TEST_CASE("every colour has its escape, and none has none") {
    const Screen screen{.colour = true};
    CHECK(coloured("x", Colour::kGreen, screen) == "\033[32mx\033[0m");
    CHECK(coloured("x", Colour::kInverse, screen) == "\033[7mx\033[0m");
    CHECK(coloured("x", Colour::kNone, screen) == "x");
    CHECK(coloured("", Colour::kRed, screen) == "");
    CHECK(coloured("x", Colour::kRed, {}) == "x");
}
