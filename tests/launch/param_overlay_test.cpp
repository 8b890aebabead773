// What a mode does to parameters when a node answers, refuses, does not answer, starts anew, or is not there.
#include "core/launch/param_overlay.hpp"

#include <catch2/catch.hpp>

#include "core/node/params_slot.hpp"
#include "core/segment/newest_sample.hpp"
#include "tests/launch/lone_process.hpp"

using namespace seqboard;
using namespace seqboard::testing;
using namespace std::chrono_literals;

namespace {

constexpr Time kStart = LoneProcess::kStart;

ModeRule mode(std::initializer_list<std::pair<const char*, const char*>> settings) {
    ModeRule rule;
    for (const auto& [target, value] : settings) {
        ModeRule::Setting& setting = rule.settings.emplace_back();
        setting.target.value = target;
        setting.value.value = value;
    }
    return rule;
}

/// A node `motor` with live parameters, its process, and a supervisor's modes.
class Robot {
public:
    explicit Robot(std::vector<ModeRule> rules) : rules_{std::move(rules)} {}

    /// The node says what its parameters are, and what it made of the last request.
    void say_params() {
        context_.begin(kStart);
        const std::vector<std::byte>& bytes = params_.encode();
        port_.write(bytes.data(), bytes.size());
    }
    std::optional<ParamRequest> request() {
        const auto sample = newest<ParamRequest>(*process_.board().attach(kSupervisorNode), kModeRequestSlot);
        return sample && sample->value.id != 0 ? std::optional{sample->value} : std::nullopt;
    }
    /// Does what it is asked for, and says so. False if it is asked for nothing.
    bool answer() {
        const auto asked = request();
        if (!asked) return false;
        params_.apply(*asked);
        say_params();
        return true;
    }
    void look(std::optional<std::size_t> in_force, Duration after = 0ms) {
        overlay_.look(in_force, process_.list(), process_.board(), kStart + after);
    }
    /// Until nothing is asked any more.
    void settle(std::optional<std::size_t> in_force) {
        look(in_force);
        while (answer()) look(in_force);
    }
    std::string value(std::size_t parameter) const { return text_of(parameters_[parameter].value); }
    LoneProcess& process() { return process_; }
    std::vector<std::string>& said() { return process_.said; }

private:
    std::vector<ModeRule> rules_;
    std::deque<Parameter> parameters_ = {{.name = "speed_m_s", .value = 0.5f, .limits = Limits<double>{0, 1}, .live = true},
                                         {.name = "quiet", .value = false, .live = true}};
    ParamsSlot params_{parameters_};
    LoneProcess process_{planned("motor"), {params_.spec("motor", "motor_node")}};
    StepContext context_;
    OutputPort port_ = [&] {
        OutputPort port{"params", params_.spec("motor", "motor_node"), context_};
        port.bind(process_.segment().writer(1), process_.segment().epoch());
        return port;
    }();
    SupervisorSlots slots_{process_.board(), {}};
    ParamOverlay overlay_{rules_, slots_, process_.observer()};
};

}  // namespace

TEST_CASE("a mode's values are set one after the other, told, and put back as they were") {
    Robot robot{{mode({{"motor.speed_m_s", "0.1"}, {"motor.quiet", "true"}})}};
    robot.say_params();
    robot.process().become_ready(kStart);
    robot.said().clear();
    robot.settle(0);
    CHECK(robot.value(0) == "0.1");
    CHECK(robot.value(1) == "true");
    CHECK(robot.said() == std::vector<std::string>{"motor: speed_m_s = 0.1 m/s", "motor: quiet = true"});
    robot.settle(std::nullopt);
    CHECK(robot.value(0) == "0.5");
    CHECK(robot.value(1) == "false");
    robot.look(std::nullopt);
    CHECK_FALSE(robot.request());
}

TEST_CASE("of two modes with the same parameter the first puts back before the second sets") {
    Robot robot{{mode({{"motor.speed_m_s", "0.1"}}), mode({{"motor.speed_m_s", "0.2"}})}};
    robot.say_params();
    robot.process().become_ready(kStart);
    robot.settle(0);
    robot.settle(1);
    CHECK(robot.value(0) == "0.2");
    robot.settle(std::nullopt);
    CHECK(robot.value(0) == "0.5");
}

TEST_CASE("what a node refuses is told, and not asked for again while the mode lasts") {
    Robot robot{{mode({{"motor.speed_m_s", "7"}, {"motor.colour", "red"}})}};
    robot.say_params();
    robot.process().become_ready(kStart);
    robot.said().clear();
    robot.settle(0);
    CHECK(robot.value(0) == "0.5");
    CHECK(robot.said() == std::vector<std::string>{"motor: speed_m_s was refused", "motor: colour was refused"});
    robot.look(0);
    CHECK_FALSE(robot.request());
}

TEST_CASE("a node that does not answer for a second is asked anew, as long as the mode lasts") {
    Robot robot{{mode({{"motor.speed_m_s", "0.1"}})}};
    robot.say_params();
    robot.process().become_ready(kStart);
    robot.look(0);
    const auto first = robot.request();
    REQUIRE(first);
    robot.look(0, 999ms);
    CHECK(robot.request()->id == first->id);
    robot.look(0, 1s);
    REQUIRE(robot.request());
    CHECK(robot.request()->id != first->id);
    robot.look(std::nullopt, 2s);
    CHECK_FALSE(robot.request());
}

TEST_CASE("a node is asked when it is ready and has said what its parameters are, not before") {
    Robot robot{{mode({{"motor.speed_m_s", "0.1"}, {"camera.rate_hz", "1"}})}};
    robot.look(0);
    CHECK_FALSE(robot.request());
    robot.process().become_ready(kStart);
    robot.look(0);
    CHECK_FALSE(robot.request());
    robot.say_params();
    robot.settle(0);
    CHECK(robot.value(0) == "0.1");
}

TEST_CASE("a node that is started anew gets the values of the mode that is in force, and of one that is not it keeps its own") {
    Robot robot{{mode({{"motor.speed_m_s", "0.1"}})}};
    robot.say_params();
    robot.process().become_ready(kStart);
    robot.settle(0);
    const auto start_anew = [&] {
        robot.process().end(1, kStart);
        robot.process().advance(kStart);  // the pause is over
        robot.process().become_ready(kStart);
        CHECK(robot.process()->state() == Supervised::kReady);
    };
    start_anew();
    robot.look(0);
    REQUIRE(robot.request());
    CHECK(text_in(robot.request()->value) == "0.1");
    robot.settle(0);
    start_anew();
    robot.settle(std::nullopt);
    CHECK_FALSE(robot.request());
    CHECK(robot.value(0) == "0.1");  // nobody put anything back into the new one
}
