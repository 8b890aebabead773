// Against a folder that looks like the root of a board's file system, and against a model.
#include "drivers/adc/open_adc.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <vector>

#include "core/exit_code.hpp"
#include "drivers/adc/emulated_adc_chip.hpp"
#include "tests/scratch/scratch_board.hpp"
#include "tests/scratch/start_error.hpp"

using namespace seqboard;

namespace {

const std::string kIio = "/sys/bus/iio/devices/iio:device", kHwmon = "/sys/class/hwmon/hwmon";

class FakeBoard {
public:
    FakeBoard() { std::filesystem::create_directories(root()); }
    std::string root() const { return scratch_.root(); }
    void put(const std::string& file, const std::string& text) const {
        std::filesystem::create_directories(std::filesystem::path{root() + file}.parent_path());
        std::ofstream{root() + file} << text;
    }
    std::unique_ptr<AnalogInput> open(const std::string& backend, const std::string& channel) const {
        return open_adc(backend, channel, root());
    }
    std::pair<ExitCode, std::string> refusal(const std::string& backend, const std::string& channel) const {
        return testing::start_error([&] { (void)open(backend, channel); });
    }

private:
    testing::ScratchBoard scratch_;
};

}  // namespace

TEST_CASE("adc: IIO gives counts and the millivolts of one count") {
    FakeBoard board;
    board.put(kIio + "0/in_voltage3_raw", "512\n");
    board.put(kIio + "0/in_voltage_scale", "3.222656250\n");
    const auto input = board.open("iio", "3");
    CHECK(*input->read_volt() == Approx(1.65));
    board.put(kIio + "0/in_voltage3_raw", "1023\n");
    CHECK(*input->read_volt() == Approx(3.29678));
    CHECK(std::string{input->backend()} == "iio");
}

TEST_CASE("adc: a channel's own IIO scale goes before the shared one, and an offset is added to the count") {
    FakeBoard board;
    board.put(kIio + "0/in_voltage3_raw", "100\n");
    board.put(kIio + "0/in_voltage_scale", "1\n");
    board.put(kIio + "0/in_voltage3_scale", "2\n");
    board.put(kIio + "0/in_voltage3_offset", "-40\n");
    CHECK(*board.open("iio", "3")->read_volt() == Approx(0.12));
}

TEST_CASE("adc: an IIO driver that tells no scale is refused: its counts are no volts") {
    FakeBoard board;
    board.put(kIio + "0/in_voltage3_raw", "100\n");
    CHECK(board.refusal("iio", "3").first == ExitCode::kUnavailable);
}

TEST_CASE("adc: hwmon gives millivolts, in old kernels a folder deeper") {
    FakeBoard board;
    board.put(kHwmon + "0/in2_input", "1234\n");
    CHECK(*board.open("hwmon", "2")->read_volt() == Approx(1.234));
    board.put(kHwmon + "0/device/in5_input", "777\n");
    CHECK(*board.open("hwmon", "5")->read_volt() == Approx(0.777));
}

TEST_CASE("adc: the vendor's device says ten bits of 3.3 V, and knows channel 0 alone") {
    FakeBoard board;
    board.put("/dev/adc", "1023\n");
    CHECK(*board.open("dev_adc", "0")->read_volt() == Approx(3.3));
    CHECK(board.refusal("dev_adc", "1").first == ExitCode::kUnavailable);
}

TEST_CASE("adc: auto takes IIO, then hwmon, then the vendor's device") {
    FakeBoard board;
    CHECK(board.refusal("auto", "0").first == ExitCode::kUnavailable);
    board.put("/dev/adc", "0\n");
    CHECK(std::string{board.open("auto", "0")->backend()} == "dev_adc");
    board.put(kHwmon + "0/in0_input", "0\n");
    CHECK(std::string{board.open("auto", "0")->backend()} == "hwmon");
    board.put(kIio + "0/in_voltage0_raw", "0\n"), board.put(kIio + "0/in_voltage_scale", "1\n");
    CHECK(std::string{board.open("auto", "0")->backend()} == "iio");
}

TEST_CASE("adc: a channel that two devices have must say whose it is") {
    FakeBoard board;
    board.put(kHwmon + "0/in1_input", "100\n"), board.put(kHwmon + "1/in1_input", "200\n");
    const auto [code, text] = board.refusal("auto", "1");
    CHECK(code == ExitCode::kConfig);
    CHECK_THAT(text, Catch::Contains("hwmon0/in1_input") && Catch::Contains("hwmon1/in1_input"));
    CHECK(*board.open("auto", "hwmon1/1")->read_volt() == Approx(0.2));
}

TEST_CASE("adc: an input that goes is absent, and is found again when it is back") {
    FakeBoard board;
    board.put(kHwmon + "0/in1_input", "100\n");
    const auto input = board.open("hwmon", "1");
    board.put(kHwmon + "0/in1_input", "");  // the descriptor is still good, the number is not
    CHECK_FALSE(input->read_volt());
    std::filesystem::remove(board.root() + kHwmon + "0/in1_input");
    CHECK_FALSE(input->read_volt());
    board.put(kHwmon + "0/in1_input", "300\n");
    CHECK(*input->read_volt() == Approx(0.3));
}

TEST_CASE("adc: names that cannot be are refused with a sentence") {
    FakeBoard board;
    for (const char* const channel : {"", "three", "3x", "/3", "-1", "iio:device0/"}) {
        INFO(channel);
        CHECK(board.refusal("auto", channel).first == ExitCode::kConfig);
    }
    CHECK(board.refusal("i2c", "0").second == "ADC backend 'i2c' is unknown; expected auto, iio, hwmon, dev_adc or emulated:SOCKET");
    board.put(kHwmon + "0/in1_input", "none\n");
    CHECK(board.refusal("hwmon", "1").first == ExitCode::kUnavailable);
}

TEST_CASE("adc: a model's channels are read over its socket") {
    FakeBoard board;
    const std::string socket = board.root() + "/adc.sock";
    float volt = 1.5f;
    const auto make = [&] {
        return std::make_unique<EmulatedAdcChip>(socket, std::vector<EmulatedAdcChip::Channel>{[&] { return 0.5f; }, [&] { return volt; }});
    };
    auto model = make();
    const auto input = open_adc("emulated:" + socket, "1");
    CHECK(*input->read_volt() == 1.5f);
    CHECK(*open_adc("emulated:" + socket, "0")->read_volt() == 0.5f);
    CHECK(board.refusal("emulated:" + socket, "2").first == ExitCode::kConfig);
    model.reset();
    CHECK_FALSE(input->read_volt());
    CHECK_FALSE(input->read_volt());
    model = make();
    CHECK(*input->read_volt() == 1.5f);
    CHECK(board.refusal("emulated:/nowhere/adc.sock", "0").first == ExitCode::kUnavailable);
}
