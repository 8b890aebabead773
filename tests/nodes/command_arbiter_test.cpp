// Who gets the robot: every state against every event, and what the wheels are told meanwhile.
#include <catch2/catch.hpp>
#include <cmath>
#include <functional>
#include <string>
#include <vector>

#include "nodes/command_arbiter.hpp"

using namespace seqboard;
using namespace std::chrono_literals;

namespace {

constexpr std::size_t kManual = 0, kRemote = 1, kAutonomy = 2;
constexpr DriveCommand kZero{}, kPush{.speed_m_s = 0.2f, .yaw_rate_rad_s = 0.5f}, kRoute{.speed_m_s = 0.35f};

/// Both persons hold their sticks in the middle, autonomy drives.
struct Desk {
    CommandArbiter arbiter;
    CommandArbiter::Sources sources{SourceNews{kZero}, SourceNews{kZero}, SourceNews{kRoute}};
    Time now{100s};
    DriveCommand command;

    explicit Desk(GiveBack give_back = GiveBack::kOnRelease) : arbiter{{.stand_time = 2s, .give_back = give_back}} { step(); }

    void step(Duration period = 20ms) {
        now += period;
        const DriveSource holder = arbiter.decide(sources, now);
        const bool has_command = holder != DriveSource::kNobody && sources[static_cast<std::size_t>(holder)].command;
        command = arbiter.follow(has_command ? *sources[static_cast<std::size_t>(holder)].command : DriveCommand{}, 0.02f);
    }
    void run_for(Duration duration) {
        for (Duration passed{}; passed < duration; passed += 20ms) step();
    }
    void say(std::size_t source, DriveVerb verb) {
        sources[source].verb = verb;
        step();
        sources[source].verb = DriveVerb::kNone;
    }
    void tell(std::size_t source, std::optional<DriveCommand> told) {
        sources[source].command = told;
        step();
    }

    std::string word() const {
        const ArbiterState& state = arbiter.state();
        static const char* const kModes[] = {"none", "?", "stand", "wait", "stop"};
        static const char* const kHolders[] = {"manual", "remote", "auto"};
        const bool has_holder = state.holder != DriveSource::kNobody;
        const bool holds = state.mode == ArbiterMode::kOpen || state.mode == ArbiterMode::kHeld;
        if (has_holder != (state.mode == ArbiterMode::kHeld) && state.mode != ArbiterMode::kOpen) return "contradiction";
        return has_holder && holds ? kHolders[static_cast<std::size_t>(state.holder)] : kModes[static_cast<std::size_t>(state.mode)];
    }
};

using Act = std::function<void(Desk&)>;

const std::vector<std::pair<std::string, Act>> kEvents = {
    {"manual asks", [](Desk& desk) { desk.tell(kManual, kPush); }},
    {"remote asks", [](Desk& desk) { desk.tell(kRemote, kPush); }},
    {"manual releases", [](Desk& desk) { desk.say(kManual, DriveVerb::kRelease); }},
    {"remote releases", [](Desk& desk) { desk.say(kRemote, DriveVerb::kRelease); }},
    {"manual is lost", [](Desk& desk) { desk.tell(kManual, std::nullopt); }},
    {"remote is lost", [](Desk& desk) { desk.tell(kRemote, std::nullopt); }},
    {"autonomy is lost", [](Desk& desk) { desk.tell(kAutonomy, std::nullopt); }},
    {"manual stops", [](Desk& desk) { desk.say(kManual, DriveVerb::kStop); }},
    {"remote stops", [](Desk& desk) { desk.say(kRemote, DriveVerb::kStop); }},
    {"autonomy stops", [](Desk& desk) { desk.say(kAutonomy, DriveVerb::kStop); }},
    {"manual resumes", [](Desk& desk) { desk.say(kManual, DriveVerb::kResume); }},
    {"remote resumes", [](Desk& desk) { desk.say(kRemote, DriveVerb::kResume); }},
    {"autonomy resumes", [](Desk& desk) { desk.say(kAutonomy, DriveVerb::kResume); }},
    {"time passes", [](Desk& desk) { desk.run_for(2100ms); }},
};

struct Row {
    std::string before;
    std::string word;
    Act reach;
    std::vector<std::string> after;  ///< by event
};

const std::vector<Row> kRows = {
    {"nobody",
     "none",
     [](Desk& desk) { desk.tell(kAutonomy, std::nullopt); },
     {"manual", "remote", "none", "none", "none", "none", "none", "stop", "stop", "stop", "none", "none", "none", "none"}},
    {"autonomy drives",
     "auto",
     [](Desk&) {},
     {"manual", "remote", "auto", "auto", "auto", "auto", "none", "stop", "stop", "stop", "auto", "auto", "auto", "auto"}},
    {"manual drives",
     "manual",
     [](Desk& desk) { desk.tell(kManual, kPush); },
     {"manual", "manual", "stand", "manual", "stand", "manual", "manual", "stop", "stop", "stop", "stand", "manual", "manual", "manual"}},
    {"manual holds the robot still",
     "manual",
     [](Desk& desk) { desk.tell(kManual, kPush), desk.tell(kManual, kZero); },
     {"manual", "manual", "stand", "manual", "stand", "manual", "manual", "stop", "stop", "stop", "stand", "manual", "manual", "manual"}},
    {"remote drives",
     "remote",
     [](Desk& desk) { desk.tell(kRemote, kPush); },
     {"manual", "remote", "remote", "stand", "remote", "stand", "remote", "stop", "stop", "stop", "remote", "stand", "remote", "remote"}},
    {"manual has released",
     "stand",
     [](Desk& desk) { desk.tell(kManual, kPush), desk.tell(kManual, kZero), desk.say(kManual, DriveVerb::kRelease), desk.step(); },
     {"manual", "remote", "stand", "stand", "stand", "stand", "stand", "stop", "stop", "stop", "stand", "stand", "stand", "auto"}},
    {"manual was lost",
     "stand",
     [](Desk& desk) { desk.tell(kManual, kPush), desk.tell(kManual, std::nullopt); },
     {"stand", "remote", "stand", "stand", "stand", "stand", "stand", "stop", "stop", "stop", "stand", "stand", "stand", "wait"}},
    {"waits",
     "wait",
     [](Desk& desk) { desk.tell(kManual, kPush), desk.tell(kManual, std::nullopt), desk.run_for(2100ms); },
     {"manual", "remote", "wait", "wait", "wait", "wait", "wait", "stop", "stop", "stop", "auto", "auto", "wait", "wait"}},
    {"stopped by manual",
     "stop",
     [](Desk& desk) { desk.say(kManual, DriveVerb::kStop); },
     {"stop", "stop", "stop", "stop", "stop", "stop", "stop", "stop", "stop", "stop", "auto", "stop", "stop", "stop"}},
    {"stopped by remote",
     "stop",
     [](Desk& desk) { desk.say(kRemote, DriveVerb::kStop); },
     {"stop", "stop", "stop", "stop", "stop", "stop", "stop", "stop", "stop", "stop", "auto", "auto", "stop", "stop"}},
    {"stopped by autonomy",
     "stop",
     [](Desk& desk) { desk.say(kAutonomy, DriveVerb::kStop); },
     {"stop", "stop", "stop", "stop", "stop", "stop", "stop", "stop", "stop", "stop", "auto", "auto", "auto", "stop"}},
};

float step_between(const DriveCommand& a, const DriveCommand& b) { return std::abs(a.speed_m_s - b.speed_m_s); }
float turn_between(const DriveCommand& a, const DriveCommand& b) { return std::abs(a.yaw_rate_rad_s - b.yaw_rate_rad_s); }

}  // namespace

