// A node program's main(): which node its words mean, how its nodes end, and what the process says of it.
#include <catch2/catch.hpp>

#include "core/messages/range.hpp"
#include "core/node.hpp"
#include "tests/scratch/child.hpp"
#include "tests/scratch/eventually.hpp"
#include "tests/scratch/scratch_board.hpp"
#include "tests/scratch/wire.hpp"

using namespace seqboard;
using namespace seqboard::testing;
using namespace std::chrono_literals;

namespace {

/// Ends after its third step with the code that it is given.
class EndingNode {
public:
    static constexpr auto kPeriod = 1ms;
    struct Io {
        Setup& setup;
        int code = setup.param("code", 0);
    };
    explicit EndingNode(Io io) : io_{std::move(io)} {}
    void step(const Tick& tick) {
        if (tick.count == 2) io_.setup.finish(static_cast<ExitCode>(io_.code));
    }

private:
    Io io_;
};

/// Has a device that is not there, or a defect.
class BrokenNode {
public:
    static constexpr auto kPeriod = 1ms;
    struct Io {
        Setup& setup;
        bool defect = setup.param("defect", false);
    };
    explicit BrokenNode(const Io& io) {
        if (io.defect) throw std::logic_error{"this cannot be"};
        throw StartError{ExitCode::kUnavailable, "/dev/ttyS7: no such device"};
    }
    void step(const Tick&) {}
};

/// Steps when something comes; can be tried, and names a pin.
class EchoNode {
public:
    static constexpr auto kTrigger = "front";
    static constexpr auto kSelfTest = "a \"wall\"\tin front";
    static constexpr bool kDrivesClock = true;
    static constexpr bool kSimulatesPlant = true;
    static constexpr bool kStepsLast = true;
    struct Io {
        Setup& setup;
        std::string device = setup.param<std::string>("device");
        Input<Range> front = setup.input<Range>("front", kForever);
        Output<Range> echo = setup.output<Range>("echo");
    };
    explicit EchoNode(Io io) : io_{std::move(io)} {}
    static std::vector<PinClaim> pins(const Io& io) { return {{.parameter = "device", .pin = io.device + ":3", .refusal = ""}}; }
    void step(const Tick&) { io_.echo.write(*io_.front.read()); }
    SelfTest self_test(const SelfTestClock& clock) {
        clock.pass(1ms);
        SelfTest result;
        result.expect(io_.device == "/dev/null", "something is there", "nothing is there");
        return result;
    }

private:
    Io io_;
};

/// A program with these types in a process of its own; what it prints goes to said().
Child program(const ScratchBoard& scratch, std::vector<NodeType> types, std::vector<std::string> words) {
    std::fflush(stdout);  // what the test itself has not printed yet is not the program's
    return Child{[&scratch, types = std::move(types), words = std::move(words)]() mutable {
        ::dup2(STDERR_FILENO, STDOUT_FILENO);
        ::setenv("SEQBOARD_ROOT", scratch.root().c_str(), 1);
        words.insert(words.begin(), "program");
        std::vector<char*> arguments;
        for (std::string& word : words) arguments.push_back(word.data());
        const int code = run_nodes(types, static_cast<int>(arguments.size()), arguments.data());
        std::fflush(stdout);
        return code;
    }};
}

const std::vector<NodeType> kAll = {node_type<EndingNode>(), node_type<BrokenNode>(), node_type<EchoNode>()};

struct Ended {
    int code;
    std::string said;
};
Ended run(std::vector<NodeType> types, std::vector<std::string> words) {
    const ScratchBoard scratch;
    Child child = program(scratch, std::move(types), std::move(words));
    const int code = child.wait();
    return {code, child.said()};
}

}  // namespace

TEST_CASE("of a program with several nodes the first word says which, and a wrong one is told with what there is") {
    CHECK(run(kAll, {"ending_node"}).code == 0);
    CHECK(run(kAll, {"ending_node", "--param", "code=3"}).code == 3);
    const Ended wrong = run(kAll, {"endnig_node"});
    CHECK(wrong.code == static_cast<int>(ExitCode::kUsage));
    CHECK(wrong.said == "program: 'endnig_node' is not a node type of this program; did you mean 'ending_node'?\n");
    CHECK_THAT(run(kAll, {}).said, Catch::Contains("'' is not a node type of this program"));
    CHECK_THAT(run(kAll, {"ending_node", "--nam", "x"}).said, Catch::Contains("did you mean '--name'?"));
}

