// The edges by a clock that the test moves; the thread only where its beginning and end are.
#include "drivers/pwm/software_pwm.hpp"

#include <catch2/catch.hpp>
#include <filesystem>

#include "core/exit_code.hpp"
#include "drivers/gpio/emulated_gpio_bank.hpp"
#include "drivers/gpio/open_gpio.hpp"
#include "drivers/pwm/open_pwm.hpp"
#include "tests/scratch/scratch_board.hpp"
#include "tests/scratch/start_error.hpp"

using namespace seqboard;
using namespace std::chrono_literals;

namespace {

struct Bus {
    testing::ScratchBoard scratch;
    std::string socket = (std::filesystem::create_directories(scratch.root()), scratch.root() + "/gpio.sock");
    EmulatedGpioBank bank{socket, {"servo"}};
    std::unique_ptr<GpioLines> line() { return open_gpio("emulated:" + socket, {.lines = {"servo"}, .output = true}); }
    /// Wakes late by what is given.
    auto sleeper(Duration late = {}) {
        return [this, late](Time due) {
            bank.advance(due + late);
            return due + late;
        };
    }
};

Time at(Duration time) { return Time{time}; }

}  // namespace

TEST_CASE("pulses follow each other by the period, however long they are") {
    Bus bus;
    const auto line = bus.line();
    PulseTrain train{*line, 20ms, at(1s)};
    CHECK(train.cycle(1500us, bus.sleeper()));
    CHECK(train.cycle(2ms, bus.sleeper()));
    const auto edges = bus.bank.take_changes();
    REQUIRE(edges.size() == 4);
    CHECK((edges[0].high && edges[0].at == at(1s)));
    CHECK((!edges[1].high && edges[1].at == at(1s + 1500us)));
    CHECK((edges[2].high && edges[2].at == at(1s + 20ms)));
    CHECK((!edges[3].high && edges[3].at == at(1s + 22ms)));
    CHECK(train.worst_lateness() == 0ns);
}

TEST_CASE("zero and the whole period have no edges") {
    Bus bus;
    const auto line = bus.line();
    PulseTrain train{*line, 20ms, at(1s)};
    CHECK(train.cycle(0ns, bus.sleeper()));
    CHECK(train.cycle(0ns, bus.sleeper()));
    CHECK(bus.bank.take_changes().empty());
    CHECK(train.cycle(20ms, bus.sleeper()));
    CHECK(train.cycle(20ms, bus.sleeper()));
    CHECK(bus.bank.take_changes().size() == 1);
    CHECK(train.cycle(0ns, bus.sleeper()));
    CHECK_FALSE(bus.bank.is_high(0));
}

TEST_CASE("a late edge is measured, and does not move those after it") {
    Bus bus;
    const auto line = bus.line();
    PulseTrain train{*line, 20ms, at(1s)};
    CHECK(train.cycle(1ms, bus.sleeper(300us)));
    CHECK(train.cycle(1ms, bus.sleeper()));
    CHECK(train.worst_lateness() == 300us);
    const auto edges = bus.bank.take_changes();
    REQUIRE(edges.size() == 4);
    CHECK(edges[2].at == at(1s + 20ms));
}

TEST_CASE("after a pause that swallowed periods a train goes on from now, not faster") {
    Bus bus;
    const auto line = bus.line();
    PulseTrain train{*line, 20ms, at(1s)};
    CHECK(train.cycle(1ms, [&](Time due) {
        const Time woke = std::max(due, at(1100ms));
        bus.bank.advance(woke);
        return woke;
    }));
    CHECK(train.cycle(1ms, bus.sleeper()));
    const auto edges = bus.bank.take_changes();
    REQUIRE(edges.size() == 4);
    CHECK(edges[0].at == at(1100ms));
    CHECK(edges[1].at == at(1101ms));
    CHECK(edges[2].at == at(1120ms));
}

TEST_CASE("a train on a line that has gone says so") {
    Bus bus;
    auto gone = std::make_unique<Bus>();
    const auto line = gone->line();
    PulseTrain train{*line, 20ms, at(1s)};
    gone.reset();
    CHECK_FALSE(train.cycle(1ms, bus.sleeper()));
}

TEST_CASE("the thread makes the line high and low, and leaves it safe") {
    Bus bus;
    {
        const auto servo = open_pwm("software:emulated:" + bus.socket, {.output = "servo", .period = 1ms});
        CHECK(std::string{servo->backend()} == "software");
        CHECK_FALSE(bus.bank.is_high(0));
        CHECK(servo->set_ratio(1));
        while (!bus.bank.is_high(0)) {  // ends with the test's time limit if it never is
        }
        CHECK(bus.bank.take_changes().size() == 1);
        CHECK(servo->set_pulse(500us));
        std::size_t edges = 0;
        while (edges < 6) edges += bus.bank.take_changes().size();
        CHECK(servo->set_ratio(1));
    }
    CHECK_FALSE(bus.bank.is_high(0));
    {
        const auto inverted = open_pwm("software:emulated:" + bus.socket, {.output = "servo", .period = 1ms, .safe_high = 1ms});
        CHECK(bus.bank.is_high(0));
        CHECK(inverted->off());
        while (bus.bank.is_high(0)) {
        }
    }
    CHECK(bus.bank.is_high(0));
}

TEST_CASE("what a thread cannot make is refused") {
    Bus bus;
    const auto refusal = [&](const PwmRequest& request) {
        return testing::start_error([&] { (void)open_pwm("software:emulated:" + bus.socket, request); }).first;
    };
    CHECK(refusal({.output = "servo", .period = 900us}) == ExitCode::kConfig);
    CHECK(refusal({.output = "servo", .period = 20ms, .safe_high = 1500us}) == ExitCode::kConfig);
    CHECK(refusal({.output = "servi", .period = 20ms}) == ExitCode::kConfig);
    CHECK(refusal({.output = "servo", .period = 20ms, .safe_high = 20ms}) == ExitCode::kOk);
}