TEST_CASE("every event has its answer in every state, and only who has the robot moves it") {
    for (const Row& row : kRows) {
        REQUIRE(row.after.size() == kEvents.size());
        for (std::size_t i = 0; i < kEvents.size(); ++i) {
            INFO(row.before << ", then " << kEvents[i].first);
            Desk desk;
            row.reach(desk);
            REQUIRE(desk.word() == row.word);
            kEvents[i].second(desk);
            CHECK(desk.word() == row.after[i]);
            desk.step();
            const bool held = desk.arbiter.state().holder != DriveSource::kNobody;
            if (!held) CHECK((desk.command.speed_m_s == 0 && desk.command.yaw_rate_rad_s == 0));
        }
    }
}

TEST_CASE("a hand-over is reached from the last command without a jump, and from there on nothing is delayed") {
    Desk desk;
    desk.run_for(1s);
    REQUIRE(desk.command.speed_m_s == kRoute.speed_m_s);
    const auto hand_over = [&](const Act& act, const DriveCommand& target) {
        const DriveCommand before = desk.command;
        act(desk);
        float speed_step = step_between(desk.command, before), turn_step = turn_between(desk.command, before);
        for (int i = 0; i < 100; ++i) {
            const DriveCommand last = desk.command;
            desk.step();
            speed_step = std::max(speed_step, step_between(desk.command, last));
            turn_step = std::max(turn_step, turn_between(desk.command, last));
        }
        CHECK(speed_step <= Approx(0.8 * 0.02));
        CHECK(turn_step <= Approx(10 * 0.02));
        CHECK(speed_step > 0.01f);
        CHECK(step_between(desk.command, target) == 0);
        CHECK(turn_between(desk.command, target) == 0);
    };
    const DriveCommand back{.speed_m_s = -0.3f, .yaw_rate_rad_s = -2};
    hand_over([&](Desk& d) { d.tell(kRemote, back); }, back);
    hand_over([&](Desk& d) { d.tell(kManual, kPush); }, kPush);
    const DriveCommand swing{.speed_m_s = -0.5f, .yaw_rate_rad_s = 5};
    desk.tell(kManual, swing);
    CHECK(desk.command.speed_m_s == swing.speed_m_s);
    CHECK(desk.command.yaw_rate_rad_s == swing.yaw_rate_rad_s);
    desk.say(kManual, DriveVerb::kRelease);
    desk.sources[kManual].command = kZero;
    hand_over([](Desk& d) { d.run_for(2s); }, kRoute);
}