TEST_CASE("of a program with one node the first word may be left out, and in its later parts too") {
    const std::vector<NodeType> one = {node_type<EndingNode>()};
    CHECK(run(one, {}).code == 0);
    CHECK(run(one, {"--param", "code=3"}).code == 3);
    CHECK(run(one, {"--name", "a", "--period", "60s", "--and", "ending_node", "--name", "b", "--param", "code=5"}).code == 5);
    CHECK(run(one, {"--name", "a", "--and", "--name", "b"}).code == 0);
}

TEST_CASE("nodes of one process end together, with the code of the one that failed") {
    CHECK(run(kAll, {"ending_node", "--name", "a", "--and", "ending_node", "--name", "b"}).code == 0);
    const Ended ended = run(kAll, {"ending_node", "--name", "good", "--period", "60s", "--and", "broken_node"});
    CHECK(ended.code == static_cast<int>(ExitCode::kUnavailable));
    CHECK(ended.said == "broken_node: /dev/ttyS7: no such device\n");
}

TEST_CASE("what ends a node is told with the place that asked for it") {
    const Ended absent = run(kAll, {"broken_node", "--origin", "robot.yaml:17", "--name", "sonar"});
    CHECK(absent.code == static_cast<int>(ExitCode::kUnavailable));
    CHECK(absent.said == "robot.yaml:17: sonar: /dev/ttyS7: no such device\n");
    const Ended defect = run(kAll, {"broken_node", "--param", "defect=true"});
    CHECK(defect.code == static_cast<int>(ExitCode::kBug));
    CHECK(defect.said == "broken_node: this cannot be\n");
}

TEST_CASE("help and descriptions are printed, and no node is made") {
    const Ended help = run(kAll, {"broken_node", "--help"});
    CHECK(help.code == 0);
    CHECK_THAT(help.said, Catch::StartsWith("broken_node: a seqboard node\n  --name NAME"));
    CHECK(run(kAll, {"broken_node", "-h"}).said == help.said);
    const Ended described = run(kAll, {"echo_node", "--describe"});
    CHECK(described.code == 0);
    for (const char* const part : {"\"type\": \"echo_node\"", "\"trigger\": \"front\"", "\"drives_clock\": true",
                                   "\"simulates_plant\": true", "\"steps_last\": true", "\"self_test\": \"rests\"", "\"max_age_ns\": null",
                                   "\"parameter\": \"device\", \"pin\": \":3\", \"refusal\": \"\""})
        CHECK_THAT(described.said, Catch::Contains(part));
}

TEST_CASE("a self-test's verdict is the exit code, and a node without a device has none") {
    const Ended good = run(kAll, {"echo_node", "--self-test", "--param", "device=/dev/null"});
    CHECK(good.code == 0);
    CHECK_THAT(good.said, Catch::Contains("echo_node: testing; wants a \"wall\"") && Catch::Contains("something is there") &&
                              Catch::EndsWith("echo_node: passed\n"));
    const Ended bad = run(kAll, {"echo_node", "--self-test", "--motion", "--param", "device=/dev/full"});
    CHECK(bad.code == 1);
    CHECK_THAT(bad.said, Catch::EndsWith("echo_node: FAILED\n"));
    CHECK_THAT(run(kAll, {"ending_node", "--self-test"}).said, Catch::Contains("a ending_node has no device to test"));
}

TEST_CASE("a node that waits for news steps when some come, and ends when it is told to") {
    const ScratchBoard scratch;
    const auto board = std::make_shared<Blackboard>(make_backend({.root = scratch.root(), .board = "robot"}), "robot");
    const bool notify = GENERATE(false, true);
    Wire<Range> wire{{.notify = notify, .slot = "front", .node = "sonar"}, board};
    wire.at(monotonic_now().time_since_epoch());
    wire.output.write({.range_m = 1});
    Child child = program(scratch, kAll, {"echo_node", "--param", "device=none"});
    const auto echoed = [&](float range_m) {
        return eventually([&] {
            const auto segment = board->attach_trusted("echo_node");
            Range range;
            SampleHeader header;
            return segment && segment->reader(*segment->find("echo")).latest(header, &range, sizeof range) == Copied::kWhole &&
                   range.range_m == range_m;
        });
    };
    CHECK(echoed(1));  // what was there when it came is news
    wire.output.write({.range_m = 2});
    CHECK(echoed(2));
    ::kill(child.pid(), SIGTERM);
    CHECK(child.wait() == 0);
}

TEST_CASE("a node runs on without what the system refuses, and says so") {
    const Ended locked = run(kAll, {"ending_node", "--lock-memory", "true"});
    CHECK(locked.code == 0);
    const Ended prior = run(kAll, {"ending_node", "--priority", "1", "--lock-memory", "false"});
    CHECK(prior.code == 0);
    CHECK(run(kAll, {"ending_node", "--lock-memory", "perhaps"}).code == static_cast<int>(ExitCode::kUsage));
}
