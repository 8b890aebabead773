#include "drivers/pwm/register_pwm.hpp"

#include <catch2/catch.hpp>

#include "core/exit_code.hpp"
#include "drivers/pwm/s3c2440_timer.hpp"
#include "tests/scratch/fake_memory.hpp"
#include "tests/scratch/start_error.hpp"

using namespace seqboard;
using namespace std::chrono_literals;

namespace {

constexpr std::uint32_t kTcfg0 = 0x51000000, kTcfg1 = 0x51000004, kTcon = 0x51000008, kTcntb0 = 0x5100000c, kTcmpb0 = 0x51000010,
                        kTcntb1 = 0x51000018, kTcmpb1 = 0x5100001c, kTcntb2 = 0x51000024;
constexpr std::uint32_t kGpbcon = 0x56000010, kGpbdat = 0x56000014;
constexpr std::uint32_t kTickRuns = 5u << 20;

/// A mini2440: PCLK 50.625 MHz, the kernel's tick running with prescaler 25.
struct Board : testing::FakeMemory {
    Board() {
        put(0x4c000004, 127u << 12 | 2u << 4 | 1u);
        put(0x4c000014, 5);
        put(kTcfg0, 24u << 8);
        put(kTcon, kTickRuns);
    }
    RegisterPwm open(const std::string& output, Duration period, Duration safe_high = {}) const {
        return RegisterPwm{{.output = output, .period = period, .safe_high = safe_high}, {.memory = path()}};
    }
    ExitCode refusal(const std::string& output, Duration period) const {
        return testing::start_error([&] { const RegisterPwm pwm{{.output = output, .period = period}, {.memory = path()}}; }).first;
    }
};

}  // namespace

TEST_CASE("a timer starts with its count loaded, and the kernel's tick keeps running") {
    const Board board;
    const RegisterPwm pwm = board.open("TOUT0", 1ms);
    CHECK(board.at(kTcntb0) == 50'625u / 2 - 1);
    CHECK((board.at(kTcfg0) & 0xff) == 0);
    CHECK((board.at(kTcfg1) & 0xf) == 0);
    CHECK(board.at(kTcon) == (kTickRuns | 0b1101u));  // auto reload, inverted, started; no manual update left
}

TEST_CASE("timer 1's bits in the control register leave a gap behind timer 0's") {
    const Board board;
    const RegisterPwm first = board.open("TOUT0", 1ms), second = board.open("TOUT1", 1ms);
    CHECK(board.at(kTcon) == (kTickRuns | 0b1101u << 8 | 0b1101u));
    CHECK(board.at(kTcntb1) == board.at(kTcntb0));
}

TEST_CASE("a pulse counts down from the period's begin to its end") {
    const Board board;
    RegisterPwm pwm = board.open("TOUT1", 1ms);
    constexpr std::uint32_t kTicks = 25'312;
    CHECK(pwm.set_ratio(0.25f));
    CHECK(board.at(kTcmpb1) == kTicks - kTicks / 4 - 1);
    CHECK((board.at(kGpbcon) >> 2 & 3) == 2);
    CHECK(pwm.set_pulse(1ns));
    CHECK(board.at(kTcmpb1) == kTicks - 1 - 1);  // one tick is the shortest
    CHECK(pwm.set_ratio(1));
    CHECK(board.at(kTcmpb1) == 0xffff);  // never met: high all the time
}

TEST_CASE("a pulse of zero is a pin that is low, not the timer's shortest pulse") {
    const Board board;
    board.put(kGpbdat, 0b111);
    board.put(kGpbcon, 0x3ffff0);
    RegisterPwm pwm = board.open("TOUT0", 20ms);
    CHECK(board.at(kGpbcon) == (0x3ffff0u | 1u));
    CHECK(board.at(kGpbdat) == 0b110);
    CHECK(pwm.set_pulse(1500us));
    CHECK(board.at(kGpbcon) == (0x3ffff0u | 2u));
    CHECK(pwm.off());
    CHECK(board.at(kGpbcon) == (0x3ffff0u | 1u));
    CHECK(board.at(kGpbdat) == 0b110);
}

TEST_CASE("the safe pulse is there from the first moment on, and again at the end") {
    const Board board;
    {
        RegisterPwm pwm = board.open("TOUT0", 20ms, 1500us);
        CHECK((board.at(kGpbcon) & 3) == 2);
        CHECK(pwm.set_pulse(2ms));
    }
    CHECK(board.at(kTcmpb0) == Approx(63'281 * (1 - 0.075)).margin(2));
    {
        RegisterPwm pwm = board.open("TOUT0", 1ms);
        CHECK(pwm.set_ratio(1));
    }
    CHECK((board.at(kGpbcon) & 3) == 1);
    CHECK((board.at(kGpbdat) & 1) == 0);
}

TEST_CASE("a prescaler that another timer uses stays as it is") {
    const Board board;
    const RegisterPwm motor = board.open("TOUT0", 1ms);
    const RegisterPwm servo = board.open("TOUT1", 20ms);
    CHECK((board.at(kTcfg0) & 0xff) == 0);
    CHECK((board.at(kTcfg1) >> 4 & 0xf) == 3);
    CHECK(board.at(kTcntb1) == 63'281 - 1);
    CHECK(board.refusal("TOUT1", 50ms) == ExitCode::kConfig);  // longer than 16 bits count without one
    const RegisterPwm tilt = board.open("TOUT2", 20ms);
    CHECK(board.at(kTcfg0) == 24u << 8);
    CHECK(board.at(kTcntb2) == 20'250 - 1);
}

TEST_CASE("alone, a timer takes the prescaler that its period needs") {
    const auto rate = TimerRate::of(50'625'000, 500ms, 0, false);
    REQUIRE(rate);
    CHECK((rate->prescaler + 1) * (2u << rate->divider) * rate->ticks == Approx(25'312'500).epsilon(0.001));
    CHECK(rate->ticks > 60'000);
    CHECK_FALSE(TimerRate::of(50'625'000, 500ms, 0, true));
    CHECK_FALSE(TimerRate::of(50'625'000, 3us, 0, false));  // not a hundred steps
}

TEST_CASE("registers: an output that is not ours, or a pulse out of range, is refused") {
    const Board board;
    for (const char* const wrong : {"TOUT3", "TOUT4", "TOUT", "GPB0", "pwmchip0/0"}) {
        INFO(wrong);
        CHECK(board.refusal(wrong, 1ms) == ExitCode::kConfig);
    }
    CHECK(board.at(kTcon) == kTickRuns);
    RegisterPwm pwm = board.open("TOUT0", 1ms);
    const std::uint32_t before = board.at(kTcmpb0);
    CHECK_FALSE(pwm.set_pulse(1001us));
    CHECK_FALSE(pwm.set_pulse(-1ns));
    CHECK_FALSE(pwm.set_ratio(1.01f));
    CHECK_FALSE(pwm.set_ratio(std::nanf("")));
    CHECK(board.at(kTcmpb0) == before);
}