TEST_CASE("a stop is a zero in the same step, whoever drives and however fast") {
    for (const std::size_t stopper : {kManual, kRemote, kAutonomy}) {
        Desk desk;
        desk.run_for(1s);
        REQUIRE(desk.command.speed_m_s == kRoute.speed_m_s);
        desk.say(stopper, DriveVerb::kStop);
        CHECK(desk.command.speed_m_s == 0);
        CHECK(desk.arbiter.state().stopped_by == static_cast<DriveSource>(stopper));
    }
}

TEST_CASE("a stop outlasts a resume that comes with it, and one before the stopper makes it its own") {
    Desk desk;
    desk.sources[kManual].verb = DriveVerb::kResume;
    desk.say(kRemote, DriveVerb::kStop);
    CHECK(desk.word() == "stop");
    desk.sources[kManual].verb = DriveVerb::kNone;
    desk.say(kManual, DriveVerb::kStop);
    desk.say(kRemote, DriveVerb::kResume);
    CHECK(desk.word() == "stop");
    desk.say(kManual, DriveVerb::kResume);
    CHECK(desk.word() == "auto");
}

TEST_CASE("who was lost at full stick and comes back while the robot stands shows a zero before it drives again") {
    Desk desk;
    desk.tell(kManual, kPush);
    desk.tell(kManual, std::nullopt);
    CHECK(desk.arbiter.state().reason == ArbiterReason::kLost);
    CHECK(desk.command.speed_m_s == 0);
    desk.tell(kManual, kPush);
    desk.run_for(5s);
    CHECK(desk.word() == "wait");
    desk.tell(kManual, kZero);
    desk.tell(kManual, kPush);
    CHECK(desk.word() == "manual");
}

TEST_CASE("a stick that was out while another drove or while the robot was stopped does not take the robot afterwards") {
    Desk desk;
    desk.tell(kManual, kPush);
    desk.tell(kRemote, kPush);
    desk.tell(kManual, kZero);
    desk.say(kManual, DriveVerb::kRelease);
    desk.run_for(3s);
    CHECK(desk.word() == "auto");
    desk.say(kManual, DriveVerb::kStop);
    desk.say(kManual, DriveVerb::kResume);
    desk.run_for(1s);
    CHECK(desk.word() == "auto");
    desk.tell(kRemote, kZero);
    desk.tell(kRemote, kPush);
    CHECK(desk.word() == "remote");
}

TEST_CASE("when autonomy goes on after a person is a matter of the set's choice") {
    const auto after = [](GiveBack give_back, bool released) {
        Desk desk{give_back};
        desk.tell(kManual, kPush);
        if (released) desk.say(kManual, DriveVerb::kRelease);
        desk.tell(kManual, std::nullopt);
        desk.run_for(1900ms);
        CHECK(desk.word() == "stand");
        desk.run_for(200ms);
        return desk.word();
    };
    CHECK(after(GiveBack::kOnResume, true) == "wait");
    CHECK(after(GiveBack::kOnResume, false) == "wait");
    CHECK(after(GiveBack::kOnRelease, true) == "auto");
    CHECK(after(GiveBack::kOnRelease, false) == "wait");
    CHECK(after(GiveBack::kAlways, true) == "auto");
    CHECK(after(GiveBack::kAlways, false) == "auto");
}

TEST_CASE("an arbiter that was restarted leaves the robot standing unless autonomy had it") {
    const auto restarted = [](ArbiterMode mode, DriveSource stopped_by) {
        Desk desk;
        desk.arbiter = CommandArbiter{{}};
        desk.arbiter.restore({.mode = mode, .stopped_by = stopped_by}, desk.now);
        desk.run_for(5s);
        return desk;
    };
    CHECK(restarted(ArbiterMode::kOpen, DriveSource::kNobody).word() == "auto");
    CHECK(restarted(ArbiterMode::kHeld, DriveSource::kNobody).word() == "wait");
    CHECK(restarted(ArbiterMode::kStanding, DriveSource::kNobody).word() == "wait");
    Desk stopped = restarted(ArbiterMode::kStopped, DriveSource::kManual);
    CHECK(stopped.word() == "stop");
    stopped.say(kRemote, DriveVerb::kResume);
    CHECK(stopped.word() == "stop");
    stopped.say(kManual, DriveVerb::kResume);
    CHECK(stopped.word() == "auto");
}
