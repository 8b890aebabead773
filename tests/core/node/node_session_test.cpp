// A whole node in one process: its steps, its status, its parameters while it runs, its description.
#include "core/node/node_session.hpp"

#include <catch2/catch.hpp>

#include "core/messages/operator_request.hpp"
#include "core/messages/range.hpp"
#include "core/messages/wheels.hpp"
#include "core/node.hpp"
#include "core/node/describe.hpp"
#include "core/testing/bench.hpp"
#include "tests/scratch/scratch_board.hpp"
#include "tests/scratch/wire.hpp"

using namespace seqboard;
using namespace seqboard::testing;
using namespace std::chrono_literals;

namespace {

/// Drives on while nothing is near.
class StopNode {
public:
    static constexpr auto kPeriod = 20ms;
    struct Io {
        Setup& setup;
        std::string title = setup.param("title", "say \"hi\"");
        Live<float> speed_m_s = setup.live_param("speed_m_s", 0.5f, {0.0f, 1.0f});
        float distance_m = setup.param("distance_m", 0.3f);
        Input<Range> front = setup.input<Range>("front", 100ms);
        Output<DriveCommand> command = setup.command_output<DriveCommand>("command", {});
    };
    explicit StopNode(Io io) : io_{std::move(io)} {}
    void step(const Tick& tick) {
        last = tick;
        const auto front = io_.front.read();
        const bool clear = front && front->range_m > io_.distance_m;
        io_.command.write({.speed_m_s = clear ? io_.speed_m_s.value() : 0, .yaw_rate_rad_s = 0});
    }
    void safe_output() noexcept { ++made_safe; }

    Tick last;
    int made_safe = 0;

private:
    Io io_;
};

NodeStatus status_of(Blackboard& board, const std::string& node) {
    SampleHeader header;
    NodeStatus status;
    const auto segment = board.attach(node);
    REQUIRE(segment->reader(*segment->find(node + ".status")).latest(header, &status, sizeof status) == Copied::kWhole);
    return status;
}

/// The node in a session on a board, and somebody who asks it for things.
struct Running {
    ScratchBoard scratch;
    std::shared_ptr<Blackboard> board = Blackboard::open(scratch.place());
    NodeSession session{node_type<StopNode>(), parse_node_args({"--name", "stop"}), board};
    Running() { session.start(); }
    StopNode& node() { return static_cast<detail::Instance<StopNode>&>(session.node()).node(); }

    ParamResult ask(Wire<ParamRequest>& desk, std::uint32_t id, const char* param, const char* value) {
        ParamRequest request{.id = id};
        put_text(request.node, "stop");
        put_text(request.param, param);
        put_text(request.value, value);
        desk.writer_step.begin(monotonic_now());
        desk.output.write(request);
        session.look_after_ports(look += 1s);
        const auto segment = board->attach("stop");
        const SlotPlace& place = *segment->find("stop.params");
        std::vector<std::byte> bytes(place.message_bytes);
        SampleHeader header;
        REQUIRE(segment->reader(place).latest(header, bytes.data(), bytes.size()) == Copied::kWhole);
        std::uint32_t answered = 0;
        std::memcpy(&answered, bytes.data(), sizeof answered);
        REQUIRE(answered == id);
        return static_cast<ParamResult>(bytes[4]);
    }
    Time look = monotonic_now();
};

WireOptions desk_options() { return {.slot = "operator.param", .node = "operator"}; }

}  // namespace

TEST_CASE("a command is at its safe value once its writer is made safe, and is none before the first step") {
    Bench<StopNode> bench;
    bench.session().make_safe();
    CHECK(bench.get<DriveCommand>("command").freshness() == Freshness::kNeverWritten);
    bench.set<Range>("front", {.range_m = 2});
    bench.step();
    REQUIRE(bench.get<DriveCommand>("command")->speed_m_s == 0.5f);
    bench.session().make_safe();
    CHECK(bench.get<DriveCommand>("command")->speed_m_s == 0);
    CHECK(bench.node().made_safe == 2);
}

TEST_CASE("a stale sensor stops the robot") {
    Bench<StopNode> bench;
    bench.set<Range>("front", {.range_m = 2, .max_range_m = 4, .beam_width_rad = 0, .bearing_rad = 0});
    bench.step();
    CHECK(bench.get<DriveCommand>("command")->speed_m_s == 0.5f);
    bench.advance(101ms);
    bench.step();
    CHECK(bench.get<DriveCommand>("command")->speed_m_s == 0);
}

TEST_CASE("the bench keeps the node's period and its own time") {
    Bench<StopNode> bench{{{"speed_m_s", "0.2"}}};
    const Time start = bench.now();
    bench.run_for(100ms);
    CHECK(bench.now() == start + 100ms);
    CHECK(bench.node().last.count == 4);
    CHECK(bench.node().last.now == start + 100ms);
    CHECK(bench.node().last.period == 20ms);
    CHECK_THROWS_WITH(bench.set<Range>("back", {}), Catch::Contains("no input 'back'"));
    CHECK_THROWS_WITH(bench.set<DriveCommand>("front", {}), Catch::Contains("takes Range"));
    CHECK_THROWS_WITH(bench.get<Range>("front"), Catch::Contains("no output 'front'"));
}

