// Nodes that declare something odd, ports that go away, and what is said of it.
#include <catch2/catch.hpp>

#include "core/exit_code.hpp"
#include "core/messages/range.hpp"
#include "core/messages/wheels.hpp"
#include "core/node.hpp"
#include "core/node/describe.hpp"
#include "core/testing/bench.hpp"
#include "tests/scratch/captured_log.hpp"
#include "tests/scratch/scratch_board.hpp"
#include "tests/scratch/start_error.hpp"
#include "tests/scratch/wire.hpp"

using namespace seqboard;
using namespace seqboard::testing;
using namespace std::chrono_literals;

namespace {

/// Steps when something comes.
class Sonar2Node {
public:
    static constexpr auto kTrigger = "front";
    struct Io {
        Setup& setup;
        std::string title = setup.param("title", "C:\\new\tone");
        int gain = setup.live_param("gain", 1, {0, 3});
        Input<Range> front = setup.input<Range>("front", kForever);
        Input<Range> back = setup.optional_input<Range>("back", kForever);
        Output<Range> echo = setup.output<Range>("echo");
    };
    explicit Sonar2Node(Io io) : io_{std::move(io)} {}
    void step(const Tick&) { ++steps; }

    int steps = 0;

private:
    Io io_;
};

class AimlessNode {
public:
    static constexpr auto kTrigger = "nothing";
    struct Io {
        Setup& setup;
        Input<Range> front = setup.input<Range>("front", kForever);
    };
    explicit AimlessNode(Io io) : io_{std::move(io)} {}
    void step(const Tick&) {}

private:
    Io io_;
};

NodeArgs named(const std::string& name) {
    NodeArgs args;
    args.name = name;
    return args;
}

}  // namespace

TEST_CASE("a trigger that names no input is a bug of the node, and told") {
    NodeSession session{node_type<AimlessNode>(), named("aimless"), Blackboard::in_memory()};
    const auto [code, said] = start_error([&] { session.start(); });
    CHECK(code == ExitCode::kBug);
    CHECK(said == "aimless_node: kTrigger names no input: 'nothing'");
}

TEST_CASE("a triggered node has work when its trigger has news, once for each") {
    const auto board = Blackboard::in_memory();
    Wire<Range> wire{{}, board};
    NodeSession session{node_type<Sonar2Node>(), named("sonar"), board};
    session.start();
    CHECK_FALSE(session.has_work());
    wire.output.write({});
    CHECK(session.has_work());
    CHECK_FALSE(session.has_work());
}

TEST_CASE("an input that cannot be connected is told once for each reason, and not while its node is only not there yet") {
    const ScratchBoard scratch;
    const auto writers = std::make_shared<Blackboard>(make_backend(scratch.place()), "test");
    const auto board = std::make_shared<Blackboard>(make_backend(scratch.place()), "test");
    CapturedLog log;
    NodeArgs args = named("sonar");
    args.inputs["front"] = {.slot = "front", .node = "writer"};
    NodeSession session{node_type<Sonar2Node>(), args, board};
    session.start();
    Time now = monotonic_now();
    const auto look = [&] {
        session.look_after_ports(now += 1s);
        return log.take();
    };
    CHECK(look().empty());
    std::optional<Wire<DriveCommand>> other{std::in_place, WireOptions{}, writers};
    CHECK_THAT(look(), Catch::Contains("warning: input 'front' (slot 'front'): node 'writer' writes another layout"));
    CHECK(look().empty());
    other.reset();
    std::optional<Wire<Range>> right{std::in_place, WireOptions{}, writers};
    CHECK(look().empty());
    right.reset();
    other.emplace(WireOptions{}, writers);
    CHECK_THAT(look(), Catch::Contains("writes another layout"));
    other.reset();
    const auto without = writers->create("writer", {slot_spec<Range>("left")});
    CHECK_THAT(look(), Catch::Contains("node 'writer' does not offer it"));
    CHECK(look().empty());
}

