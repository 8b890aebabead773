#include "drivers/spi/emulated_spi.hpp"

#include <array>
#include <catch2/catch.hpp>
#include <filesystem>
#include <memory>
#include <vector>

#include "core/exit_code.hpp"
#include "drivers/spi/emulated_spi_chip.hpp"
#include "drivers/spi/open_spi.hpp"
#include "tests/scratch/scratch_board.hpp"
#include "tests/scratch/start_error.hpp"

using namespace seqboard;

namespace {

using Bytes = std::vector<std::uint8_t>;

/// Remembers what was written at each selection and answers every byte with one more.
struct Bus {
    testing::ScratchBoard scratch;
    std::string socket = (std::filesystem::create_directories(scratch.root()), scratch.root() + "/spi.sock");
    std::vector<Bytes> selections;
    std::unique_ptr<EmulatedSpiChip> model = make();

    std::unique_ptr<EmulatedSpiChip> make() {
        return std::make_unique<EmulatedSpiChip>(socket, std::uint8_t{2}, [this](auto written, auto read) {
            selections.emplace_back(written.begin(), written.end());
            for (std::size_t i = 0; i < read.size(); ++i) read[i] = static_cast<std::uint8_t>(written[i] + 1);
        });
    }
    std::unique_ptr<SpiBus> open(std::uint8_t mode = 2) const { return open_spi("emulated:" + socket, {.mode = mode}); }
};

ExitCode refusal(const std::string& backend) {
    return testing::start_error([&] { (void)open_spi(backend, {}); }).first;
}

}  // namespace

TEST_CASE("spi: the chip sees one selection until the driver lets go of it") {
    Bus bus;
    const auto spi = bus.open();
    const Bytes first{1, 2}, second{3}, third{4, 5};
    Bytes read(2);
    const std::array segments = {SpiSegment{.write = first}, SpiSegment{.write = second, .deselect = true},
                                 SpiSegment{.write = third, .read = read}};
    CHECK(spi->transfer(segments) == SpiOutcome::kDone);
    CHECK(bus.selections == std::vector<Bytes>{{1, 2, 3}, {4, 5}});
    CHECK(read == Bytes{5, 6});
}

TEST_CASE("spi: a segment without bytes to write sends zeros") {
    Bus bus;
    Bytes read(3);
    CHECK(bus.open()->transfer(std::array{SpiSegment{.read = read}}) == SpiOutcome::kDone);
    CHECK(bus.selections == std::vector<Bytes>{{0, 0, 0}});
    CHECK(read == Bytes{1, 1, 1});
}

TEST_CASE("spi: in another mode than the chip's nothing arrives, and ones are read") {
    Bus bus;
    const Bytes write{1, 2};
    Bytes read(2);
    CHECK(bus.open(0)->transfer(std::array{SpiSegment{.write = write, .read = read}}) == SpiOutcome::kDone);
    CHECK(bus.selections.empty());
    CHECK(read == Bytes{0xff, 0xff});
}

TEST_CASE("spi: a transfer holds 64 segments and 2048 bytes, and not one more") {
    Bus bus;
    const auto spi = bus.open();
    const Bytes one{7}, most(SpiBus::kMostBytes, 9), more(SpiBus::kMostBytes + 1);
    std::vector<SpiSegment> segments(SpiBus::kMostSegments, {.write = one, .deselect = true});
    CHECK(spi->transfer(segments) == SpiOutcome::kDone);
    CHECK(bus.selections == std::vector<Bytes>(64, one));
    segments.push_back(segments.front());
    CHECK(spi->transfer(segments) == SpiOutcome::kUnsupported);
    CHECK(spi->transfer(std::array{SpiSegment{.write = most}}) == SpiOutcome::kDone);
    CHECK(bus.selections.back() == most);
    CHECK(spi->transfer(std::array{SpiSegment{.write = more}}) == SpiOutcome::kUnsupported);
    CHECK(spi->transfer({}) == SpiOutcome::kUnsupported);
    CHECK(spi->transfer(std::array{SpiSegment{}}) == SpiOutcome::kUnsupported);
    Bytes read(2);
    CHECK(spi->transfer(std::array{SpiSegment{.write = one, .read = read}}) == SpiOutcome::kUnsupported);
}

TEST_CASE("spi: a chip whose model has gone says so, and is found again when it is back") {
    Bus bus;
    const auto spi = bus.open();
    const Bytes one{7};
    const std::array segments = {SpiSegment{.write = one}};
    bus.model.reset();
    CHECK(spi->transfer(segments) == SpiOutcome::kGone);
    CHECK_FALSE(spi->reopen());
    bus.model = bus.make();
    CHECK(spi->transfer(segments) == SpiOutcome::kGone);
    REQUIRE(spi->reopen());
    CHECK(spi->transfer(segments) == SpiOutcome::kDone);
}

TEST_CASE("spi: a bus that cannot be opened says what is wrong") {
    CHECK(refusal("emulated:/nowhere/spi.sock") == ExitCode::kUnavailable);
    CHECK(refusal("spidev0.0") == ExitCode::kConfig);
    CHECK(refusal("/dev/spidev99.9") == ExitCode::kUnavailable);
    CHECK(refusal("/dev/null") == ExitCode::kConfig);
}
