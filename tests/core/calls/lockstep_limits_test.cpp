// How long the coordinator of a lock-step run waits for whom. The test's clock is put forward: nobody waits for half a minute.
#include <catch2/catch.hpp>

#include "core/messages/supervision.hpp"
#include "core/node/lockstep_driver.hpp"
#include "core/segment/newest_sample.hpp"
#include "tests/core/calls/scripted_calls.hpp"
#include "tests/scratch/eventually.hpp"
#include "tests/scratch/scratch_board.hpp"
#include "tests/scratch/start_error.hpp"
#include "tests/scratch/wire.hpp"

using namespace seqboard;
using namespace seqboard::testing;
using namespace std::chrono_literals;

namespace {

/// A coordinator with one participant, `a`, or with two.
struct Run {
    explicit Run(float speed_ratio = 0, std::vector<Participant> participants = {{"a", 0, 1}}) {
        choice.kind = ClockChoice::Kind::kDrive;
        choice.speed_ratio = speed_ratio;
        choice.participants = std::move(participants);
        segment = board->create("plant", LockstepDriver::slots(choice));
        driver.emplace(choice, *board, stop);
        driver->bind(*segment, 0, inputs);
    }
    void start_a(std::uint32_t pid) {
        a.reset();
        a.emplace(WireOptions{.slot = "a.status", .node = "a"}, others);
        a->output.write({.pid = pid, .state = NodeState::kReady});
    }
    ClockTurn turn() const {
        const auto sample = newest<ClockTurn>(*board->attach("plant"), "clock.a");
        return sample ? sample->value : ClockTurn{};
    }
    ClockState clock() const { return newest<ClockState>(*board->attach("plant"), "clock")->value; }
    bool asks(std::uint32_t tick) {
        return eventually([&] {
            driver->wait();
            return turn().tick == tick;
        });
    }
    bool reaches(std::uint32_t tick) {
        return eventually([&] {
            const auto turn = driver->wait();
            return turn && turn->tick == tick;
        });
    }

    ScriptedCalls calls;
    ScratchBoard scratch;
    std::shared_ptr<Blackboard> board = std::make_shared<Blackboard>(make_backend(scratch.place()), "test");
    std::shared_ptr<Blackboard> others = std::make_shared<Blackboard>(make_backend(scratch.place()), "test");
    StopFlag stop{false};
    ClockChoice choice;
    std::deque<InputPort> inputs;
    std::shared_ptr<OwnedSegment> segment;
    std::optional<LockstepDriver> driver;
    std::optional<Wire<NodeStatus>> a;
};

/// What the supervisor says of `a`, and of `b`; the motors are decided on.
struct Supervisor {
    explicit Supervisor(Blackboard& board) : segment{board.create("supervisor", {enable_port.spec, node_port.spec, other_port.spec})} {
        enable_port.bind(segment->writer(0), 1);
        node_port.bind(segment->writer(1), 1);
        other_port.bind(segment->writer(2), 1);
        const MotorEnable enable{.reason = EnableReason::kGranted, .enabled = 1};
        enable_port.write(&enable, sizeof enable);
        say(Supervised::kReady, 1);
    }
    void say(Supervised state, std::uint32_t pid, std::uint32_t starts = 1) {
        const NodeSupervision node{.pid = pid, .starts = starts, .state = state};
        node_port.write(&node, sizeof node);
    }
    void give_up_b() {
        const NodeSupervision node{.state = Supervised::kFailed};
        other_port.write(&node, sizeof node);
    }

    StepContext context;
    OutputPort enable_port{"enable", slot_spec<MotorEnable>(std::string{kMotorEnableSlot}), context};
    OutputPort node_port{"node", slot_spec<NodeSupervision>("supervisor.a"), context};
    OutputPort other_port{"other", slot_spec<NodeSupervision>("supervisor.b"), context};
    std::shared_ptr<OwnedSegment> segment;
};

}  // namespace

TEST_CASE("a participant that never comes is named after half a minute") {
    Run run;
    CHECK_FALSE(run.driver->wait());
    run.calls.later = 31s;
    const auto [code, said] = start_error([&] { run.driver->wait(); });
    CHECK(code == ExitCode::kFailed);
    CHECK_THAT(said, Catch::Contains("not ready after 30 s: a; see their logs"));
}

TEST_CASE("a participant that lives and is silent ends the run after five seconds, under a supervisor after thirty") {
    const bool supervised = GENERATE(false, true);
    Run run;
    std::optional<Supervisor> supervisor;
    if (supervised) supervisor.emplace(*run.others);
    run.start_a(1);
    REQUIRE(run.asks(1));
    CHECK_FALSE(run.driver->wait());
    run.calls.later = 6s;
    if (supervised) {
        CHECK_FALSE(run.driver->wait());
        run.calls.later = 31s;
    }
    const auto [code, said] = start_error([&] { run.driver->wait(); });
    CHECK(code == ExitCode::kFailed);
    CHECK_THAT(said, Catch::Contains("node 'a' lives but did not finish tick 1"));
}

