// The two link nodes joined by a pseudo terminal, each on a board of its own, in real time.
#include <catch2/catch.hpp>

#include <filesystem>

#include "core/messages/range.hpp"
#include "core/messages/wheels.hpp"
#include "core/testing/bench.hpp"
#include "nodes/link/board_link_node.hpp"
#include "nodes/link/plant_link_node.hpp"
#include "tests/scratch/captured_log.hpp"
#include "tests/scratch/eventually.hpp"
#include "tests/scratch/scratch_board.hpp"

using namespace seqboard;
using namespace seqboard::link;
using namespace seqboard::testing;
using namespace std::chrono_literals;

namespace {

using Params = std::map<std::string, std::string>;

/// Both ends, with what the plant and the board are told besides.
struct Pair {
    explicit Pair(Params plant_more = {}, Params board_more = {})
        : plant_params{std::move(plant_more)}, board_params{std::move(board_more)} {
        std::filesystem::create_directories(scratch.root());
        const std::string tty = scratch.root() + "/line.tty";
        plant_params.insert({{"line", "pty:" + tty}, {"sends", "range:Range"}, {"receives", "drive_command:DriveCommand"}});
        board_params.insert({{"line", "serial:" + tty + ":115200"}, {"receives", "range:Range"}, {"sends", "drive_command:DriveCommand"}});
        plant.emplace(plant_params);
        board.emplace(board_params);
    }

    void step() {
        for (BenchBoard* side : {static_cast<BenchBoard*>(&*plant), static_cast<BenchBoard*>(&*board)}) {
            side->advance(10ms);
            side->step();
        }
    }
    std::optional<ExitCode> ended() { return plant->session().setup().finished(); }
    LinkStatus status() { return plant->get<LinkStatus>("link_status").value_or({}); }

    ScratchBoard scratch;
    Params plant_params, board_params;
    std::optional<Bench<PlantLinkNode>> plant;
    std::optional<Bench<BoardLinkNode>> board;
};

}  // namespace

TEST_CASE("samples cross both ways, with their ages, between boards whose clocks differ") {
    Pair pair;
    pair.board->advance(5s);
    pair.board->set<DriveCommand>("drive_command", {.speed_m_s = 0.25f});
    const auto here = [&] {
        pair.plant->set<Range>("range", {.range_m = 1.5f, .max_range_m = 4});
        pair.step();
        const auto range = pair.board->get<Range>("range");
        const auto command = pair.plant->get<DriveCommand>("drive_command");
        return range && command;
    };
    REQUIRE(eventually(here));
    CHECK(pair.board->get<Range>("range")->range_m == 1.5f);
    CHECK(pair.board->get<Range>("range").age() < 4s);
    CHECK(pair.plant->get<DriveCommand>("drive_command")->speed_m_s == 0.25f);
    CHECK(pair.plant->get<DriveCommand>("drive_command").age() >= 10ms);  // set before the board's first step
    CHECK(pair.plant->get<DriveCommand>("drive_command").age() < 4s);
    const auto commands = pair.plant->get<DriveCommand>("drive_command").sequence();
    for (int i = 0; i < 20; ++i) pair.step();
    CHECK(pair.plant->get<DriveCommand>("drive_command").sequence() == commands);  // what was written once is written once
}

TEST_CASE("a board whose slots are others is refused, and both sides say why") {
    CapturedLog log;
    Pair pair{{}, {{"receives", "range:WheelState"}}};
    REQUIRE(eventually([&] { return pair.step(), pair.ended().has_value(); }));
    CHECK(pair.ended() == ExitCode::kUnavailable);
    const std::string said = log.take();
    CHECK_THAT(said,
               Catch::Contains("INVALID") && Catch::Contains("link: slot 'range' carries Range at the plant and WheelState on the board"));
}

TEST_CASE("a board that falls silent ends the run as invalid") {
    CapturedLog log;
    Pair pair{{{"silence_limit", "500ms"}}};
    REQUIRE(eventually([&] { return pair.step(), pair.status().phase == LinkPhase::kLinked && pair.status().steps > 20; }));
    REQUIRE_FALSE(pair.ended());
    REQUIRE(eventually([&] { return pair.plant->advance(10ms), pair.plant->step(), pair.ended().has_value(); }));
    CHECK(pair.ended() == ExitCode::kUnavailable);
    CHECK(pair.status().phase == LinkPhase::kLost);
    CHECK_THAT(log.take(), Catch::Contains("the board is silent for 500 ms"));
}

TEST_CASE("a board that ends says so") {
    CapturedLog log;
    Pair pair;
    REQUIRE(eventually([&] { return pair.step(), pair.status().steps > 20; }));
    pair.board.reset();
    REQUIRE(eventually([&] { return pair.plant->advance(10ms), pair.plant->step(), pair.ended().has_value(); }));
    CHECK_THAT(log.take(), Catch::Contains("INVALID") && Catch::Contains("the board has ended"));
}

TEST_CASE("losses beyond the budget end the run as invalid, and are told") {
    CapturedLog log;
    Pair pair{{{"fault_ratio", "0.2"}, {"jitter_budget", "10s"}}};
    REQUIRE(eventually([&] { return pair.step(), pair.ended().has_value(); }));
    CHECK(pair.ended() == ExitCode::kUnavailable);
    CHECK(pair.status().loss_ratio > 0.02f);
    CHECK_THAT(log.take(), Catch::Contains("% of the frames were lost or late, of at most 2.0 %"));
}

TEST_CASE("answers that come too unevenly end the run as invalid, and the board hears why") {
    CapturedLog log;
    Pair pair{{{"jitter_budget", "0ms"}}};
    REQUIRE(eventually([&] { return pair.step(), pair.ended().has_value(); }));
    CHECK(pair.ended() == ExitCode::kUnavailable);
    std::string said = log.take();
    CHECK_THAT(said, Catch::Contains("INVALID") && Catch::Contains("of their time, not within 0"));
    const auto board_says = [&] {
        pair.board->step();
        said += log.take();
        return said.find("link: the board's answers come within") != std::string::npos;
    };
    CHECK(eventually(board_says));
}

TEST_CASE("slots are named with messages that exist") {
    const auto refused = [](const char* sends, const char* sentence) {
        CHECK_THROWS_WITH((Pair{{{"sends", sends}}}), Catch::Contains(sentence));
    };
    refused("range:Rnge", "'Rnge' is no message of core/messages; did you mean 'Range'?");
    refused("range!:Range", "'range!' is no name of a slot");
    refused("range", "which message port 'range' carries is not known");
}
