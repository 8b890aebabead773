// What a starting node is given, and how it is told what is wrong.
#include "core/setup.hpp"

#include <catch2/catch.hpp>

#include "core/exit_code.hpp"
#include "core/messages/range.hpp"
#include "core/messages/wheels.hpp"
#include "core/node/node_args.hpp"
#include "tests/scratch/child.hpp"

using namespace seqboard;
using namespace seqboard::testing;
using namespace std::chrono_literals;

namespace {

template <class Action>
void check_refused(ExitCode code, const std::string& sentence, Action&& action) {
    try {
        action();
        FAIL("accepted");
    } catch (const StartError& error) {
        CHECK(error.code() == code);
        CHECK_THAT(error.what(), Catch::Contains(sentence));
    }
}

}  // namespace

TEST_CASE("parameters are given, or have their default") {
    Setup setup{parse_node_args({"--param", "device=/dev/ttyS1", "--param=gain_ratio=0.5", "--param", "channel=3", "--param",
                                 "patience=40ms", "--param", "loud=true", "--param", "reach_m=1.5 m"}),
                false};
    CHECK(setup.param<std::string>("device") == "/dev/ttyS1");
    CHECK(setup.param("gain_ratio", 1.0f) == 0.5f);
    CHECK(setup.param("channel", 0, {0, 7}) == 3);
    CHECK(setup.param("patience", 10ms) == 40ms);
    CHECK(setup.param("loud", false));
    CHECK(setup.param("reach_m", 1.0f) == 1.5f);
    CHECK(setup.param("title", "robot") == "robot");
    CHECK(setup.param("speed_m_s", 0.25f) == 0.25f);
    CHECK_NOTHROW(setup.seal());
}

TEST_CASE("a wrong value is refused with what was expected") {
    struct Wrong {
        const char* argument;
        const char* sentence;
    };
    const Wrong cases[] = {
        {"channel=three", "parameter 'channel' is 'three'; expected a whole number"},
        {"channel=3.5", "expected a whole number"},
        {"channel=99999999999", "expected a whole number"},
        {"channel=8", "parameter 'channel' is 8; it must be from 0 to 7"},
        {"gain_volt=fast", "parameter 'gain_volt' is 'fast'; expected a number in V"},
        {"gain_volt=1.5 m", "expected a number in V"},
        {"gain_volt=nan", "expected a number in V"},
        {"gain_volt=inf", "expected a number in V"},
        {"gain_volt=2.5", "it must be from -1 to 1"},
        {"patience=40", "expected a time with its unit, such as 250ms"},
        {"loud=yes", "expected true or false"},
    };
    for (const Wrong& wrong : cases) {
        INFO(wrong.argument);
        check_refused(ExitCode::kConfig, wrong.sentence, [&] {
            Setup setup{parse_node_args({"--param", wrong.argument}), false};
            setup.param("channel", 0, {0, 7});
            setup.param("gain_volt", 0.5f, {-1.0f, 1.0f});
            setup.param("patience", 10ms);
            setup.param("loud", false);
        });
    }
}

TEST_CASE("a required parameter must be given, except to be described") {
    check_refused(ExitCode::kConfig, "parameter 'device' is missing; expected text: --param device=...", [] {
        Setup{NodeArgs{}, false}.param<std::string>("device");
    });
    CHECK(Setup{NodeArgs{}, true}.param<std::string>("device").empty());
}

TEST_CASE("what the node does not know is refused with the nearest name") {
    const auto sealed = [](const std::vector<std::string>& args) {
        Setup setup{parse_node_args(args), false};
        setup.param("speed_m_s", 0.5f);
        (void)setup.input<Range>("front", 100ms);
        (void)setup.output<DriveCommand>("drive");
        setup.seal();
    };
    CHECK_NOTHROW(sealed(
        {"--param", "speed_m_s=1", "--input", "front=sonar", "--output", "drive=motors", "--notify", "drive", "--cells", "drive=8"}));
    check_refused(ExitCode::kConfig, "no parameter 'sped_m_s'; did you mean 'speed_m_s'?", [&] { sealed({"--param", "sped_m_s=1"}); });
    check_refused(ExitCode::kConfig, "no input 'fornt'; did you mean 'front'?", [&] { sealed({"--input", "fornt=sonar"}); });
    check_refused(ExitCode::kConfig, "no output 'brake'; known: drive", [&] { sealed({"--output", "brake=x"}); });
    check_refused(ExitCode::kConfig, "no output 'front'", [&] { sealed({"--notify", "front"}); });
    check_refused(ExitCode::kConfig, "no output 'drives'; did you mean 'drive'?", [&] { sealed({"--cells", "drives=4"}); });
}