TEST_CASE("a supervisor that says nothing of a death holds time for a second, and no longer") {
    Run run;
    Supervisor supervisor{*run.others};
    run.start_a(1);
    REQUIRE(run.asks(1));
    run.a.reset();
    CHECK_FALSE(run.driver->wait());
    CHECK(run.clock().tick == 1);
    run.calls.later = 2s;
    CHECK(run.reaches(1));
}

TEST_CASE("one that is called back and does not become ready holds time for a second") {
    Run run;
    Supervisor supervisor{*run.others};
    run.start_a(1);
    REQUIRE(run.asks(1));
    run.a.reset();
    supervisor.say(Supervised::kBackoff, 0);
    CHECK(eventually([&] {
        run.driver->wait();
        return run.turn().epoch == kRecallEpoch;
    }));
    const std::uint32_t recalled_at = run.clock().tick;
    supervisor.say(Supervised::kWaiting, 0, 2);  // for another one
    CHECK_FALSE(run.driver->wait());
    CHECK(run.clock().tick == recalled_at);
    run.calls.later = 2s;
    CHECK(run.reaches(recalled_at + 1));
}

TEST_CASE("one whose start fails for good after it was called back is gone on without") {
    Run run;
    Supervisor supervisor{*run.others};
    run.start_a(1);
    REQUIRE(run.asks(1));
    run.a.reset();
    supervisor.say(Supervised::kBackoff, 0);
    CHECK(eventually([&] {
        run.driver->wait();
        return run.turn().epoch == kRecallEpoch;
    }));
    const std::uint32_t recalled_at = run.clock().tick;
    supervisor.say(Supervised::kFailed, 0, 2);
    CHECK(run.reaches(recalled_at + 1));
}

TEST_CASE("one that is given up does not let time go on while another is called back") {
    Run run{0, {{"a", 0, 1}, {"b", 0, 1}}};
    Supervisor supervisor{*run.others};
    std::optional<Wire<NodeStatus>> b{std::in_place, WireOptions{.slot = "b.status", .node = "b"}, run.others};
    b->output.write({.pid = 2, .state = NodeState::kReady});
    run.start_a(1);
    REQUIRE(run.asks(1));
    run.a.reset();
    b.reset();
    supervisor.say(Supervised::kBackoff, 0);
    supervisor.give_up_b();
    CHECK(eventually([&] {
        run.driver->wait();
        return run.turn().epoch == kRecallEpoch;
    }));
    const std::uint32_t recalled_at = run.clock().tick;
    CHECK_FALSE(run.driver->wait());
    CHECK(run.clock().tick == recalled_at);
    supervisor.say(Supervised::kFailed, 0, 2);
    CHECK(run.reaches(recalled_at + 1));
}

TEST_CASE("one whose pause is over in real time before it is in simulated time is taken in when it is there") {
    Run run;
    Supervisor supervisor{*run.others};
    run.start_a(1);
    REQUIRE(run.asks(1));
    run.a.reset();
    supervisor.say(Supervised::kBackoff, 0);
    REQUIRE(run.reaches(1));
    supervisor.say(Supervised::kReady, 2, 2);
    run.start_a(2);
    CHECK(eventually([&] {
        run.driver->wait();
        return run.turn().epoch == epoch_of({.flags = sample_flags(2)});
    }));
}

TEST_CASE("a supervisor that does not know a participant says nothing of it") {
    Run run;
    Wire<MotorEnable> enable{{.slot = "supervisor.enable", .node = "supervisor"}, run.others};
    enable.output.write({.reason = EnableReason::kGranted, .enabled = 1});
    run.start_a(1);
    REQUIRE(run.asks(1));
    run.a.reset();
    CHECK_FALSE(run.driver->wait());
    run.calls.later = 2s;
    CHECK(run.reaches(1));
    CHECK(run.reaches(2));
}

TEST_CASE("a slow clock gives its caller a word now and then, and goes on when its time has come") {
    Run run{0.001f};  // a tick each ten seconds
    run.start_a(1);
    REQUIRE(run.asks(1));
    run.a->output.write({.pid = 1, .tick_done = 1, .state = NodeState::kReady});
    CHECK_FALSE(run.driver->wait());
    CHECK(run.clock().tick == 1);
    run.calls.later = 20s;
    CHECK(run.reaches(1));
}
