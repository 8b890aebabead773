// The kernel's side is played by an adapter of our own: what it is asked is what the kernel would be asked.
#include "drivers/i2c/i2c_dev.hpp"

#include <errno.h>
#include <linux/i2c-dev.h>
#include <linux/i2c.h>

#include <array>
#include <catch2/catch.hpp>
#include <vector>

#include "core/exit_code.hpp"
#include "tests/scratch/start_error.hpp"

using namespace seqboard;

namespace {

using Bytes = std::vector<std::uint8_t>;
constexpr unsigned long kSmbusBytes = I2C_FUNC_SMBUS_BYTE | I2C_FUNC_SMBUS_BYTE_DATA;
constexpr unsigned long kStub = kSmbusBytes | I2C_FUNC_SMBUS_WORD_DATA | I2C_FUNC_SMBUS_I2C_BLOCK;  // as i2c-stub

/// A chip with registers at 0x68, behind an adapter that can what `functions` says.
struct Adapter {
    unsigned long functions = kStub;
    std::array<std::uint8_t, 256> registers{};
    std::uint8_t pointer = 0;
    unsigned long selected = 0;
    unsigned long claimed = 0;  ///< an address that a driver of the kernel holds
    int fault = 0;              ///< errno of every transfer
    int interruptions = 0;
    std::vector<int> commands;  ///< of SMBus, by size

    int ioctl(unsigned long request, void* argument) {
        const auto number = reinterpret_cast<std::uintptr_t>(argument);
        if (request == I2C_FUNCS) return *static_cast<unsigned long*>(argument) = functions, 0;
        if (request == I2C_SLAVE && number == claimed) return fail(EBUSY);
        if (request == I2C_SLAVE) return selected = number, 0;
        if (request == I2C_TIMEOUT) return 0;
        if (interruptions-- > 0) return fail(EINTR);
        if (fault != 0) return fail(fault);
        if (request == I2C_RDWR && (functions & I2C_FUNC_I2C) != 0) return plain(*static_cast<i2c_rdwr_ioctl_data*>(argument));
        if (request == I2C_SMBUS) return selected == 0x68 ? smbus(*static_cast<i2c_smbus_ioctl_data*>(argument)) : fail(ENXIO);
        return fail(EOPNOTSUPP);
    }

private:
    static int fail(int error) {
        errno = error;
        return -1;
    }
    int plain(const i2c_rdwr_ioctl_data& data) {
        for (std::uint32_t i = 0; i < data.nmsgs; ++i) {
            const i2c_msg& message = data.msgs[i];
            if (message.addr != 0x68) return fail(EREMOTEIO);
            for (std::uint32_t byte = 0; byte < message.len; ++byte) {
                if ((message.flags & I2C_M_RD) != 0) message.buf[byte] = registers[pointer++];
                else if (byte == 0) pointer = message.buf[0];
                else registers[pointer++] = message.buf[byte];
            }
        }
        return static_cast<int>(data.nmsgs);
    }
    int smbus(const i2c_smbus_ioctl_data& command) {
        commands.push_back(static_cast<int>(command.size));
        if (command.size == I2C_SMBUS_BYTE) return pointer = command.command, 0;
        const bool block = command.size == I2C_SMBUS_I2C_BLOCK_DATA;
        std::uint8_t* const bytes = block ? command.data->block + 1 : &command.data->byte;
        for (unsigned i = 0; i < (block ? command.data->block[0] : 1u); ++i) {
            std::uint8_t& one = registers[command.command + i];
            (command.read_write == I2C_SMBUS_READ ? bytes[i] : one) = command.read_write == I2C_SMBUS_READ ? one : bytes[i];
        }
        return 0;
    }
};

Adapter* adapter = nullptr;

struct Kernel : Adapter {
    explicit Kernel(unsigned long with) {
        functions = with;
        adapter = this;
    }
    ~Kernel() { adapter = nullptr; }
    I2cDev open() {
        return I2cDev{"/dev/null", [](int, unsigned long request, void* argument) { return adapter->ioctl(request, argument); }};
    }
};

}  // namespace

TEST_CASE("registers are written and read alike over plain I2C, SMBus blocks and SMBus bytes") {
    for (const unsigned long functions : {static_cast<unsigned long>(I2C_FUNC_I2C), kStub, kSmbusBytes}) {
        INFO(functions);
        Kernel kernel{functions};
        I2cDev bus = kernel.open();
        CHECK(bus.transfer(0x68, Bytes{0x20, 1, 2, 3}, {}) == I2cOutcome::kDone);
        CHECK(bus.transfer(0x68, Bytes{0x6b, 0x80}, {}) == I2cOutcome::kDone);
        Bytes read(5);
        CHECK(bus.transfer(0x68, Bytes{0x1f}, read) == I2cOutcome::kDone);
        CHECK(read == Bytes{0, 1, 2, 3, 0});
        Bytes one(1);
        CHECK(bus.transfer(0x68, Bytes{0x6b}, one) == I2cOutcome::kDone);
        CHECK(one == Bytes{0x80});
        CHECK(bus.transfer(0x68, Bytes{0x44}, {}) == I2cOutcome::kDone);
        CHECK(kernel.pointer == 0x44);
    }
}

