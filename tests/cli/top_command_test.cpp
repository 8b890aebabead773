// The live table where nobody presses keys: once, again and again, as JSON.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/cli/command_here.hpp"
#include "tests/cli/fake_node.hpp"
#include "tests/cli/terminal_process.hpp"

using namespace seqboard;
using namespace seqboard::testing;
using Json = nlohmann::json;

namespace {

/// A board with a node that is ready and a segment that never said anything.
class TwoNodeBoard {
public:
    TwoNodeBoard() {
        sonar.live(NodeStatus{.steps = 3, .state = NodeState::kReady});
        sonar.publish(Range{.range_m = 1}, monotonic_now());
    }
    ScratchBoard scratch;
    std::shared_ptr<Blackboard> board = Blackboard::open(scratch.place());
    FakeNode sonar{*board, "sonar", "range"};
    std::shared_ptr<OwnedSegment> mute = board->create("mute", {slot_spec<NodeStatus>("mute.status")});
};

std::size_t count_of(const std::string& text, const std::string& part) {
    std::size_t count = 0;
    for (std::size_t at = 0; (at = text.find(part, at)) != std::string::npos; ++at) ++count;
    return count;
}

}  // namespace

TEST_CASE("top on a pipe prints its table again and again until Ctrl-C") {
    const TwoNodeBoard board;
    const ProgramOutput output =
        interrupted_here(board.scratch, {"top", "--rate", "50"}, [](const std::string& out) { return count_of(out, "board test: ") >= 3; });
    CHECK(output.exit_code == 0);
    CHECK(count_of(output.out, "\nsonar ") == count_of(output.out, "board test: "));
}

TEST_CASE("top as JSON is a document on lines of its own once, and a line for each look else") {
    const TwoNodeBoard board;
    const ProgramOutput once = command_here(board.scratch, {"top", "--once", "--json"});
    const Json document = Json::parse(once.out);
    REQUIRE(document["nodes"].size() == 2);
    CHECK_FALSE(document["nodes"][0].contains("steps"));  // it has said nothing
    CHECK(document["nodes"][1]["steps"] == 3);
    CHECK(count_of(once.out, "\n") > 3);
    const ProgramOutput often =
        interrupted_here(board.scratch, {"top", "--json", "--rate", "50"}, [](const std::string& out) { return count_of(out, "\n") >= 2; });
    std::istringstream lines{often.out};
    for (std::string line; std::getline(lines, line);) CHECK(Json::parse(line)["slots"][0]["slot"] == "range");
}

TEST_CASE("top in a terminal prints where it is told to, once or as JSON, instead of taking the terminal") {
    const TwoNodeBoard board;
    for (const char* const how : {"--once", "--json"}) {
        TerminalProcess top{board.scratch, {"top", how}};
        CHECK(top.shows("sonar"));
        CHECK_FALSE(top.screen.on_second_screen());
        if (std::string{how} != "--once") top.signal(SIGINT);
        CHECK(top.wait() == 0);
    }
}

TEST_CASE("top that is paused looks no more, and goes on when it is told to") {
    TwoNodeBoard board;
    TerminalProcess top{board.scratch, {"top", "--rate", "50"}};
    REQUIRE(top.shows("q quit"));
    top.press("p");
    REQUIRE(top.shows("p PAUSED"));
    board.sonar.live(NodeStatus{.state = NodeState::kStopping});
    top.press("\t");
    REQUIRE(top.shows("Tab nodes  <"));
    CHECK(top.screen.text().find("STOPPING") == std::string::npos);
    top.press("p");
    CHECK(eventually([&] {
        board.sonar.live(NodeStatus{.state = NodeState::kStopping});
        return top.look(), top.screen.text().find("STOPPING") != std::string::npos;
    }));
    top.press("q");
    CHECK(top.wait() == 0);
}
