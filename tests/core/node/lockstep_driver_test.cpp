// The coordinator of a lock-step run in this process: participants and supervisor are slots that the test writes.
#include "core/node/lockstep_driver.hpp"

#include <catch2/catch.hpp>

#include "core/messages/supervision.hpp"
#include "core/segment/newest_sample.hpp"
#include "tests/scratch/eventually.hpp"
#include "tests/scratch/scratch_board.hpp"

using namespace seqboard;
using namespace seqboard::testing;
using namespace std::chrono_literals;

namespace {

/// A participant's process, as the coordinator sees it: an owner, and its status.
class Player {
public:
    Player(Blackboard& board, const std::string& name, std::uint32_t pid)
        : port_{"status", slot_spec<NodeStatus>(name + ".status"), context_}, segment_{board.create(name, {port_.spec})} {
        port_.bind(segment_->writer(0), segment_->epoch());
        status.pid = pid;
    }
    void say(NodeState state) {
        status.state = state;
        context_.begin(monotonic_now());
        port_.write(&status, sizeof status);
    }
    void finish(std::uint32_t tick) {
        status.tick_done = tick;
        say(NodeState::kReady);
    }
    std::uint32_t epoch() const { return segment_->epoch(); }

    NodeStatus status;

private:
    StepContext context_;
    OutputPort port_;
    std::shared_ptr<OwnedSegment> segment_;
};

/// What a supervisor says of the motors and of one node, `a`.
class Word {
public:
    explicit Word(Blackboard& board) : segment_{board.create(kSupervisorNode, {enable_port_.spec, node_port_.spec})} {
        enable_port_.bind(segment_->writer(0), segment_->epoch());
        node_port_.bind(segment_->writer(1), segment_->epoch());
    }
    void say() {
        context_.begin(monotonic_now());
        enable_port_.write(&enable, sizeof enable);
        node_port_.write(&node, sizeof node);
    }
    void say(Supervised state, std::uint32_t pid) {
        node.state = state;
        node.pid = pid;
        say();
    }

    MotorEnable enable{.reason = EnableReason::kGranted, .enabled = 1};
    NodeSupervision node{.pid = 1, .starts = 1, .state = Supervised::kReady};

private:
    StepContext context_;
    OutputPort enable_port_{"enable", slot_spec<MotorEnable>(std::string{kMotorEnableSlot}), context_};
    OutputPort node_port_{"node", slot_spec<NodeSupervision>("supervisor.a"), context_};
    std::shared_ptr<OwnedSegment> segment_;
};

ClockChoice choice_of(std::vector<Participant> participants) {
    ClockChoice choice;
    choice.kind = ClockChoice::Kind::kDrive;
    choice.participants = std::move(participants);
    return choice;
}

class Coordinator {
public:
    explicit Coordinator(std::vector<Participant> participants) : Coordinator{choice_of(std::move(participants))} {}
    explicit Coordinator(ClockChoice how) : choice_{std::move(how)} { start(); }

    /// Its process is another one now.
    void start() {
        driver.reset();
        segment_.reset();
        segment_ = board->create("plant", LockstepDriver::slots(choice_));
        driver.emplace(choice_, *board, stop);
        driver->bind(*segment_, 0, inputs);
    }
    ClockTurn turn_of(const std::string& node) const {
        const auto sample = newest<ClockTurn>(*board->attach("plant"), "clock." + node);
        return sample ? sample->value : ClockTurn{};
    }
    ClockState clock() const { return newest<ClockState>(*board->attach("plant"), "clock")->value; }

    /// Waits until it has come to this tick; false if it does not come so far.
    bool reaches(std::uint32_t tick) {
        return eventually([&] {
            const auto turn = driver->wait();
            return turn && turn->tick == tick;
        });
    }
    /// Waits until the participant has been told to step in this tick.
    bool asks(const std::string& node, std::uint32_t tick) {
        return eventually([&] {
            driver->wait();
            return turn_of(node).tick == tick;
        });
    }

    ScratchBoard scratch;
    std::shared_ptr<Blackboard> board = Blackboard::open(scratch.place());
    /// Of the others: whoever attaches to a segment of the same one keeps its owner alive.
    Blackboard players{make_backend(scratch.place()), "test"};
    StopFlag stop{false};
    std::optional<LockstepDriver> driver;
    std::deque<InputPort> inputs;  ///< its own

private:
    ClockChoice choice_;
    std::shared_ptr<OwnedSegment> segment_;
};

}  // namespace

