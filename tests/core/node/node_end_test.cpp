// Nodes in a process that cannot begin, and one in lock-step that has nothing to do in most ticks.
#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "core/messages/range.hpp"
#include "core/node.hpp"
#include "core/node/lockstep_driver.hpp"
#include "core/segment/newest_sample.hpp"
#include "tests/scratch/child.hpp"
#include "tests/scratch/eventually.hpp"
#include "tests/scratch/scratch_board.hpp"
#include "tests/scratch/wire.hpp"

using namespace seqboard;
using namespace seqboard::testing;
using namespace std::chrono_literals;

namespace {

/// Says what comes, when something does.
class EchoNode {
public:
    static constexpr auto kTrigger = "front";
    static constexpr auto kSelfTest = "nothing";
    struct Io {
        Setup& setup;
        Input<Range> front = setup.input<Range>("front", kForever);
        Output<Range> echo = setup.output<Range>("echo");
    };
    explicit EchoNode(Io io) : io_{std::move(io)} {}
    void step(const Tick&) { io_.echo.write(*io_.front.read()); }
    SelfTest self_test(const SelfTestClock&) { return {}; }

private:
    Io io_;
};

/// Ends at once.
class BriefNode {
public:
    static constexpr auto kPeriod = 1ms;
    struct Io {
        Setup& setup;
    };
    explicit BriefNode(Io io) : io_{std::move(io)} {}
    void step(const Tick&) { io_.setup.finish(ExitCode::kOk); }

private:
    Io io_;
};

/// A program with one node, in a process of its own, whose boards lie there.
template <class N>
Child program(const std::string& root, std::vector<std::string> words) {
    std::fflush(stdout);
    return Child{[root, words = std::move(words)]() mutable {
        ::setenv("SEQBOARD_ROOT", root.c_str(), 1);
        ::dup2(STDERR_FILENO, STDOUT_FILENO);
        words.insert(words.begin(), "program");
        std::vector<char*> arguments;
        for (std::string& word : words) arguments.push_back(word.data());
        const int code = run_nodes({node_type<N>()}, static_cast<int>(arguments.size()), arguments.data());
        std::fflush(stdout);
        return code;
    }};
}

}  // namespace

TEST_CASE("a node whose board cannot be made says so and ends") {
    const ScratchBoard scratch;
    std::filesystem::create_directories(scratch.root());
    std::ofstream{scratch.root() + "/file"} << "no directory";
    Child child = program<BriefNode>(scratch.root() + "/file", {});
    CHECK(child.wait() == static_cast<int>(ExitCode::kRefused));
    CHECK_THAT(child.said(), Catch::StartsWith("brief_node: " + scratch.root() + "/file: not a directory"));
}

TEST_CASE("a program with one node needs no word of it in its later parts, not even one") {
    const ScratchBoard scratch;
    Child child = program<BriefNode>(scratch.root(), {"--name", "a", "--and"});
    CHECK(child.wait() == 0);
    CHECK(child.said().empty());
}

TEST_CASE("a self-test whose name cannot be owned for another reason than its node says that reason") {
    const ScratchBoard scratch;
    const BoardPlace place = scratch.place();
    make_backend(place);
    std::filesystem::create_directory(place.directory() + "/echo_node.lock");
    Child child = program<EchoNode>(place.root, {"--board", place.board, "--self-test"});
    CHECK(child.wait() == static_cast<int>(ExitCode::kRefused));
    CHECK_THAT(child.said(), Catch::Contains("echo_node.lock: not a regular file"));
}

TEST_CASE("in lock-step a node that waits for news takes part in every tick, and steps when there are some") {
    const ScratchBoard scratch;
    const auto writers = std::make_shared<Blackboard>(make_backend(scratch.place()), "test");
    Blackboard board{make_backend(scratch.place()), "test"};
    Wire<Range> wire{{.slot = "front", .node = "sonar"}, writers};
    ClockChoice choice;
    choice.kind = ClockChoice::Kind::kDrive;
    choice.participants = {{"echo_node", 0, 1}};
    StopFlag stop{false};
    const auto segment = writers->create("plant", LockstepDriver::slots(choice));
    LockstepDriver driver{choice, board, stop};
    const std::deque<InputPort> inputs;
    driver.bind(*segment, 0, inputs);
    Child child = program<EchoNode>(scratch.root(), {"--board", "test", "--clock", "lockstep@plant"});
    const auto reaches = [&](std::uint32_t tick) {
        return eventually([&] {
            const auto turn = driver.wait();
            return turn && turn->tick == tick;
        });
    };
    const auto echo = [&] { return newest<Range>(*board.attach("echo_node"), "echo"); };
    REQUIRE(reaches(1));
    REQUIRE(reaches(2));
    CHECK_FALSE(echo());
    wire.output.write({.range_m = 0.5f});
    REQUIRE(reaches(3));
    REQUIRE(echo());
    CHECK(echo()->value.range_m == 0.5f);
    REQUIRE(reaches(4));
    CHECK(echo()->header.sequence == 1);
    ::kill(child.pid(), SIGTERM);
    CHECK(child.wait() == 0);
}
