#include "drivers/gpio/register_gpio.hpp"

#include <catch2/catch.hpp>

#include "core/exit_code.hpp"
#include "tests/scratch/fake_memory.hpp"
#include "tests/scratch/start_error.hpp"

using namespace seqboard;

namespace {

struct FakeMemory : testing::FakeMemory {
    std::uint32_t at(unsigned offset) const { return testing::FakeMemory::at(S3c2440Pin::kPortsBase + offset); }
    void put(unsigned offset, std::uint32_t value) const { testing::FakeMemory::put(S3c2440Pin::kPortsBase + offset, value); }
};

ExitCode refusal(const GpioRequest& request, const std::string& memory) {
    return testing::start_error([&] { const RegisterGpio lines{request, memory}; }).first;
}

}  // namespace

TEST_CASE("registers: an output has its level before it drives, and its neighbours keep theirs") {
    const FakeMemory memory;
    memory.put(0x10, 0x3fffff);  // GPBCON: all something else
    memory.put(0x14, 0x400);     // GPBDAT: GPB10 is high
    RegisterGpio lines{{.lines = {"GPB5", "GPB6"}, .output = true, .initial = 0b10}, memory.path()};
    CHECK(memory.at(0x10) == ((0x3fffffu & ~(0xfu << 10)) | (0x5u << 10)));
    CHECK(memory.at(0x14) == (0x400u | 0x40u));
    CHECK(lines.set(0b01, 0b01));
    CHECK(memory.at(0x14) == (0x400u | 0x60u));
    CHECK(lines.set(0b00, 0b10));
    CHECK(memory.at(0x14) == (0x400u | 0x20u));
    CHECK(lines.levels() == 0b01u);
    CHECK_FALSE(lines.take_edge());
}

TEST_CASE("registers: active low turns what is read and what is set") {
    const FakeMemory memory;
    memory.put(0x54, 0x10);  // GPFDAT
    RegisterGpio in{{.lines = {"GPF3", "GPF4"}, .active_low = true, .pull_up = true}, memory.path()};
    CHECK(in.levels() == 0b01u);
    CHECK((memory.at(0x50) >> 6 & 0xf) == 0);
    CHECK((memory.at(0x58) & 0x18) == 0);
    CHECK_FALSE(in.set(1, 1));
    RegisterGpio out{{.lines = {"GPF0"}, .output = true, .active_low = true}, memory.path()};
    CHECK((memory.at(0x54) & 1) == 1);
    CHECK(out.set(1, 1));
    CHECK((memory.at(0x54) & 1) == 0);
}

TEST_CASE("registers: bank A has one bit of control a pin") {
    const FakeMemory memory;
    memory.put(0x00, 0x1ffffff);
    const RegisterGpio lines{{.lines = {"GPA12"}, .output = true}, memory.path()};
    CHECK(memory.at(0x00) == (0x1ffffffu & ~(1u << 12)));
}

TEST_CASE("registers: what they cannot do is refused") {
    const FakeMemory memory;
    CHECK(refusal({.lines = {"GPF0"}, .edges = true}, memory.path()) == ExitCode::kConfig);
    CHECK(refusal({.lines = {"GPF0", "GPG0"}}, memory.path()) == ExitCode::kConfig);
    CHECK(refusal({.lines = {"GPA0"}}, memory.path()) == ExitCode::kConfig);
    CHECK(refusal({.lines = {"gpiochip0/1"}}, memory.path()) == ExitCode::kConfig);
    CHECK(refusal({.lines = {"GPF0"}}, memory.path() + "-absent") == ExitCode::kUnavailable);
}
