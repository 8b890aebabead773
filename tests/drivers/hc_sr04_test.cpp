// The driver against lines that a test moves.
#include "drivers/hc_sr04.hpp"

#include <catch2/catch.hpp>
#include <filesystem>

#include "drivers/gpio/emulated_gpio_bank.hpp"
#include "tests/scratch/scratch_board.hpp"

using namespace seqboard;
using namespace std::chrono_literals;

namespace {

enum Line : std::size_t { kTrigger, kEcho };

struct Sonar {
    testing::ScratchBoard scratch;
    std::string socket = (std::filesystem::create_directories(scratch.root()), scratch.root() + "/gpio.sock");
    EmulatedGpioBank bank{socket, {"trigger", "echo"}};
    HcSr04 driver{{.gpio = "emulated:" + socket, .trigger = "trigger", .echo = "echo"}};
    Time now{10s};

    Sonar() { bank.advance(now); }
    void pass(Duration time) { bank.advance(now += time); }
    void echo(Duration after, Duration width) {
        bank.drive(kEcho, true, now + after);
        bank.drive(kEcho, false, now + after + width);
    }
    /// Polls every 5 ms, for a tenth of a second at most.
    std::optional<SonarPing> outcome() {
        for (int i = 0; i < 20; ++i, pass(5ms))
            if (const auto ping = driver.poll(now)) return ping;
        return std::nullopt;
    }
};

}  // namespace

TEST_CASE("a ping is a pulse on the trigger, and its echo is the time the line was high") {
    Sonar sonar;
    REQUIRE(sonar.driver.ping(sonar.now));
    const auto pulse = sonar.bank.take_changes();
    REQUIRE(pulse.size() == 2);
    CHECK((pulse[0].line == kTrigger && pulse[0].high && !pulse[1].high));
    CHECK_FALSE(sonar.driver.poll(sonar.now));
    sonar.echo(450us, 5823us);
    const auto ping = sonar.outcome();
    REQUIRE(ping);
    CHECK(ping->outcome == SonarOutcome::kEcho);
    CHECK(ping->echo == 5823us);
    CHECK(ping->pinged_at == Time{10s});
    CHECK_FALSE(sonar.driver.poll(sonar.now));
}

TEST_CASE("a second ping waits for the first one's outcome") {
    Sonar sonar;
    REQUIRE(sonar.driver.ping(sonar.now));
    CHECK_FALSE(sonar.driver.ping(sonar.now));
    CHECK(sonar.bank.take_changes().size() == 2);
    sonar.echo(450us, 1ms);
    REQUIRE(sonar.outcome());
    CHECK(sonar.driver.ping(sonar.now));
}

TEST_CASE("what goes wrong is told apart") {
    Sonar sonar;
    REQUIRE(sonar.driver.ping(sonar.now));
    SECTION("nothing within reach") {
        sonar.echo(450us, 38ms);
        CHECK(sonar.outcome()->outcome == SonarOutcome::kNoEcho);
    }
    SECTION("another sonar's ping") {
        sonar.echo(450us, 60us);
        CHECK(sonar.outcome()->outcome == SonarOutcome::kTooShort);
    }
    SECTION("unplugged") { CHECK(sonar.outcome()->outcome == SonarOutcome::kSilent); }
    SECTION("the line does not come down") {
        sonar.bank.drive(kEcho, true, sonar.now + 450us);
        CHECK(sonar.outcome()->outcome == SonarOutcome::kStuckHigh);
        REQUIRE(sonar.driver.ping(sonar.now));  // and is still up at the next ping: no edge at all
        CHECK(sonar.outcome()->outcome == SonarOutcome::kStuckHigh);
    }
    SECTION("edges lost by a process that was away") {
        for (int i = 0; i < 10; ++i) sonar.echo(450us + i * 1ms, 100us);
        sonar.pass(40ms);
        CHECK(sonar.outcome()->outcome == SonarOutcome::kLost);
    }
    const Time failed_at = sonar.now;
    sonar.bank.drive(kEcho, false, failed_at);
    sonar.pass(60ms);
    REQUIRE(sonar.driver.ping(sonar.now));  // and it recovers by itself
    sonar.echo(450us, 2ms);
    CHECK(sonar.outcome()->echo == 2ms);
}

TEST_CASE("an edge from before the ping is not taken for its echo") {
    Sonar sonar;
    sonar.echo(0ms, 3ms);
    sonar.pass(10ms);
    REQUIRE(sonar.driver.ping(sonar.now));
    sonar.echo(450us, 7ms);
    CHECK(sonar.outcome()->echo == 7ms);
}
