// A robot with a flight recorder, and what happens to it.
#include <catch2/catch.hpp>

#include <signal.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "core/blackboard.hpp"
#include "core/launch/describe_runner.hpp"
#include "core/messages/recording.hpp"
#include "core/segment/newest_sample.hpp"
#include "tests/scratch/eventually.hpp"
#include "tests/scratch/places.hpp"
#include "tests/scratch/scratch_board.hpp"

using namespace seqboard;
using namespace seqboard::testing;
using Json = nlohmann::json;

namespace {

/// The reference robot at real speed, half a second before a trigger and half a second after it.
class FlyingRobot {
public:
    explicit FlyingRobot(std::vector<std::string> more = {}) {
        std::vector<std::string> words = {"up", sources("config/robot_sim.yaml"), "--detach", "--profile", "flight"};
        more.insert(more.end(),
                    {"recordings=" + folder(), "picture=" + board.root() + "/run.html", "flight.time_before=500ms", "flight.time_after=500ms"});
        for (const std::string& set : more) words.insert(words.end(), {"--set", set});
        const ProgramOutput up = run(words);
        if (up.exit_code != 0) throw std::runtime_error{up.out + up.err};
    }
    ~FlyingRobot() { run({"down"}); }

    ProgramOutput run(std::vector<std::string> words) const {
        words.insert(words.begin(), {built("seqboard"), "--root", board.root(), "--board", "test"});
        return run_programs({words}, std::chrono::seconds{60}).front();
    }
    std::string folder() const { return board.root() + "/recordings"; }

    bool await_file() const {
        const auto opened = Blackboard::open(board.place());
        return eventually([&] {
            const auto segment = opened->attach_trusted("flight");
            const auto state = segment ? newest<FlightState>(*segment, "flight_recording") : std::nullopt;
            return state && state->value.files > 0;
        });
    }
    /// What stands in the file of the first event under metadata `flight`.
    Json told() const {
        const Json info = Json::parse(run({"info", folder() + "/flight_0000.mcap", "--json"}).out);
        Json all = Json::object();
        for (const Json& metadata : info.at("metadata"))
            if (metadata.at("name") == "flight") all.update(metadata.at("values"));
        for (const Json& channel : info.at("channels")) all["slots"].push_back(channel.at("slot"));
        return all;
    }

    ScratchBoard board;
};

bool has_slot(const Json& told, const char* slot) {
    return std::find(told.at("slots").begin(), told.at("slots").end(), slot) != told.at("slots").end();
}

}  // namespace

TEST_CASE("a node that is killed leaves a file of the seconds around it, with every slot, those too that were written once") {
    const FlyingRobot robot;
    const auto owner = Blackboard::open(robot.board.place())->backend().owner("planner");
    REQUIRE(owner);
    ::kill(owner->pid, SIGKILL);
    REQUIRE(robot.await_file());
    const Json told = robot.told();
    INFO(told.dump(2));
    std::string why = told.at("why");
    for (const auto& [key, value] : told.items())
        if (key.starts_with("why, ")) why += " " + value.get<std::string>();
    CHECK_THAT(why, Catch::Contains("node 'planner' failed: exit code 137"));
    for (const char* const slot : {"pose", "range", "plan", "planner.params", "supervisor.planner", "supervisor.enable", "clock"})
        CHECK(has_slot(told, slot));
}

TEST_CASE("who asks for a file gets its path when it is complete, and the reason stands in it") {
    const FlyingRobot robot;
    const ProgramOutput asked = robot.run({"record", "trigger", "--why", "a strange noise", "--wait"});
    INFO(asked.out << asked.err);
    REQUIRE(asked.exit_code == 0);
    CHECK(asked.out == robot.folder() + "/flight_0000.mcap\n");
    CHECK(robot.told().at("why") == "asked: a strange noise");
    const ProgramOutput again = robot.run({"record", "trigger"});
    CHECK(again.exit_code == 0);
    CHECK_THAT(again.out, Catch::Contains("triggered"));
}

TEST_CASE("a condition over slots is a trigger") {
    const FlyingRobot robot{{"flight_condition=truth.x_m > 0.2m"}};
    REQUIRE(robot.await_file());
    CHECK(robot.told().at("why") == "condition: truth.x_m > 0.2m");
}

TEST_CASE("a board without a flight recorder says so to who asks") {
    const ScratchBoard board;
    std::filesystem::create_directories(board.directory());
    const ProgramOutput asked =
        run_programs({{built("seqboard"), "--root", board.root(), "--board", "test", "record", "trigger"}}, std::chrono::seconds{60})
            .front();
    CHECK(asked.exit_code == 66);
    CHECK_THAT(asked.err, Catch::Contains("has no flight recorder; start its node set with --profile flight"));
}
