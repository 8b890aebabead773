#include "drivers/i2c/emulated_i2c.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <memory>
#include <vector>

#include "drivers/i2c/emulated_i2c_bus.hpp"
#include "drivers/i2c/open_i2c.hpp"
#include "tests/scratch/scratch_board.hpp"
#include "tests/scratch/start_error.hpp"

using namespace seqboard;

namespace {

using Bytes = std::vector<std::uint8_t>;

/// Remembers what was written and answers a count from seven on.
struct Chip {
    Bytes written;
    I2cOutcome outcome = I2cOutcome::kDone;

    EmulatedI2cBus::Chip transfer() {
        return [this](std::span<const std::uint8_t> bytes, std::span<std::uint8_t> read) {
            written.assign(bytes.begin(), bytes.end());
            for (std::size_t i = 0; i < read.size(); ++i) read[i] = static_cast<std::uint8_t>(7 + i);
            return outcome;
        };
    }
};

struct Bus {
    testing::ScratchBoard scratch;
    std::string socket = (std::filesystem::create_directories(scratch.root()), scratch.root() + "/i2c.sock");
    Chip first, second;
    std::unique_ptr<EmulatedI2cBus> model = make();
    std::string backend = "emulated:" + socket;

    std::unique_ptr<EmulatedI2cBus> make() {
        return std::make_unique<EmulatedI2cBus>(
            socket, std::map<std::uint8_t, EmulatedI2cBus::Chip>{{0x50, first.transfer()}, {0x68, second.transfer()}});
    }
};

std::pair<ExitCode, std::string> refusal(const std::string& backend) {
    return testing::start_error([&] { (void)open_i2c(backend); });
}

}  // namespace

TEST_CASE("a transfer writes to the chip with that address and reads from it") {
    Bus bus;
    const auto i2c = open_i2c(bus.backend);
    Bytes read(3);
    CHECK(i2c->transfer(0x68, Bytes{0x3b}, read) == I2cOutcome::kDone);
    CHECK(read == Bytes{7, 8, 9});
    CHECK(bus.second.written == Bytes{0x3b});
    CHECK(bus.first.written.empty());
    CHECK(i2c->transfer(0x50, Bytes{1, 2, 3}, {}) == I2cOutcome::kDone);
    CHECK(bus.first.written == Bytes{1, 2, 3});
}

TEST_CASE("thirty-two bytes go each way, and not one more") {
    Bus bus;
    const auto i2c = open_i2c(bus.backend);
    Bytes most(I2cBus::kMostBytes, 0x55), read(I2cBus::kMostBytes);
    CHECK(i2c->transfer(0x68, most, read) == I2cOutcome::kDone);
    CHECK(bus.second.written == most);
    CHECK(read.back() == 7 + 31);
    most.push_back(0), read.push_back(0);
    CHECK(i2c->transfer(0x68, most, {}) == I2cOutcome::kUnsupported);
    CHECK(i2c->transfer(0x68, {}, read) == I2cOutcome::kUnsupported);
    CHECK(i2c->transfer(0x68, {}, {}) == I2cOutcome::kUnsupported);
}

TEST_CASE("an address without a chip does not answer, what goes wrong at a chip reaches the driver") {
    Bus bus;
    const auto i2c = open_i2c(bus.backend);
    Bytes read(1);
    CHECK(i2c->transfer(0x69, Bytes{0x75}, read) == I2cOutcome::kNoAnswer);
    bus.second.outcome = I2cOutcome::kBusFault;
    CHECK(i2c->transfer(0x68, Bytes{0x75}, read) == I2cOutcome::kBusFault);
}

TEST_CASE("a bus whose model has gone says so, and is found again when it is back") {
    Bus bus;
    const auto i2c = open_i2c(bus.backend);
    Bytes read(1);
    CHECK(i2c->reopen());
    bus.model.reset();
    CHECK(i2c->transfer(0x68, Bytes{0x75}, read) == I2cOutcome::kGone);
    CHECK_FALSE(i2c->reopen());
    bus.model = bus.make();
    CHECK(i2c->transfer(0x68, Bytes{0x75}, read) == I2cOutcome::kGone);
    REQUIRE(i2c->reopen());
    CHECK(i2c->transfer(0x68, Bytes{0x75}, read) == I2cOutcome::kDone);
}

TEST_CASE("a bus that cannot be opened says what is wrong") {
    CHECK(refusal("emulated:/nowhere/i2c.sock").first == ExitCode::kUnavailable);
    CHECK(refusal("i2c-0") == std::pair{ExitCode::kConfig, std::string{"I2C bus 'i2c-0' is unknown; expected a device such as /dev/i2c-0, "
                                                                       "or emulated:SOCKET"}});
}