TEST_CASE("a node says how it is after every step") {
    Running running;
    CHECK(status_of(*running.board, "stop").state == NodeState::kStarting);
    CHECK(status_of(*running.board, "stop").inputs_missing == 1);
    running.session.step({.now = Time{1s}, .late = 3us, .missed = 2});
    const NodeStatus status = status_of(*running.board, "stop");
    CHECK(status.state == NodeState::kReady);
    CHECK(status.pid == static_cast<std::uint32_t>(::getpid()));
    CHECK(status.steps == 1);
    CHECK(status.missed_deadlines == 2);
    CHECK(status.lateness_max_ns == 3000);
    CHECK(status.period_us == 20'000);
    CHECK(status.clock == ClockMode::kReal);
}

TEST_CASE("actuators are made safe once, and again after the next step") {
    Running running;
    running.session.make_safe();
    running.session.make_safe();
    CHECK(running.node().made_safe == 1);
    running.session.step({.now = Time{1s}});
    running.session.make_safe();
    CHECK(running.node().made_safe == 2);
}

TEST_CASE("a live parameter changes between two steps, everything else is answered and refused") {
    Running running;
    Wire<ParamRequest> desk{desk_options(), running.board};
    CHECK(running.ask(desk, 1, "speed_m_s", "0.25") == ParamResult::kApplied);
    CHECK(std::get<float>(running.session.setup().parameters()[1].value) == 0.25f);
    CHECK(running.ask(desk, 2, "speed_m_s", "7") == ParamResult::kOutOfRange);
    CHECK(running.ask(desk, 3, "speed_m_s", "fast") == ParamResult::kBadValue);
    CHECK(running.ask(desk, 4, "distance_m", "1") == ParamResult::kNotLive);
    CHECK(running.ask(desk, 5, "colour", "red") == ParamResult::kUnknown);
    CHECK(std::get<float>(running.session.setup().parameters()[1].value) == 0.25f);
}

TEST_CASE("a restarted node does not take a request that was meant for its predecessor") {
    const ScratchBoard scratch;
    const auto board = Blackboard::open(scratch.place());
    Wire<ParamRequest> desk{desk_options(), board};
    ParamRequest request{.id = 1};
    put_text(request.node, "stop");
    put_text(request.param, "speed_m_s");
    put_text(request.value, "0.25");
    desk.writer_step.begin(monotonic_now());
    desk.output.write(request);
    NodeSession session{node_type<StopNode>(), parse_node_args({"--name", "stop"}), board};
    session.start();
    session.look_after_ports(monotonic_now() + 1s);
    CHECK(std::get<float>(session.setup().parameters()[1].value) == 0.5f);
}

TEST_CASE("the parameters are a slot whose schema says what they are") {
    Running running;
    const auto segment = running.board->attach("stop");
    for (const char* line : {"char[64] title\n", "float32 speed_m_s  # m/s\n", "float32 distance_m  # m\n"})
        CHECK_THAT(segment->find("stop.params")->schema, Catch::Contains(line));
    CHECK(segment->find("stop.params")->message == "stop_node.params");
}

TEST_CASE("a node whose lock or segment was deleted stops, each with its own exit code") {
    struct Deleted {
        const char* file;
        ExitCode code;
    };
    for (const Deleted deleted : {Deleted{"/stop.lock", ExitCode::kOwned}, Deleted{"/stop.seg", ExitCode::kNoInput}}) {
        Running running;
        std::filesystem::remove(running.scratch.directory() + deleted.file);
        try {
            running.session.look_after_ports(monotonic_now() + 10s);
            FAIL("goes on without " << deleted.file);
        } catch (const StartError& error) {
            CHECK(error.code() == deleted.code);
        }
    }
}

TEST_CASE("a description lists ports and parameters and makes nothing") {
    const std::string json = describe(node_type<StopNode>());
    for (const char* part :
         {R"("type": "stop_node")", R"("period_ns": 20000000)", R"("trigger": null)", R"("drives_actuators": true)",
          R"({"name": "speed_m_s", "type": "float", "unit": "m/s", "required": false, "default": "0.5", "min": 0, "max": 1, "live": true})",
          R"("default": "say \"hi\"")", R"("port": "front", "message": "Range")", R"("max_age_ns": 100000000)", R"("cells": 4)",
          R"(float32 speed_m_s  # m/s\nfloat32 yaw_rate_rad_s  # rad/s\n)"})
        CHECK_THAT(json, Catch::Contains(part));
}

namespace {

struct WideNode {
    static constexpr auto kPeriod = 20ms;
    struct Io {
        Setup& setup;
        float gain_ratio = setup.param("gain_ratio", 1.0f, {-3.0e38f, 3.0e38f});
    };
    explicit WideNode(Io) {}
    void step(const Tick&) {}
};

}  // namespace

TEST_CASE("a description tells limits of any size as numbers that are these") {
    CHECK_THAT(describe(node_type<WideNode>()), Catch::Contains(R"("min": -3.00000001e+38, "max": 3.00000001e+38)"));
}
