// Two processes on one board whose programs were built for two architectures: this one's, and that of the peer (in a native build, the
// same). The emulated one sees the same bytes, locks and futexes.
#include <catch2/catch.hpp>

#include <signal.h>
#include <sys/wait.h>

#include <memory>

#include "core/exit_code.hpp"
#include "core/launch/describe_runner.hpp"
#include "core/launch/exec.hpp"
#include "tests/mixed/peers.hpp"
#include "tests/scratch/busy_slot.hpp"
#include "tests/scratch/child.hpp"
#include "tests/scratch/eventually.hpp"
#include "tests/scratch/places.hpp"
#include "tests/scratch/scratch_board.hpp"

using namespace seqboard;
using namespace seqboard::testing;

namespace {

constexpr int kReads = 500'000;
const std::string kPeer = built_natively("board_peer");

std::unique_ptr<Child> start_peer(const ScratchBoard& scratch, const std::string& task, int count = 0) {
    return std::make_unique<Child>([&]() -> int { exec_or_exit({kPeer, scratch.root(), task, std::to_string(count)}); });
}

std::shared_ptr<AttachedSegment> segment_of(Blackboard& board, const std::string& node) {
    for (const Time limit = monotonic_now() + kPatience; monotonic_now() < limit; ::usleep(1000))
        if (auto segment = board.attach_trusted(node); segment && board.backend().owner(node)) return segment;
    return nullptr;
}

}  // namespace

TEST_CASE("what a peer of another architecture writes is read whole") {
    const ScratchBoard scratch;
    const auto board = Blackboard::open(scratch.place());
    const auto peer = start_peer(scratch, "write");
    const auto segment = segment_of(*board, "peer");
    REQUIRE(segment);
    const RingReader reader = segment->reader(*segment->find("peer.slot"));
    REQUIRE(eventually([&] { return reader.head() > 0; }));
    const Tally tally = read_many(reader, kReads);
    CHECK(tally.whole > 0);
    CHECK(tally.torn == 0);
    CHECK(tally.backwards == 0);
}

TEST_CASE("what is written here is read whole by a peer of another architecture") {
    const ScratchBoard scratch;
    const auto board = Blackboard::open(scratch.place());
    const auto own = board->create("driver", mixed_slot("driver"));
    RingWriter writer = own->writer(0);
    publish(writer, 1);
    Child busy{[&]() -> int {
        for (std::uint32_t number = 2;; ++number) publish(writer, number);
    }};
    const ProgramOutput peer = run_programs({{kPeer, scratch.root(), "read", std::to_string(kReads)}}, 3 * kPatience).front();
    INFO(peer.out << peer.err);
    CHECK(peer.exit_code == 0);
    CHECK_THAT(peer.out, Catch::Contains("0 torn, 0 backwards"));
}

TEST_CASE("two architectures agree on fingerprints and wake each other") {
    const ScratchBoard scratch;
    const auto board = Blackboard::open(scratch.place());
    const auto own = board->create("driver", mixed_slot("driver"));
    constexpr int kTurns = 500;
    const auto peer = start_peer(scratch, "answer", kTurns);
    REQUIRE(segment_of(*board, "peer"));
    MixedPort port{*board, "peer", *own, "driver"};
    INFO(port.input_port.fault());
    REQUIRE(port.connected);
    for (std::uint32_t turn = 1; turn <= kTurns; ++turn) {
        port.output.write(pattern(turn));
        REQUIRE(port.input.wait(kPatience));
        const auto answer = port.input.read();
        REQUIRE((answer->number == turn && is_whole(*answer)));
    }
    CHECK(peer->wait() == 0);
}

TEST_CASE("a node belongs to the process that has it, whatever it was built for") {
    const ScratchBoard scratch;
    const auto board = Blackboard::open(scratch.place());
    const auto peer = start_peer(scratch, "write");
    REQUIRE(segment_of(*board, "peer"));
    CHECK(board->backend().owner("peer")->pid == peer->pid());
    CHECK_THROWS_WITH(board->create("peer", mixed_slot("peer")), Catch::Contains(std::to_string(peer->pid())));
    const ProgramOutput second = run_programs({{kPeer, scratch.root(), "write"}}, kPatience).front();
    CHECK(second.exit_code == static_cast<int>(ExitCode::kOwned));
    CHECK_THAT(second.err, Catch::Contains(std::to_string(peer->pid())));
    peer->kill();
    CHECK_FALSE(board->backend().owner("peer"));
    CHECK(board->create("peer", mixed_slot("peer"))->epoch() == 2);
}
