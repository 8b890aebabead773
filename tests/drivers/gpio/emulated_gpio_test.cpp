#include "drivers/gpio/emulated_gpio.hpp"

#include <catch2/catch.hpp>
#include <filesystem>

#include "core/exit_code.hpp"
#include "drivers/gpio/emulated_gpio_bank.hpp"
#include "drivers/gpio/open_gpio.hpp"
#include "tests/scratch/scratch_board.hpp"
#include "tests/scratch/start_error.hpp"

using namespace seqboard;
using namespace std::chrono_literals;

namespace {

struct Bus {
    testing::ScratchBoard scratch;
    std::string socket = (std::filesystem::create_directories(scratch.root()), scratch.root() + "/gpio.sock");
    EmulatedGpioBank bank{socket, {"trigger", "echo", "button"}};
    std::string backend = "emulated:" + socket;
};
enum Line : std::size_t { kTrigger, kEcho, kButton };

Time at(Duration time) { return Time{time}; }

}  // namespace

TEST_CASE("what a driver sets, the model takes in order with its own time") {
    Bus bus;
    bus.bank.advance(at(1s));
    const auto trigger = open_gpio(bus.backend, {.lines = {"trigger"}, .output = true});
    CHECK(std::string{trigger->backend()} == "emulated");
    CHECK(trigger->set(1, 1));
    bus.bank.advance(at(2s));
    CHECK(trigger->set(0, 1));
    CHECK(trigger->set(0, 1));
    const auto changes = bus.bank.take_changes();
    REQUIRE(changes.size() == 2);
    CHECK(changes[0].line == kTrigger);
    CHECK((changes[0].high && changes[0].at == at(1s)));
    CHECK((!changes[1].high && changes[1].at == at(2s)));
    CHECK(bus.bank.take_changes().empty());
}

TEST_CASE("edges come with the model's time, in the order they happened, and not before it") {
    Bus bus;
    const auto lines = open_gpio(bus.backend, {.lines = {"echo", "button"}, .edges = true});
    CHECK_FALSE(lines->take_edge());
    bus.bank.drive(kEcho, true, at(450us));
    bus.bank.drive(kEcho, false, at(6ms));
    bus.bank.drive(kButton, true, at(2ms));
    CHECK(lines->levels() == 0u);
    bus.bank.advance(at(3ms));
    const auto first = lines->take_edge(), second = lines->take_edge();
    REQUIRE((first && second));
    CHECK((first->line == 0 && first->rising && first->at == at(450us) && first->lost == 0));
    CHECK((second->line == 1 && second->rising && second->at == at(2ms)));
    CHECK_FALSE(lines->take_edge());
    bus.bank.advance(at(10ms));
    const auto third = lines->take_edge();
    REQUIRE(third);
    CHECK((third->line == 0 && !third->rising && third->at == at(6ms)));
    CHECK(lines->levels() == 0b10u);
}

TEST_CASE("edges nobody takes are dropped after sixteen, and counted") {
    Bus bus;
    const auto lines = open_gpio(bus.backend, {.lines = {"echo"}, .edges = true});
    for (int i = 0; i < 20; ++i) bus.bank.drive(kEcho, i % 2 == 0, at(i * 1ms));
    CHECK(lines->take_edge()->at == at(0ms));
    bus.bank.advance(at(1s));
    const auto oldest = lines->take_edge();
    REQUIRE(oldest);
    CHECK(oldest->at == at(4ms));
    CHECK(oldest->lost == 3);
    CHECK(lines->take_edge()->lost == 0);
}

TEST_CASE("active low turns levels, edges and outputs, an output starts at its initial level") {
    Bus bus;
    const auto button = open_gpio(bus.backend, {.lines = {"button"}, .edges = true, .active_low = true});
    CHECK(button->levels() == 1u);
    bus.bank.drive(kButton, true, at(0s));
    CHECK(button->levels() == 0u);
    CHECK_FALSE(button->take_edge()->rising);
    const auto out = open_gpio(bus.backend, {.lines = {"trigger"}, .output = true, .active_low = true, .initial = 0});
    CHECK(bus.bank.is_high(kTrigger));
    CHECK_FALSE(button->set(1, 1));
}

TEST_CASE("a driver whose model has gone is told so at every call, and a new one finds the new model") {
    testing::ScratchBoard scratch;
    std::filesystem::create_directories(scratch.root());
    const std::string socket = scratch.root() + "/gpio.sock";
    auto bank = std::make_unique<EmulatedGpioBank>(socket, std::vector<std::string>{"echo"});
    EmulatedGpio lines{socket, {.lines = {"echo"}, .edges = true}};
    CHECK(lines.levels());
    bank.reset();
    CHECK_FALSE(lines.levels());
    CHECK_FALSE(lines.take_edge());
    bank = std::make_unique<EmulatedGpioBank>(socket, std::vector<std::string>{"echo"});
    EmulatedGpio again{socket, {.lines = {"echo"}}};
    CHECK(again.levels() == 0u);
}

TEST_CASE("a GPIO request that cannot be met says what is wrong") {
    Bus bus;
    const auto refusal = [](const std::string& backend, const GpioRequest& request) {
        return testing::start_error([&] { (void)open_gpio(backend, request); });
    };
    CHECK(refusal(bus.backend, {.lines = {"echo", "ecko"}}) ==
          std::pair{ExitCode::kConfig, "emulated GPIO '" + bus.socket + "': the model has no line 'ecko'"});
    CHECK(refusal("emulated:/nowhere/gpio.sock", {.lines = {"echo"}}).first == ExitCode::kUnavailable);
    CHECK(refusal("gpiod", {.lines = {"echo"}}).first == ExitCode::kConfig);
    CHECK(refusal(bus.backend, {.lines = {}}).first == ExitCode::kConfig);
    CHECK(refusal("cdev", {.lines = {"no such line"}}).first == ExitCode::kUnavailable);
}

TEST_CASE("more edges than go into one answer come all, in order") {
    Bus bus;
    const auto lines = open_gpio(bus.backend, {.lines = {"button"}, .edges = true, .kept_edges = 100});
    for (int i = 1; i <= 100; ++i) bus.bank.drive(kButton, i % 2 != 0, at(i * 1ms));
    bus.bank.advance(at(1s));
    for (int i = 1; i <= 100; ++i) {
        const auto edge = lines->take_edge();
        REQUIRE(edge);
        CHECK(edge->at == at(i * 1ms));
        CHECK(edge->rising == (i % 2 != 0));
    }
    CHECK_FALSE(lines->take_edge());
    bus.bank.drive(kButton, true, at(1s));
    CHECK(lines->take_edge());
}