TEST_CASE("a burst is one command where the adapter can blocks, else one for each register") {
    Bytes read(14);
    Kernel with_blocks{kStub};
    CHECK(with_blocks.open().transfer(0x68, Bytes{0x3b}, read) == I2cOutcome::kDone);
    CHECK(with_blocks.commands == std::vector<int>{I2C_SMBUS_I2C_BLOCK_DATA});
    Kernel without{kSmbusBytes};
    CHECK(without.open().transfer(0x68, Bytes{0x3b}, read) == I2cOutcome::kDone);
    CHECK(without.commands == std::vector<int>(14, I2C_SMBUS_BYTE_DATA));
}

TEST_CASE("SMBus can only transfers that begin with a register's number, plain I2C can all") {
    Bytes read(2);
    Kernel smbus{kStub};
    I2cDev bus = smbus.open();
    CHECK(bus.transfer(0x68, {}, read) == I2cOutcome::kUnsupported);
    CHECK(bus.transfer(0x68, Bytes{1, 2}, read) == I2cOutcome::kUnsupported);
    CHECK(smbus.commands.empty());
    Kernel plain{I2C_FUNC_I2C};
    plain.registers[2] = 9;
    I2cDev other = plain.open();
    CHECK(other.transfer(0x68, Bytes{1, 5}, read) == I2cOutcome::kDone);
    CHECK((plain.registers[1] == 5 && read[0] == 9));
    CHECK(other.transfer(0x68, {}, read) == I2cOutcome::kDone);
}

TEST_CASE("what the kernel reports is told apart, and the next transfer can be good again") {
    Kernel kernel{I2C_FUNC_I2C};
    I2cDev bus = kernel.open();
    Bytes read(1);
    const auto outcome_of = [&](int error) {
        kernel.fault = error;
        return bus.transfer(0x68, Bytes{0x75}, read);
    };
    for (const int error : {ENXIO, EREMOTEIO, ENODEV}) CHECK(outcome_of(error) == I2cOutcome::kNoAnswer);
    for (const int error : {ETIMEDOUT, EAGAIN, EIO}) CHECK(outcome_of(error) == I2cOutcome::kBusFault);
    CHECK(outcome_of(EOPNOTSUPP) == I2cOutcome::kUnsupported);
    kernel.interruptions = 2;
    CHECK(outcome_of(0) == I2cOutcome::kDone);
    CHECK(bus.transfer(0x69, Bytes{0x75}, read) == I2cOutcome::kNoAnswer);
}

TEST_CASE("an address that a driver of the kernel holds is left to it, also over plain I2C") {
    Kernel kernel{I2C_FUNC_I2C};
    kernel.claimed = 0x68;
    I2cDev bus = kernel.open();
    kernel.registers[0x6b] = 0x40;
    CHECK(bus.transfer(0x68, Bytes{0x6b, 0x80}, {}) == I2cOutcome::kClaimed);
    CHECK(kernel.registers[0x6b] == 0x40);
    kernel.claimed = 0;
    CHECK(bus.transfer(0x68, Bytes{0x6b, 0x80}, {}) == I2cOutcome::kDone);
}

TEST_CASE("an I2C device that cannot be used says what is wrong") {
    const auto missing = testing::start_error([] { I2cDev{"/dev/i2c-no-such"}; });
    CHECK(missing.first == ExitCode::kUnavailable);
    CHECK_THAT(missing.second, Catch::Contains("/dev/i2c-no-such") && Catch::Contains("No such file") && Catch::Contains("ls /dev/i2c-*"));
    CHECK(testing::start_error([] { I2cDev{"/dev/null"}; }) ==
          std::pair{ExitCode::kConfig, std::string{"I2C bus '/dev/null': that is no I2C bus; expected /dev/i2c-0 or another number"}});
    const auto useless = testing::start_error([] {
        Kernel kernel{I2C_FUNC_SMBUS_QUICK};
        (void)kernel.open();
    });
    CHECK(useless.first == ExitCode::kUnavailable);
    CHECK_THAT(useless.second, Catch::Contains("neither plain I2C nor SMBus"));
}