TEST_CASE("time begins when every participant is ready and has its inputs, and each steps after those before it") {
    Coordinator plant{{{"a", 0, 1}, {"b", 1, 1}}};
    Player a{plant.players, "a", 1}, b{plant.players, "b", 2};
    a.say(NodeState::kReady);
    b.say(NodeState::kStarting);
    CHECK_FALSE(plant.driver->wait());
    b.status.inputs_missing = 1;
    b.say(NodeState::kReady);
    CHECK_FALSE(plant.driver->wait());
    CHECK(plant.clock().run == ClockRun::kWaiting);
    b.status.inputs_missing = 0;
    b.say(NodeState::kReady);
    REQUIRE(plant.asks("a", 1));
    CHECK(plant.clock().run == ClockRun::kRunning);
    CHECK(plant.turn_of("a").now_ns == 10'000'000);
    CHECK(plant.turn_of("a").epoch == a.epoch());
    CHECK(plant.turn_of("b").tick == 0);
    a.finish(1);
    REQUIRE(plant.asks("b", 1));
    b.finish(1);
    CHECK(plant.reaches(1));
    plant.driver->finish();
    CHECK(plant.clock().run == ClockRun::kStopped);
}

TEST_CASE("time does not begin before the plant has its own inputs") {
    Coordinator plant{std::vector<Participant>{}};
    StepContext context;
    plant.inputs.emplace_back("command", slot_spec<NodeStatus>("a.status"), kForever, context);
    CHECK_FALSE(plant.driver->wait());
    const Player a{plant.players, "a", 1};
    REQUIRE(plant.inputs.front().connect(*plant.board));
    CHECK(plant.reaches(1));
}

TEST_CASE("a participant with a longer period is asked in its own ticks only") {
    Coordinator plant{{{"a", 0, 2}}};
    Player a{plant.players, "a", 1};
    a.say(NodeState::kReady);
    CHECK(plant.reaches(1));
    CHECK(plant.turn_of("a").tick == 0);
    REQUIRE(plant.asks("a", 2));
    a.finish(2);
    CHECK(plant.reaches(2));
}

TEST_CASE("who leaves by itself, or dies, is left out, and taken in again as another incarnation only") {
    for (const bool dies : {false, true}) {
        Coordinator plant{{{"a", 0, 1}}};
        auto a = std::make_optional<Player>(plant.players, "a", 1);
        a->say(NodeState::kReady);
        REQUIRE(plant.asks("a", 1));
        if (!dies) a->say(NodeState::kStopping);
        else a.reset();
        REQUIRE(plant.reaches(1));
        REQUIRE(plant.reaches(2));
        CHECK(plant.turn_of("a").tick == 1);
        a.reset();
        a.emplace(plant.players, "a", 2);
        a->say(NodeState::kReady);
        REQUIRE(plant.asks("a", 3));
        CHECK(plant.turn_of("a").epoch == a->epoch());
    }
}

TEST_CASE("a participant that is another one before anybody saw its end has not finished the tick") {
    Coordinator plant{{{"a", 0, 1}}};
    auto a = std::make_optional<Player>(plant.players, "a", 1);
    a->say(NodeState::kReady);
    REQUIRE(plant.asks("a", 1));
    a.reset();
    a.emplace(plant.players, "a", 2);
    a->finish(1);
    REQUIRE(plant.reaches(1));
    REQUIRE(plant.asks("a", 2));
    CHECK(plant.turn_of("a").epoch == a->epoch());
}

TEST_CASE("no tick begins while the gate is closed, or after somebody has said stop") {
    Coordinator plant{std::vector<Participant>{}};
    bool open = false;
    Time asked{};
    plant.driver->set_gate([&](Time next) {
        asked = next;
        return open;
    });
    CHECK_FALSE(plant.driver->wait());
    CHECK(asked == Time{10ms});
    open = true;
    CHECK(plant.reaches(1));
    Coordinator stopped{{{"a", 0, 1}}};
    Player a{stopped.players, "a", 1};
    a.say(NodeState::kReady);
    REQUIRE(stopped.asks("a", 1));
    stopped.stop = true;
    CHECK_FALSE(stopped.driver->wait());
}