TEST_CASE("a mistake in the node's own declarations is a bug, named") {
    check_refused(ExitCode::kBug, "must end in a unit suffix", [] { Setup{{}, false}.param("gain", 1.0f); });
    check_refused(ExitCode::kBug, "parameter 'x_m' is declared twice", [] {
        Setup setup{{}, false};
        setup.param("x_m", 1.0f);
        setup.param("x_m", 2.0f);
    });
    check_refused(ExitCode::kBug, "its default 5 must be from 0 to 1", [] { Setup{{}, false}.param("x_m", 5.0f, {0.0f, 1.0f}); });
    check_refused(ExitCode::kBug, "port 'a' is declared twice", [] {
        Setup setup{{}, false};
        (void)setup.input<Range>("a", 1s);
        (void)setup.output<Range>("a");
    });
    check_refused(ExitCode::kBug, "not a valid name", [] { Setup{{}, false}.param("a b", 1); });
}

TEST_CASE("a declaration after the Io is complete aborts, naming it") {
    Child late{[] {
        Setup setup{{}, false};
        setup.seal();
        setup.param("speed_m_s", 1.0f);
        return 0;
    }};
    CHECK(late.wait() == 128 + SIGABRT);
    CHECK_THAT(late.said(), Catch::Contains("parameter 'speed_m_s'"));
}

TEST_CASE("a node's command line is read, and every wrong word is named") {
    const NodeArgs args = parse_node_args({"--name", "ranger", "--input", "head=pan@neck", "--output", "range=front", "--cells", "range=8",
                                           "--rate-hz", "50", "--clock", "lockstep@sim", "--origin", "robot.yaml:17"});
    CHECK(args.name == "ranger");
    CHECK(args.inputs.at("head").slot == "pan");
    CHECK(args.inputs.at("head").node == "neck");
    CHECK(args.outputs.at("range") == "front");
    CHECK(args.cells.at("range") == 8);
    CHECK(args.period == Duration{20ms});
    CHECK(args.clock.kind == ClockChoice::Kind::kFollow);
    CHECK(args.clock.coordinator == "sim");
    CHECK(args.origin == "robot.yaml:17");
    const NodeArgs driver = parse_node_args({"--clock", "drive", "--step", "5ms", "--speed", "2", "--participant", "wheels:1:4"});
    CHECK(driver.clock.participants.at(0).level == 1);
    CHECK(driver.clock.participants.at(0).period_ticks == 4);
    const NodeArgs test = parse_node_args({"--clock=real", "--input", "front=-", "--lock-memory", "false", "--layout",
                                           "any=Range:16:float32 range_m", "--self-test", "--motion", "--describe", "-h"});
    CHECK(test.clock.kind == ClockChoice::Kind::kReal);
    CHECK(test.inputs.at("front").slot.empty());
    CHECK(test.lock_memory == false);
    CHECK(parse_node_args({"--lock-memory", "true"}).lock_memory == true);
    CHECK(test.layouts.at("any").schema == "float32 range_m");
    CHECK((test.self_test && test.motion && test.describe && test.help));
    CHECK_FALSE(args.help);

    struct Wrong {
        std::vector<std::string> words;
        const char* sentence;
    };
    const Wrong cases[] = {
        {{"--nam", "x"}, "did you mean '--name'?"},
        {{"--name"}, "--name: a value is missing"},
        {{"--name", "a/b"}, "a name is 1 to 47"},
        {{"--param", "x"}, "expected NAME=VALUE"},
        {{"--input", "=x"}, "expected PORT=SLOT"},
        {{"--input", "a=b@"}, "a name is"},
        {{"--period", "20"}, "a time such as 20ms"},
        {{"--period", "0ms"}, "a time such as 20ms"},
        {{"--rate-hz", "0"}, "from 1 to"},
        {{"--rate-hz", "50x"}, "expected a number from 1 to"},
        {{"--rate-hz", "many"}, "expected a number from 1 to"},
        {{"--rate-hz", "200000"}, "expected a number from 1 to"},
        {{"--lock-memory", "yes"}, "expected true or false"},
        {{"--layout", "range=Range"}, "PORT=MESSAGE:BYTES:SCHEMA"},
        {{"--layout", "range=Range:2:"}, "from 4 to"},
        {{"name=x"}, "unknown argument 'name=x'"},
        {{"--priority", "100"}, "from 1 to 99"},
        {{"--cells", "range=1"}, "from 2 to 64"},
        {{"--clock", "fast"}, "expected real, lockstep@NODE"},
        {{"--participant", "a:1"}, "NODE:LEVEL:PERIOD_TICKS"},
        {{"--participant", "a:1:0"}, "from 1 to"},
        {{"--speed", "nan"}, "expected a number"},
        {{"--backend", "cloud"}, "use posix, file or sysv"},
    };
    for (const Wrong& wrong : cases) {
        INFO(wrong.words.front());
        check_refused(ExitCode::kUsage, wrong.sentence, [&] { parse_node_args(wrong.words); });
    }
}
