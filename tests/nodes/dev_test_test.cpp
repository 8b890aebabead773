// seqboard dev test: one device of a node set, outside a running set, as a person at the bench calls it.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <thread>

#include "core/blackboard.hpp"
#include "core/exit_code.hpp"
#include "core/launch/describe_runner.hpp"
#include "core/launch/exec.hpp"
#include "drivers/adc/emulated_adc_chip.hpp"
#include "drivers/gpio/emulated_gpio_bank.hpp"
#include "drivers/pwm/emulated_pwm_bank.hpp"
#include "nodes/sim/adc_model.hpp"
#include "tests/scratch/child.hpp"
#include "tests/scratch/places.hpp"
#include "tests/scratch/scratch_board.hpp"

using namespace seqboard;
using namespace seqboard::testing;

namespace {

constexpr int code(ExitCode exit) { return static_cast<int>(exit); }

/// A battery on an emulated converter, and a node set that wants it.
struct Workbench {
    ScratchBoard board;
    std::string folder = (std::filesystem::create_directories(board.directory()), board.directory());
    std::string set = folder + "/robot.yaml";
    sim::AdcModel battery{{}, 7};
    std::optional<EmulatedAdcChip> converter{std::in_place, folder + "/adc.sock",
                                             std::vector<EmulatedAdcChip::Channel>{[this] { return battery.read_volt(); }}};

    Workbench() {
        std::ofstream{set} << "version: 1\nboard: test\nnodes:\n"
                              "  battery: {type: battery_node, params: {adc: \"emulated:"
                           << folder
                           << "/adc.sock\", channel: 0}}\n"
                              "  head: {type: head_node, params: {pan_output: TOUT0, tilt_output: TOUT1}}\n"
                              "  sim: {type: sim_node, params: {room: none, gpio_socket: g, pwm_socket: p}}\n";
        battery.set_voltage(8.0f);
    }
    ProgramOutput test(std::vector<std::string> words, const char* program = "seqboard") const {
        words.insert(words.begin(), {built(program), "--root", board.root(), "dev", "test"});
        words.push_back(set);
        return run_programs({words}, std::chrono::seconds{60}).front();
    }
};

}  // namespace

TEST_CASE("dev test: a battery in order passes, and the voltage is printed, also by the program that holds all nodes") {
    const Workbench bench;
    for (const char* program : {"seqboard", "board/seqboard"}) {
        const ProgramOutput output = bench.test({"battery"}, program);
        INFO(program << "\n" << output.out << output.err);
        CHECK(output.exit_code == code(ExitCode::kOk));
        CHECK_THAT(output.out, Catch::Contains("ok      the converter (emulated) answers"));
        CHECK_THAT(output.out, Catch::Contains("V at the pin"));
        CHECK_THAT(output.out, Catch::Contains("battery: passed"));
    }
}

TEST_CASE("dev test: a fault fails with what to look at, a device that is absent cannot be opened") {
    Workbench bench;
    bench.battery.set_fault(sim::AdcFault::kUnplugged);
    const ProgramOutput faulty = bench.test({"battery"});
    CHECK(faulty.exit_code == code(ExitCode::kFailed));
    CHECK_THAT(faulty.out, Catch::Contains("FAILED") && Catch::Contains("is the wire from the divider off"));
    bench.converter.reset();
    CHECK(bench.test({"battery"}).exit_code == code(ExitCode::kUnavailable));
}

TEST_CASE("dev test: a node that is running keeps its device") {
    const Workbench bench;
    const auto board = Blackboard::open(bench.board.place());
    const auto running = board->backend().own("battery");
    const ProgramOutput output = bench.test({"battery"});
    CHECK(output.exit_code == code(ExitCode::kOwned));
    CHECK_THAT(output.err, Catch::Contains("battery: the node is running") && Catch::Contains("seqboard down"));
}

TEST_CASE("dev test: nothing moves without being asked to") {
    const Workbench bench;
    const ProgramOutput output = bench.test({"head"});
    CHECK(output.exit_code == code(ExitCode::kRefused));
    CHECK_THAT(output.err, Catch::Contains("room for the head to turn") && Catch::Contains("--motion"));
}

TEST_CASE("dev test: a node without a device and a node that is none are told from each other") {
    const Workbench bench;
    const ProgramOutput sim = bench.test({"sim"}), misspelt = bench.test({"batery"});
    CHECK(sim.exit_code == code(ExitCode::kNoInput));
    CHECK_THAT(sim.err, Catch::Contains("'sim' has no device to test"));
    CHECK(misspelt.exit_code == code(ExitCode::kNoInput));
    CHECK_THAT(misspelt.err, Catch::Contains("did you mean 'battery'"));
}

TEST_CASE("dev test: a test that is interrupted lets go of the motors") {
    const ScratchBoard board;
    const std::string folder = (std::filesystem::create_directories(board.directory()), board.directory());
    const EmulatedGpioBank lines{folder + "/gpio", {"in1", "in2", "in3", "in4", "enable", "a", "b"}};
    const EmulatedPwmBank outputs{folder + "/pwm", {"left", "right"}};
    const std::size_t enable = lines.index_of("enable");
    const auto interrupted = [&] {
        Child tester{[&] {
            std::vector<std::string> line = {built("wheel_node"), "--root", board.root(), "--self-test", "--motion"};
            for (const std::string& param :
                 {"gpio=emulated:" + folder + "/gpio", "pwm=emulated:" + folder + "/pwm", std::string{"left_pwm=left"},
                  std::string{"left_in1=in1"}, std::string{"left_in2=in2"}, std::string{"right_pwm=right"}, std::string{"right_in1=in3"},
                  std::string{"right_in2=in4"}, std::string{"motor_enable=enable"}, std::string{"left_encoder_a=a"},
                  std::string{"right_encoder_a=b"}})
                line.insert(line.end(), {"--param", param});
            exec_or_exit(line);
            return 0;
        }};
        while (!lines.is_high(enable)) std::this_thread::yield();
        ::kill(tester.pid(), SIGINT);
        CHECK(tester.wait() == code(ExitCode::kFailed));
        CHECK_FALSE(lines.is_high(enable));
        return tester.said().find("stopped before the test was over") != std::string::npos;
    };
    bool was_interrupted = false;  // on a busy machine the test may be over before the signal is sent
    for (int attempt = 0; attempt < 5 && !was_interrupted; ++attempt) was_interrupted = interrupted();
    CHECK(was_interrupted);
}
