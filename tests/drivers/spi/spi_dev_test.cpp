// The kernel's side is played by an adapter of our own: what it is asked is what the kernel would be asked.
#include "drivers/spi/spi_dev.hpp"

#include <errno.h>
#include <linux/spi/spidev.h>

#include <array>
#include <catch2/catch.hpp>
#include <vector>

#include "core/exit_code.hpp"

using namespace seqboard;

namespace {

using Bytes = std::vector<std::uint8_t>;

/// Answers every byte with one more.
struct Adapter {
    std::uint8_t mode = 0xff;
    std::uint8_t bits = 0;
    std::uint32_t clock_hz = 0;
    int settings_fault = 0;  ///< errno of the mode's setting
    int fault = 0;           ///< errno of every transfer
    int interruptions = 0;
    std::vector<Bytes> written;
    std::vector<bool> changes_select;

    int ioctl(unsigned long request, void* argument) {
        if (request == SPI_IOC_WR_MODE)
            return settings_fault != 0 ? fail(settings_fault) : (mode = *static_cast<std::uint8_t*>(argument), 0);
        if (request == SPI_IOC_WR_BITS_PER_WORD) return bits = *static_cast<std::uint8_t*>(argument), 0;
        if (request == SPI_IOC_WR_MAX_SPEED_HZ) return clock_hz = *static_cast<std::uint32_t*>(argument), 0;
        if (_IOC_TYPE(request) != SPI_IOC_MAGIC || _IOC_NR(request) != 0) return fail(ENOTTY);
        if (interruptions-- > 0) return fail(EINTR);
        if (fault != 0) return fail(fault);
        const std::span segments{static_cast<spi_ioc_transfer*>(argument), _IOC_SIZE(request) / sizeof(spi_ioc_transfer)};
        for (const spi_ioc_transfer& segment : segments) {
            Bytes bytes(segment.len);
            if (const auto* const from = reinterpret_cast<const std::uint8_t*>(segment.tx_buf)) bytes.assign(from, from + segment.len);
            if (auto* const to = reinterpret_cast<std::uint8_t*>(segment.rx_buf))
                for (std::size_t i = 0; i < segment.len; ++i) to[i] = static_cast<std::uint8_t>(bytes[i] + 1);
            written.push_back(bytes);
            changes_select.push_back(segment.cs_change != 0);
        }
        return 0;
    }

private:
    static int fail(int error) {
        errno = error;
        return -1;
    }
};

Adapter* adapter = nullptr;

struct Kernel : Adapter {
    Kernel() { adapter = this; }
    ~Kernel() { adapter = nullptr; }
    SpiDev open() {
        return SpiDev{"/dev/null", {.mode = 2, .clock_hz = 1'500'000}, [](int, unsigned long request, void* argument) {
                          return adapter->ioctl(request, argument);
                      }};
    }
};

const Bytes kWrite{1, 2};

}  // namespace

TEST_CASE("spidev: mode, word and clock are set before the first transfer") {
    Kernel kernel;
    const SpiDev spi = kernel.open();
    CHECK(kernel.mode == 2);
    CHECK(kernel.bits == 8);
    CHECK(kernel.clock_hz == 1'500'000);
}

TEST_CASE("spidev: all segments go in one message, and the last one never keeps the chip selected") {
    Kernel kernel;
    SpiDev spi = kernel.open();
    Bytes read(3);
    CHECK(spi.transfer(std::array{SpiSegment{.write = kWrite, .deselect = true}, SpiSegment{.write = kWrite},
                                  SpiSegment{.read = read, .deselect = true}}) == SpiOutcome::kDone);
    CHECK(kernel.written == std::vector<Bytes>{{1, 2}, {1, 2}, {0, 0, 0}});
    CHECK(kernel.changes_select == std::vector<bool>{true, false, false});
    CHECK(read == Bytes{1, 1, 1});
}

TEST_CASE("spidev: an interrupted message is sent again, and a fault is told") {
    Kernel kernel;
    SpiDev spi = kernel.open();
    kernel.interruptions = 2;
    CHECK(spi.transfer(std::array{SpiSegment{.write = kWrite}}) == SpiOutcome::kDone);
    CHECK(kernel.written.size() == 1);
    kernel.fault = EIO;
    CHECK(spi.transfer(std::array{SpiSegment{.write = kWrite}}) == SpiOutcome::kBusFault);
    kernel.fault = ESHUTDOWN;
    CHECK(spi.transfer(std::array{SpiSegment{.write = kWrite}}) == SpiOutcome::kGone);
    kernel.fault = 0;
    CHECK(spi.reopen());
    CHECK(spi.transfer(std::array{SpiSegment{.write = kWrite}}) == SpiOutcome::kDone);
}

TEST_CASE("spidev: an adapter that cannot do the mode is refused") {
    Kernel kernel;
    kernel.settings_fault = EINVAL;
    CHECK_THROWS_WITH(kernel.open(), "SPI device '/dev/null': its adapter cannot do this chip's mode or clock");
}