TEST_CASE("an input may be left out where the node says so") {
    const auto start = [](const char* port) {
        NodeArgs args = named("sonar");
        args.inputs[port] = {};
        NodeSession session{node_type<Sonar2Node>(), args, Blackboard::in_memory()};
        session.start();
        session.look_after_ports(monotonic_now() + 1s);
    };
    CHECK(start_error([&] { start("back"); }).first == ExitCode::kOk);
    const auto [code, said] = start_error([&] { start("front"); });
    CHECK(code == ExitCode::kConfig);
    CHECK(said == "input 'front' cannot be left out; name a slot: --input front=SLOT");
}

TEST_CASE("a port is declared once, whatever it is") {
    const auto declared_twice = [](auto declare) {
        const auto [code, said] = start_error([&] {
            Setup setup{NodeArgs{}, false};
            (void)setup.input<Range>("a", 1s);
            (void)setup.output<Range>("b");
            declare(setup);
        });
        return code == ExitCode::kBug && said.find("is declared twice") != std::string::npos;
    };
    CHECK(declared_twice([](Setup& setup) { (void)setup.input<Range>("a", 1s); }));
    CHECK(declared_twice([](Setup& setup) { (void)setup.input<Range>("b", 1s); }));
    CHECK(declared_twice([](Setup& setup) { (void)setup.output<Range>("a"); }));
    CHECK(declared_twice([](Setup& setup) { (void)setup.output<Range>("b"); }));
    CHECK_FALSE(declared_twice([](Setup& setup) { (void)setup.output<Range>("c"); }));
}

TEST_CASE("a description has the node's name in small letters, and escapes what JSON cannot hold") {
    const std::string json = describe(node_type<Sonar2Node>(), named("sonar"));
    CHECK_THAT(json, Catch::Contains(R"("type": "sonar2_node")") && Catch::Contains(R"("default": "C:\\new\u0009one")"));
}

TEST_CASE("a bench refuses what the node would") {
    Bench<Sonar2Node> bench;
    bench.set_param("gain", "2");
    CHECK_THROWS_WITH(bench.set_param("gain", "7"), Catch::Contains("does not take '7' for parameter 'gain'"));
    CHECK_THROWS_WITH(bench.set_param("title", "x"), Catch::Contains("while it runs"));
    CHECK_THROWS_WITH(bench.get<DriveCommand>("echo"), Catch::Contains("bench: output 'echo': node 'sonar2_node' writes another layout"));
    CHECK_THROWS_WITH(bench.restart_writer("left"), Catch::Contains("no input 'left'"));
    bench.set<Range>("back", {.range_m = 1});
    bench.restart_writer("back");
    bench.set<Range>("back", {.range_m = 2});
    bench.step();
    CHECK(bench.node().steps == 1);
    CHECK(bench.get<Range>("echo").freshness() == Freshness::kNeverWritten);  // the mistake has left nothing
    CHECK(bench.get<Range>("echo").freshness() == Freshness::kNeverWritten);
    CHECK_THROWS_WITH(bench.get<DriveCommand>("echo"), Catch::Contains("writes another layout"));
}

TEST_CASE("numbers are told as a person writes them, and what has no number has no limits") {
    CHECK(number_text(2e15) == "2e+15");
    CHECK(number_text(-3) == "-3");
    CHECK(expected_form("gain", ParamValue{1.0f}) == "a number");
    CHECK(expected_form("gain_ratio", ParamValue{1.0f}) == "a number");
    CHECK(expected_form("x_m", ParamValue{1.0f}) == "a number in m");
    const Parameter text{.name = "title", .value = std::string{"x"}, .limits = Limits<double>{0, 1}};
    CHECK(limit_fault(text, text.value).empty());
    CHECK(limit_fault({.name = "n", .value = 1}, ParamValue{7}).empty());
}