TEST_CASE("a coordinator that is started anew goes on where its clock stood") {
    Coordinator plant{std::vector<Participant>{}};
    REQUIRE(plant.reaches(1));
    REQUIRE(plant.reaches(2));
    plant.start();
    CHECK(plant.clock().tick == 2);
    CHECK(plant.reaches(3));
}

TEST_CASE("under a supervisor time begins when the motors are decided on, and stands while the supervisor is gone") {
    Coordinator plant{{{"a", 0, 1}}};
    Player a{plant.players, "a", 1};
    a.say(NodeState::kReady);
    std::optional<Word> word{std::in_place, plant.players};
    word->enable.reason = EnableReason::kBoot;
    word->say();
    CHECK_FALSE(plant.driver->wait());
    CHECK_FALSE(plant.driver->wait());
    CHECK(plant.clock().run == ClockRun::kWaiting);
    word->enable.reason = EnableReason::kGranted;
    word->say();
    REQUIRE(plant.asks("a", 1));
    a.finish(1);
    REQUIRE(plant.reaches(1));
    word.reset();
    CHECK(eventually([&] {
        plant.driver->wait();
        a.finish(plant.turn_of("a").tick);
        const std::uint32_t tick = plant.clock().tick;
        for (int i = 0; i < 30; ++i) plant.driver->wait();  // a millisecond each while time stands
        return plant.clock().tick == tick && !plant.driver->wait();
    }));
}

TEST_CASE("a tick in which somebody is found dead goes on when the supervisor has said what that means") {
    Coordinator plant{{{"a", 0, 1}}};
    Word word{plant.players};
    word.say();
    auto a = std::make_optional<Player>(plant.players, "a", 1);
    a->say(NodeState::kReady);
    REQUIRE(plant.asks("a", 1));
    a.reset();
    plant.driver->wait();
    word.say(Supervised::kFailed, 0);
    CHECK(plant.reaches(1));
    CHECK(plant.reaches(2));
}

TEST_CASE("one whose restart pauses is called back when the pause is over in simulated time, and takes part again from there") {
    Coordinator plant{{{"a", 0, 1}}};
    Word word{plant.players};
    word.say();
    auto a = std::make_optional<Player>(plant.players, "a", 1);
    a->say(NodeState::kReady);
    REQUIRE(plant.asks("a", 1));
    a.reset();
    word.node.backoff_ms = 20;
    word.say(Supervised::kBackoff, 0);
    for (std::uint32_t tick = 1; tick <= 6; ++tick) REQUIRE(plant.reaches(tick));  // 20 ms and 30 ms for a start
    CHECK(eventually([&] {
        plant.driver->wait();
        return plant.turn_of("a").epoch == kRecallEpoch;
    }));
    CHECK(plant.clock().tick == 6);
    word.say(Supervised::kStarting, 2);
    CHECK_FALSE(plant.driver->wait());
    a.emplace(plant.players, "a", 2);
    a->say(NodeState::kReady);
    word.say(Supervised::kReady, 2);
    REQUIRE(plant.asks("a", 7));
    CHECK(plant.turn_of("a").epoch == a->epoch());
}

TEST_CASE("one that dies again while it starts is called back once more") {
    Coordinator plant{{{"a", 0, 1}}};
    Word word{plant.players};
    word.say();
    auto a = std::make_optional<Player>(plant.players, "a", 1);
    a->say(NodeState::kReady);
    REQUIRE(plant.asks("a", 1));
    a.reset();
    word.say(Supervised::kBackoff, 0);
    const auto called_back_at = [&] {
        const auto calls = [&] {
            const auto sample = newest<ClockTurn>(*plant.board->attach("plant"), "clock.a");
            return sample->value.epoch == kRecallEpoch ? sample->header.sequence : 0;
        };
        const std::uint32_t before = calls();
        CHECK(eventually([&] {
            plant.driver->wait();
            return calls() != before;
        }));
        return plant.clock().tick;
    };
    CHECK(called_back_at() == 4);
    ++word.node.starts;
    word.say(Supervised::kBackoff, 0);
    CHECK(called_back_at() == 7);
}
