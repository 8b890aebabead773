// A whole robot recorded in lock-step, and its nodes run again on what it saw.
#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "core/launch/describe_runner.hpp"
#include "tests/scratch/places.hpp"
#include "tests/scratch/scratch_board.hpp"

using namespace seqboard;
using namespace seqboard::testing;
using Json = nlohmann::json;

namespace {

ProgramOutput run_seqboard(const ScratchBoard& board, std::vector<std::string> words) {
    words.insert(words.begin(), {built("seqboard"), "--root", board.root()});
    return run_programs({words}, std::chrono::seconds{60}).front();
}

/// The reference robot on its way to the goal, once for all cases.
class RecordedRobot {
public:
    RecordedRobot() {
        const ProgramOutput up =
            run_seqboard(board, {"up", sources("config/robot_sim.yaml"), "--profile", "fast", "--profile", "record", "--set",
                                 "recordings=" + board.root() + "/recordings", "--set", "picture=" + board.root() + "/picture.html"});
        if (up.exit_code != 0) throw std::runtime_error{up.out + up.err};
    }
    ProgramOutput check(std::vector<std::string> words) const {
        words.insert(words.begin(), {"replay", "check", file(), sources("config/robot_sim.yaml")});
        return run_seqboard(board, words);
    }
    std::string file() const { return board.root() + "/recordings/robot_0000.mcap"; }

    ScratchBoard board;
};

const RecordedRobot& robot() {
    static const RecordedRobot recorded;
    return recorded;
}

const std::vector<std::string> kThinkers = {"--node", "fusion",  "--node", "map",      "--node", "behaviour",
                                            "--node", "planner", "--node", "follower", "--node", "arbiter"};

}  // namespace

TEST_CASE("a simulated robot's recorder misses nothing, however fast time runs, and says what it has") {
    const ProgramOutput output = run_seqboard(robot().board, {"info", robot().file(), "--json"});
    INFO(output.out << output.err);
    REQUIRE(output.exit_code == 0);
    const Json info = Json::parse(output.out);
    CHECK(info.at("faults").empty());
    std::set<std::string> slots, topics;
    for (const Json& channel : info.at("channels")) {
        INFO(channel);
        slots.insert(channel.at("slot").get<std::string>());
        topics.insert(channel.at("topic").get<std::string>());
        CHECK(channel.at("gaps") == 0);
    }
    for (const char* const slot : {"pose", "range", "map", "plan", "planner.params", "supervisor.status", "supervisor.planner", "clock"})
        CHECK(slots.contains(slot));
    for (const char* const topic : {"/tf", "/ros/pose", "/ros/map", "/ros/plan", "/ros/range", "/ros/battery"})
        CHECK(topics.contains(topic));
    bool told = false;
    for (const Json& metadata : info.at("metadata"))
        if (metadata.at("name") == "missed") {
            told = true;
            for (const auto& [slot, missed] : metadata.at("values").items()) CHECK(missed == "0");
        }
    CHECK(told);
    std::set<std::string> attachments;
    for (const Json& attachment : info.at("attachments")) attachments.insert(attachment.at("name").get<std::string>());
    CHECK(attachments.contains("node_set.yaml"));
    CHECK(attachments.contains("log/referee.log"));
}

TEST_CASE("nodes that run again on what they saw say what they said, the same three times of three") {
    const ProgramOutput first = robot().check(kThinkers);
    INFO(first.out << first.err);
    REQUIRE(first.exit_code == 0);
    CHECK_THAT(first.out, Catch::Contains("every sample is as it was recorded") && Catch::Contains("plan: ") && Catch::Contains("pose: "));
    for (int again = 1; again < 3; ++again) CHECK(robot().check(kThinkers).out == first.out);
}

TEST_CASE("the same twenty times of twenty", "[long]") {
    const std::string first = robot().check(kThinkers).out;
    CHECK_THAT(first, Catch::Contains("every sample is as it was recorded"));
    for (int again = 1; again < 20; ++again) REQUIRE(robot().check(kThinkers).out == first);
}

TEST_CASE("a node that decides otherwise than it did is told, with tick, slot and field") {
    const ProgramOutput changed = robot().check({"--node", "follower", "--set", "follower.cruise_speed_m_s=0.2"});
    CHECK(changed.exit_code == 1);
    CHECK_THAT(changed.out, Catch::Contains("first difference: tick ") && Catch::Contains("slot autonomy_command, field speed_m_s: ") &&
                                Catch::Contains(" was recorded, now it is "));
    const ProgramOutput unknown = robot().check({"--node", "pilot"});
    CHECK(unknown.exit_code == 66);
    CHECK_THAT(unknown.err, Catch::Contains("'pilot' is no node of"));
}

