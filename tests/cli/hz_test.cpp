// seqboard hz on a board whose nodes the test plays itself: the table, windows one after the other, and how it ends.
#include <algorithm>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <sstream>

#include "core/exit_code.hpp"
#include "tests/cli/command_here.hpp"
#include "tests/cli/fake_node.hpp"
#include "tests/cli/full_stdout.hpp"

using namespace seqboard;
using namespace seqboard::testing;
using namespace std::chrono_literals;
using Json = nlohmann::json;

namespace {

/// `sonar` has written `range` three times, every 10 ms, and its status never.
struct MeasuredBoard {
    MeasuredBoard() {
        for (int k = 0; k < 3; ++k) sonar.publish(Range{}, Time{1s + k * 10ms});
    }
    ProgramOutput run(std::vector<std::string> words) const {
        words.insert(words.begin(), "hz");
        return command_here(scratch, std::move(words));
    }

    ScratchBoard scratch;
    std::shared_ptr<Blackboard> board = Blackboard::open(scratch.place());
    FakeNode sonar{*board, "sonar", "range"};
};

}  // namespace

TEST_CASE("hz prints rate and periods of a slot, and a dash for one that has none") {
    const MeasuredBoard board;
    const ProgramOutput output = board.run({"--all", "--once"});
    CHECK(output.exit_code == 0);
    std::istringstream lines{output.out};
    std::string title, status, range;
    std::getline(lines, title);
    std::getline(lines, status);
    std::getline(lines, range);
    CHECK_THAT(title, Catch::StartsWith("SLOT") && Catch::Contains("RATE Hz") && Catch::EndsWith("MISSED"));
    CHECK_THAT(status, Catch::StartsWith("sonar.status") && Catch::Contains(" - "));
    CHECK_THAT(range, Catch::StartsWith("range") && Catch::Contains(" 100 ") && Catch::Contains("10.0 ms"));
}

TEST_CASE("hz measures window after window, each alone, until somebody ends it") {
    MeasuredBoard board;
    int k = 3;
    const ProgramOutput output =
        interrupted_here(board.scratch, {"hz", "range", "--window", "20ms", "--json"}, [&](const std::string& out) {
            board.sonar.publish(Range{}, Time{1s + k++ * 10ms});
            return std::count(out.begin(), out.end(), '\n') >= 3;
        });
    CHECK(output.exit_code == 0);
    std::istringstream lines{output.out};
    std::uint64_t periods = 0;
    for (std::string line; std::getline(lines, line);) periods += Json::parse(line).at(0).at("periods").get<std::uint64_t>();
    CHECK(periods > 0);
    CHECK(periods < static_cast<std::uint64_t>(k));  // no period is in two windows
}

TEST_CASE("hz ends when nobody can take what it prints") {
    const MeasuredBoard board;
    CHECK(command_on_full_disk(board.scratch, {"hz", "range", "--window", "1ms"}) == 0);
}