TEST_CASE("a scenario is judged on what was recorded, with today's nodes, the same twice, and otherwise when they are others") {
    const ScratchBoard board;
    const auto run = [&](const std::string& text, std::vector<std::string> more = {}) {
        std::filesystem::create_directories(board.root() + "/judged");
        std::ofstream{board.root() + "/judged/scenario.yaml"}
            << "about: What the robot says to what it saw.\nuse: {launch: " << sources("config/robot_sim.yaml") << ", limit: 60s}\n"
            << text;
        more.insert(more.begin(), {"hil", "run", board.root() + "/judged", "--mode", "replay", "--recording", robot().file(), "--out",
                                   board.root() + "/runs"});
        return run_seqboard(board, more);
    };
    const std::string slow =
        "expect:\n  - always: \"autonomy_command.missing or autonomy_command.speed_m_s < 0.45m/s\"\n"
        "  - final: \"plan.state == ARRIVED and truth.x_m > 2m\"\n";
    const ProgramOutput passed = run(slow);
    INFO(passed.out << passed.err);
    CHECK(passed.exit_code == 0);
    CHECK_THAT(passed.out, Catch::StartsWith("PASS judged") && Catch::Contains("replay  seed 1"));
    const auto hash = [](const ProgramOutput& output) { return output.out.substr(output.out.find("hash "), 21); };
    CHECK(hash(run(slow)) == hash(passed));
    const ProgramOutput faster = run(slow, {"--set", "follower.cruise_speed_m_s=0.6"});
    INFO(faster.out << faster.err);
    CHECK(faster.exit_code == 1);
    CHECK(hash(faster) != hash(passed));
    CHECK_THAT(faster.out, Catch::Contains("autonomy_command.speed_m_s < 0.45m/s"));

    const ProgramOutput steps = run("steps:\n  - {at: 1s, do: node.kill, node: planner}\n" + slow);
    CHECK(steps.exit_code == 78);
    CHECK_THAT(steps.out, Catch::Contains("scenario.yaml:4:5: node.kill: mode replay: nothing can be done to a robot that was recorded"));
    CHECK_THAT(run("expect:\n  - always: \"planner.ready\"\n").out, Catch::Contains("no slot or node 'planner'"));
    CHECK(run(slow, {"--idle"}).exit_code == 64);
    CHECK(run_seqboard(board, {"hil", "run", board.root() + "/judged", "--mode", "replay"}).exit_code == 64);
}

TEST_CASE("a replay that takes too long, or has no node to try, says nothing about its scenario") {
    const ScratchBoard board;
    std::filesystem::create_directories(board.root() + "/judged");
    const auto run = [&](const std::string& use) {
        std::ofstream{board.root() + "/judged/scenario.yaml"} << "use: " << use << "\nexpect:\n  - final: \"truth.x_m > 2m\"\n";
        return run_seqboard(board, {"hil", "run", board.root() + "/judged", "--mode", "replay", "--recording", robot().file(), "--out",
                                    board.root() + "/runs"});
    };
    const ProgramOutput late = run("{launch: " + sources("config/robot_sim.yaml") + ", limit: 60s, wall_limit: 1ms}");
    INFO(late.out << late.err);
    CHECK(late.exit_code == 69);
    CHECK_THAT(late.out, Catch::StartsWith("INVALID judged") && Catch::Contains("not over within 1 ms of real time"));

    const std::string set = board.root() + "/sim.yaml";
    std::ofstream{set} << "version: 1\nclock: {mode: lockstep, driver: sim, step: 10ms}\nnodes:\n  sim: {type: sim_node, params: {room: "
                       << sources("config/rooms/workshop.room")
                       << ", gpio_socket: \"${dir}/gpio.sock\", pwm_socket: \"${dir}/pwm.sock\"}}\n";
    const ProgramOutput nothing = run("{launch: " + set + ", limit: 60s}");
    CHECK(nothing.exit_code == 78);
    CHECK_THAT(nothing.out, Catch::Contains("sim.yaml' has no node that does not drive a device"));
}

TEST_CASE("what is replayed in real time can be read from the slots, and a file that was cut off is repaired") {
    const ScratchBoard board;
    const std::string cut = board.root() + "/cut.mcap";
    std::filesystem::create_directories(board.root());
    std::filesystem::copy_file(robot().file(), cut);
    std::filesystem::resize_file(cut, std::filesystem::file_size(cut) * 2 / 3);
    CHECK(run_seqboard(board, {"info", cut}).exit_code == 1);
    const ProgramOutput repaired = run_seqboard(board, {"record", "repair", cut});
    CHECK(repaired.exit_code == 0);
    CHECK_THAT(repaired.out, Catch::Contains("lost: "));
    const std::string whole = board.root() + "/cut.repaired.mcap";
    CHECK(run_seqboard(board, {"info", whole}).exit_code == 0);
    CHECK(run_seqboard(board, {"record", "repair", cut}).exit_code == 73);

    const ProgramOutput played = run_seqboard(board, {"replay", "-f", whole, "--rate", "100", "--to", "5s", "--except", "map"});
    INFO(played.out << played.err);
    CHECK(played.exit_code == 0);
    const ProgramOutput pose = run_seqboard(board, {"echo", "pose", "--once", "--json"});
    INFO(pose.out << pose.err);
    REQUIRE(pose.exit_code == 0);
    CHECK(pose.out.find("x_m") != std::string::npos);
    CHECK(run_seqboard(board, {"echo", "map", "--once"}).exit_code == 66);
}
